"""``./kmt bench [part …]``: what the product costs here, as JSON, with the goal beside each figure.

Everything runs on a demo of its own in a temporary folder, behind the real web server. Figures
say something about this machine only; compare them with figures of the same machine.
"""

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from kmt.project.environment import ROOT
from kmt.proof import alike
from kmt.proof.colleagues import log_everybody_in
from kmt.proof.trial import Stopped, Trial, make_demo, said_by, served, variables
from kmt.proof.visitor import Answer, Page, Visitor

GOAL_PAGE_MS = 100
GOAL_WORKER_MB = 150
GOAL_FORM_BYTES = 60_000
GOAL_FIRST_USE_S = 20
CALLS = 60
RECORD_EVENTS = 1_000_000
VAULT_PERSONS, VAULT_KEYS = 200_000, 100_000
PLAINTEXT_PERSONS, PLAINTEXT_ACTS = 199_698, 300
DOOR_REPORTS, DOOR_KILLED = 160, 200
LIST_FEW, LIST_MANY = 10_000, 1_000_000
CARE_FEW, CARE_MANY, CARE_EVENTS = 500, 50_000, 40
MUNICIPALITIES, MANDATE_YEARS = 342, 10
HOSTILE_UPLOADS = 10_000
CALLS_EACH = 800
REPORTS = 20
FORM = "/melden/"
CLUSTER = ROOT / "tools" / "postgres_cluster.py"
Figures = dict[str, object]

#: The first use on a computer, when the machine code of the kernels is not there yet.
FIRST_USE = """
import json, sys, time
began = time.perf_counter()
import unlisted
loaded = time.perf_counter()
unlisted.estimate(unlisted.published("korea_palembang"), method=sys.argv[1], bootstrap=100)
print(json.dumps([loaded - began, time.perf_counter() - began]))
"""


#: A large record in a database that exists for this only.
RECORD = """
import django, json, sys
django.setup()
from django.core.management import call_command
from kmt.audit.trial import measure
call_command("migrate", verbosity=0)
call_command("migrate", verbosity=0, database="keys")
print(json.dumps(measure(int(sys.argv[1]))))
"""


#: The people of a large region and the keys of many, in a house with a master key of its own.
VAULT = """
import django, io, json, sys
django.setup()
from django.core.management import call_command
from kmt.vault.trial import measure
call_command("migrate", verbosity=0)
call_command("migrate", verbosity=0, database="keys")
call_command("make_master_key", stdout=io.StringIO())
print(json.dumps(measure(*map(int, sys.argv[1:]))))
"""


#: Hostile files through the public form, in a house that exists for this only.
UPLOADS = """
import django, io, json, sys
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("migrate", verbosity=0, database="keys")
from kmt.proof.uploading import send_hostile
print(json.dumps(send_hostile(*map(int, sys.argv[1:])).figures()))
"""


#: The work list of a desk, in a house that has just begun and in one that is very old.
WORK_LIST = """
import django, io, json, sys
django.setup()
from django.core.management import call_command
from kmt.proof.reports import measure
call_command("migrate", verbosity=0)
call_command("migrate", verbosity=0, database="keys")
call_command("make_master_key", stdout=io.StringIO())
print(json.dumps(measure(*map(int, sys.argv[1:]))))
"""


#: Bad input of every kind at every address, by everybody.
ENDPOINTS = """
import django, json, sys
django.setup()
from kmt.proof.knocking import measure
print(json.dumps(measure(int(sys.argv[1]))))
"""


def main(arguments: list[str]) -> int:
    """Measure what was asked for (default: everything) and print it."""
    parser = argparse.ArgumentParser(
        prog="./kmt bench", description="Cijfers over snelheid en omvang, als JSON"
    )
    parser.add_argument(
        "part", nargs="*", metavar="deel", help=f"een of meer van: {', '.join(PARTS)}"
    )
    asked = parser.parse_args(arguments).part or list(PARTS)
    if unknown := sorted(set(asked) - set(PARTS)):
        parser.error(f"onbekend deel: {', '.join(unknown)}; kies uit {', '.join(PARTS)}")
    sys.stdout.write(json.dumps(measure(asked), indent=2) + "\n")
    return 0


def measure(asked: list[str]) -> Figures:
    """The figures of these parts; a demo is made only when one of them needs it."""
    figures: Figures = {
        "machine": {
            "cores": os.cpu_count(),
            "system": platform.machine(),
            "python": platform.python_version(),
        }
    }
    for name, (words, part) in APART.items():
        if name in asked:
            _say(words)
            figures[name] = part()
    on_demo = [part for part in PARTS if part in asked and part in ON_DEMO]
    if on_demo:
        with tempfile.TemporaryDirectory(prefix="kmt-bench-") as folder:
            _say("voorbeeldomgeving maken")
            make_demo(Path(folder))
            with served(Path(folder)) as trial:
                figures |= _on_demo(trial, on_demo)
    return figures


def _on_demo(trial: Trial, asked: list[str]) -> Figures:
    colleagues = log_everybody_in(trial) if set(asked) - {"form", "report"} else {}
    found: Figures = {}
    for part in asked:
        _say(part)
        found[part] = ON_DEMO[part](trial, colleagues)
    return found


def pages(trial: Trial, colleagues: dict[str, Visitor]) -> Figures:
    """Per role the page after log-in: median and 95th percentile of the time to the last byte."""
    found: Figures = {"goal_median_ms": GOAL_PAGE_MS}
    medians = []
    for role, visitor in colleagues.items():
        path = urlsplit(visitor.get("/werk/").url).path
        times = [_good(visitor.get(path)).seconds for _ in range(CALLS)]
        found[role] = {"page": path, **spread(times)}
        medians.append(statistics.median(times) * 1000)
    return found | {"met": max(medians) < GOAL_PAGE_MS}


def report(trial: Trial, colleagues: dict[str, Visitor]) -> Figures:
    """Sending the public form: with the sealing and the slow hash of the receipt in it."""
    visitor = Visitor(trial.address)
    times = []
    for number in range(REPORTS):
        page = _good(visitor.get(FORM))
        typed = {"narrative": f"Verzonnen melding {number} om te meten hoe lang versturen duurt."}
        times.append(_good(visitor.send(page, typed=typed)).seconds)
    return spread(times)


def memory(trial: Trial, colleagues: dict[str, Visitor]) -> Figures:
    """Resident memory of each web worker after a round of calls by everybody."""
    for visitor in colleagues.values():
        for _ in range(CALLS // 10):
            _good(visitor.get("/werk/"))
    workers = sorted(resident_mb(trial.process_id))
    return {
        "goal_mb": GOAL_WORKER_MB,
        "workers_mb": workers,
        "met": bool(workers) and workers[-1] < GOAL_WORKER_MB,
    }


def form(trial: Trial, colleagues: dict[str, Visitor]) -> Figures:
    """Weight of the public form with everything it loads, headers included, uncompressed."""
    visitor = Visitor(trial.address)
    page = _good(visitor.get(FORM))
    loaded = [page, *(visitor.get(urljoin(page.url, one)) for one in Page(page.text).resources)]
    weights = {urlsplit(one.url).path: len(one.body) + one.header_bytes for one in loaded}
    total = sum(weights.values())
    return {
        "goal_bytes": GOAL_FORM_BYTES,
        "bytes": total,
        "parts": weights,
        "met": total < GOAL_FORM_BYTES,
    }


def queries(trial: Trial, colleagues: dict[str, Visitor]) -> Figures:
    """Database queries of the page after log-in, per role, over both databases."""
    paths = {role: urlsplit(one.get("/werk/").url).path for role, one in colleagues.items()}
    sessions = {
        role: {cookie.name: cookie.value or "" for cookie in one.cookies}
        for role, one in colleagues.items()
    }
    asked = json.dumps([[role, paths[role], sessions[role]] for role in colleagues])
    code = "import kmt.proof.bench as b, sys; b.count_queries(sys.argv[1])"
    return _json_of(["-c", code, asked], variables(trial.folder))


def unlisted() -> Figures:
    """The library: first use of each kind of method, then every job of the field when warm.

    In processes of their own, so that measuring does not weigh on what is measured.
    """
    first_use: Figures = {"goal_s": GOAL_FIRST_USE_S}
    own = dict(os.environ) | {"PYTHONPATH": str(ROOT / "src")}
    for method in ("bic", "stepwise", "dga", "lcm"):
        with tempfile.TemporaryDirectory(prefix="kmt-bench-") as cache:
            answer = said_by(["-c", FIRST_USE, method], own | {"NUMBA_CACHE_DIR": cache})
        imported, done = json.loads(answer)
        first_use[method] = {"import_s": round(imported, 2), "done_s": round(done, 2)}
    return {"first_use": first_use, **_json_of(["-m", "unlisted.trials.speed"], own)}


def audit(events: int = RECORD_EVENTS) -> Figures:
    """Proving that a record of a million events is whole, on one core."""
    with tempfile.TemporaryDirectory(prefix="kmt-bench-") as folder:
        (Path(folder) / "test").mkdir()
        return _json_of(["-c", RECORD, str(events)], variables(Path(folder)) | {"KMT_ENV": "test"})


def vault(persons: int = VAULT_PERSONS, keys: int = VAULT_KEYS) -> Figures:
    """Asking whether a person is known among many, and rotating the master key."""
    with tempfile.TemporaryDirectory(prefix="kmt-bench-") as folder:
        return _json_of(["-c", VAULT, str(persons), str(keys)], variables(Path(folder)))


def uploads(count: int = HOSTILE_UPLOADS, seed: int = 1) -> Figures:
    """Hostile files through the public form: every one ends in a receipt or a sentence."""
    with tempfile.TemporaryDirectory(prefix="kmt-bench-") as folder:
        (Path(folder) / "test").mkdir()
        own = variables(Path(folder)) | {"KMT_ENV": "test"}
        return _json_of(["-c", UPLOADS, str(count), str(seed)], own)


def endpoints(calls: int = CALLS_EACH) -> Figures:
    """Bad input at every address: no fault of ours, a sentence each, nothing of it in the log."""
    with tempfile.TemporaryDirectory(prefix="kmt-bench-") as folder:
        return _json_of(["-c", ENDPOINTS, str(calls)], variables(Path(folder)))


def plaintext(persons: int = PLAINTEXT_PERSONS, acts: int = PLAINTEXT_ACTS) -> Figures:
    """Nothing about anybody readable in any file; on PostgreSQL too where a server can start."""
    return _on_both(["-m", "kmt.proof.plaintext", str(persons), str(acts)])


def door(reports: int = DOOR_REPORTS) -> Figures:
    """Reports from the public page to their receipt, by one sender and by sixteen."""
    return _on_both(["-m", "kmt.proof.door", "door", str(reports)])


def killed(times: int = DOOR_KILLED) -> Figures:
    """Whether every acknowledged report is there when its process was killed in the middle."""
    return _json_of(["-m", "kmt.proof.door", "killed", str(times)], variables(ROOT))


def work_list(few: int = LIST_FEW, many: int = LIST_MANY) -> Figures:
    """The work list with few reports and with very many."""
    with tempfile.TemporaryDirectory(prefix="kmt-bench-") as folder:
        return _json_of(["-c", WORK_LIST, str(few), str(many)], variables(Path(folder)))


def care(few: int = CARE_FEW, many: int = CARE_MANY, events: int = CARE_EVENTS) -> Figures:
    """Caseload and case with few cases and with very many, with eight coordinators at work."""
    return _on_both(["-m", "kmt.proof.caseload", str(few), str(many), str(events)])


def mandate(municipalities: int = MUNICIPALITIES, years: int = MANDATE_YEARS) -> Figures:
    """The pages of the region with every municipality of the country and ten years of history."""
    return _on_both(["-m", "kmt.proof.municipalities", str(municipalities), str(years)])


def _on_both(asked: list[str]) -> Figures:
    """The figures on SQLite, and on PostgreSQL where a server can start."""
    own = variables(ROOT)
    found: Figures = {"sqlite": _json_of(asked, own)}
    try:
        found["postgresql"] = _json_of([str(CLUSTER), sys.executable, *asked], own)
    except Stopped as stopped:
        found["postgresql"] = f"not measured: {str(stopped).strip().splitlines()[-1]}"
    return found


Part = Callable[[Trial, dict[str, Visitor]], Figures]
ON_DEMO: dict[str, Part] = {
    "pages": pages,
    "report": report,
    "memory": memory,
    "form": form,
    "queries": queries,
    "alike": alike.measure,
}
#: What needs no demo, with the words that say it is at work.
APART: dict[str, tuple[str, Callable[[], Figures]]] = {
    "unlisted": ("schatters", unlisted),
    "audit": ("logboek van een miljoen regels", audit),
    "vault": ("kluis van 200.000 personen", vault),
    "uploads": ("tienduizend kwaadaardige bestanden", uploads),
    "endpoints": ("verkeerde invoer op elk adres, door iedereen", endpoints),
    "plaintext": ("leesbare gegevens bij 200.000 personen", plaintext),
    "door": ("melden, met één en met zestien afzenders", door),
    "killed": ("melden terwijl het proces 200 keer wordt gedood", killed),
    "care": ("caseload met 50.000 casussen en 2 miljoen gebeurtenissen", care),
    "mandate": ("342 gemeenten, 28 opgaven, tien jaar", mandate),
    "worklist": ("werklijst met een miljoen meldingen", work_list),
}
PARTS = (*ON_DEMO, *APART)


def spread(seconds: list[float]) -> Figures:
    """Median and 95th percentile in milliseconds, and over how many calls."""
    ordered = sorted(seconds)
    return {
        "calls": len(ordered),
        "median_ms": round(statistics.median(ordered) * 1000, 1),
        "p95_ms": round(ordered[max(0, -(-len(ordered) * 95 // 100) - 1)] * 1000, 1),
    }


def resident_mb(parent: int) -> list[float]:
    """Resident memory in MB of the children of this process; empty where there is no /proc."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = dict(
                line.split(":", 1) for line in status.read_text().splitlines() if ":" in line
            )
        except OSError:  # it ended meanwhile
            continue
        if lines.get("PPid", "").strip() == str(parent) and "VmRSS" in lines:
            found.append(round(int(lines["VmRSS"].split()[0]) / 1024, 1))
    return found


def count_queries(asked: str) -> None:
    """Per role the queries of one page, counted inside the demo with the session of the visitor."""
    import django

    django.setup()
    from django.db import connections
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    found: Figures = {}
    for role, path, cookies in json.loads(asked):
        client = Client(SERVER_NAME="127.0.0.1")
        for name, value in cookies.items():
            client.cookies[name] = value
        client.get(path)  # the first call of a process fills caches
        with (
            CaptureQueriesContext(connections["default"]) as one,
            CaptureQueriesContext(connections["keys"]) as other,
        ):
            status = client.get(path).status_code
        found[role] = {"page": path, "status": status, "queries": len(one) + len(other)}
    sys.stdout.write(json.dumps(found) + "\n")


def _json_of(arguments: list[str], variables: dict[str, str]) -> Figures:
    found: Figures = json.loads(said_by(arguments, variables))
    return found


def _good(answer: Answer) -> Answer:
    if answer.status != 200:
        raise RuntimeError(f"{answer.url} answered {answer.status}")
    return answer


def _say(what: str) -> None:
    sys.stderr.write(f"meten: {what} …\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
