"""``./kmt bench door``: a report from the public page to its receipt, over HTTP, all of it in.

An installation with the real settings is made for this and gone afterwards: Argon2id, sealing,
record, on SQLite or on the cluster named in ``KMT_TEST_POSTGRES_HOST``. One sender and sixteen;
then the database is asked whether every receipt has its report, and every report one receipt.
``./kmt bench killed`` asks the same after the processes were killed in the middle, many times.
"""

import json
import os
import random
import re
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPException
from pathlib import Path

from kmt.proof.bench import spread
from kmt.proof.plaintext import cluster_databases
from kmt.proof.trial import Trial, real_variables, said_by, served
from kmt.proof.visitor import Visitor

Figures = dict[str, object]
FORM = "/melden/"
SENDERS = (1, 16)
SEED = 20261126
GOAL_MS, GOAL_PER_SECOND = 300, 10
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
_RECEIPT = re.compile(r'class="receipt">([\d ]{19})<')
EMPTY = """
import django, sys
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("migrate", verbosity=0, database="keys")
call_command("make_master_key", stdout=sys.stderr)
"""
KEPT = """
import django, json, sys
django.setup()
import kmt.proof.reports as t
print(json.dumps(t.kept(json.load(sys.stdin))))
"""


@dataclass(slots=True)
class Sent:
    """What senders know: which story got which receipt, how long each took, and what failed."""

    receipts: dict[str, str] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def measure(reports: int) -> Figures:
    """The figures of one installation."""
    with tempfile.TemporaryDirectory(prefix="kmt-bench-") as name:
        folder = Path(name)
        environment = empty(folder)
        found: Figures = {"goal_median_ms": GOAL_MS, "goal_per_second": GOAL_PER_SECOND}
        everything = Sent()
        with served(folder, environment) as trial:
            stream(trial, 1, 4, everything, "opwarmen")
            for number in SENDERS:
                sent, began = Sent(), time.perf_counter()
                stream(trial, number, reports, sent, f"zenders-{number}")
                rate = len(sent.receipts) / (time.perf_counter() - began)
                failed = {"failed": sent.failed} if sent.failed else {}
                found[f"senders_{number}"] = {
                    **spread(sent.seconds),
                    "accepted_per_second": round(rate, 1),
                    **failed,
                }
                everything.receipts |= sent.receipts
        return found | compared(environment, everything)


def empty(folder: Path) -> dict[str, str]:
    """An installation with the real settings and nothing in it; never too busy to take a report."""
    environment = real_variables(folder, KMT_QUIET_REPORTS="1000000", **cluster_databases())
    said_by(["-c", EMPTY], environment)
    return environment


def stream(trial: Trial, senders: int, reports: int, sent: Sent, name: str) -> None:
    """Send so many reports, by so many people at the same time, each with a story of its own."""
    left = iter(range(reports))
    taking = threading.Lock()

    def one_after_the_other() -> None:
        while True:
            with taking:
                number = next(left, None)
            if number is None:
                return
            send_one(trial, f"Verzonnen verhaal {name} {number}.", sent)

    people = [threading.Thread(target=one_after_the_other) for _ in range(senders)]
    for one in people:
        one.start()
    for one in people:
        one.join()


def send_one(trial: Trial, story: str, sent: Sent, *, patience: int = 0) -> None:
    """Open the form and send this story; what comes back is kept.

    With ``patience`` the same page is sent again when no answer came, as somebody would who
    presses the button once more.
    """
    visitor = Visitor(trial.address, trial.in_front)
    typed: dict[str, str] = {}
    for _ in range(patience + 1):
        try:
            if not typed:
                typed = dict(_HIDDEN.findall(visitor.get(FORM).text))
                typed = {name: unescape(value) for name, value in typed.items()}
            answer = visitor.post(FORM, typed | {"narrative": story, "do": "send"})
        except (OSError, HTTPException) as error:
            sent.failed.append(type(error).__name__)
            time.sleep(0.1)
            continue
        if receipt := _RECEIPT.search(answer.text):
            sent.receipts[story] = receipt[1]
            sent.seconds.append(answer.seconds)
        else:
            sent.failed.append(str(answer.status))
        return


def killed(times: int) -> Figures:
    """Kill the processes that take reports in, at so many moments of a stream of reports."""
    draw = random.Random(SEED)  # noqa: S311 - moments, the same at every run
    with tempfile.TemporaryDirectory(prefix="kmt-bench-") as name:
        folder = Path(name)
        environment = empty(folder)
        sent, over, struck = Sent(), threading.Event(), 0
        with served(folder, environment) as trial:

            def go_on(name: str) -> None:
                number = 0
                while not over.is_set():
                    send_one(trial, f"Verzonnen verhaal {name} {number}.", sent, patience=50)
                    number += 1

            people = [threading.Thread(target=go_on, args=(f"{one}",)) for one in range(4)]
            for one in people:
                one.start()
            while struck < times:
                enough = len(sent.receipts) + draw.randint(1, 6)
                while len(sent.receipts) < enough:
                    time.sleep(0.005)
                time.sleep(draw.uniform(0, 0.3))
                struck += _strike(trial.process_id)
            over.set()
            for one in people:
                one.join()
        broken = len(sent.failed)
        return {"killed": struck, "broken_off": broken} | compared(environment, sent)


def _strike(master: int) -> bool:
    """SIGKILL every process that takes requests; their master starts others."""
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    for one in children:
        os.kill(int(one), signal.SIGKILL)
    return bool(children)


def compared(environment: Mapping[str, str], sent: Sent) -> Figures:
    """Every acknowledged story against what is kept: none lost, none twice, every one whole."""
    codes = json.dumps(list(sent.receipts.values()))
    kept = json.loads(said_by(["-c", KEPT], environment, codes).splitlines()[-1])
    stories: list[str] = kept["stories"]
    lost = sorted(set(sent.receipts) - set(stories))
    return {
        "acknowledged": len(sent.receipts),
        "kept": len(stories),
        "lost": len(lost),
        "doubled": len(stories) - len(set(stories)),
        "half": kept["half"],
        "codes_that_lead_nowhere": kept["nowhere"],
        "receipts": len(set(sent.receipts.values())),
    }


if __name__ == "__main__":
    part = {"door": measure, "killed": killed}[sys.argv[1]]
    sys.stdout.write(json.dumps(part(int(sys.argv[2]))))
