"""``./kmt demo``: the whole line with invented people, on a database of its own.

The environment is set to ``demo`` before anything is read, so that no setting can point this
program at another database: in that environment database addresses are ignored.
"""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

FIRST_PORT = 8000
OURS, FINISHED = "demo", "finished"


def main(arguments: list[str]) -> int:
    """Prepare, load, estimate, print; then serve unless told not to."""
    asked = _parse(arguments)
    os.environ["KMT_ENV"] = "demo"
    os.environ["DJANGO_SETTINGS_MODULE"] = "kmt.project.settings"
    from kmt.project.environment import read

    folder = read().var
    finished = folder / FINISHED
    if asked.fresh or not finished.exists():
        _clear(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / OURS).touch()
    import django

    django.setup()
    _steps(folder)
    finished.touch()
    if asked.no_serve:
        _say_where(None)
        return 0
    return _serve(_free_port(asked.port))


def _clear(folder: Path) -> None:
    """Start with an empty folder; what the demo did not make itself, it does not remove."""
    if not folder.exists() or not any(folder.iterdir()):
        return
    if not (folder / OURS).exists() and not (folder / FINISHED).exists():
        sys.exit(
            f"{folder} bestaat al, en niet door de voorbeeldomgeving. Er is niets gewist. "
            "Verplaats die map, of kies met KMT_VAR een andere plek."
        )
    if not (folder / FINISHED).exists():
        print("Een eerdere start is afgebroken; de voorbeeldomgeving begint opnieuw.")
    shutil.rmtree(folder)


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./kmt demo", description="Voorbeeld met verzonnen mensen"
    )
    parser.add_argument("--fresh", action="store_true", help="begin opnieuw")
    parser.add_argument("--no-serve", action="store_true", help="alles, maar zonder te serveren")
    parser.add_argument("--port", type=int, default=FIRST_PORT, help="poort (standaard 8000)")
    return parser.parse_args(arguments)


def _steps(folder: Path) -> None:
    from django.core.management import call_command

    from kmt.demo.order import CASEWORK, OUTLOOK, PEOPLE
    from kmt.demo.stories import make_factsheet
    from kmt.project import keeping

    steps: tuple[tuple[str, Callable[[], object]], ...] = (
        ("hoofdsleutel", lambda: _make_key(folder)),
        ("database", lambda: call_command("migrate", verbosity=0)),
        ("sleuteldatabase", lambda: call_command("migrate", verbosity=0, database="keys")),
        *PEOPLE,
        *CASEWORK,
        *OUTLOOK,
        ("schatting op de Nederlandse tabel 2010-2015", _estimate),
        ("factsheet", make_factsheet),
        ("bewaartermijnen", keeping.show_what_goes),
        ("ondertekend kenmerk van het logboek", lambda: _sign_record(folder)),
    )
    for number, (label, step) in enumerate(steps, start=1):
        started = time.monotonic()
        print(f"[{number}/{len(steps)}] {label}", flush=True)
        outcome = step()
        note = f": {outcome}" if isinstance(outcome, str) else ""
        print(f"      klaar in {time.monotonic() - started:.1f} s{note}", flush=True)


def _estimate() -> None:
    from django.core.management import call_command

    call_command("run_estimate")  # prints its progress and its outcome itself


def _make_key(folder: Path) -> None:
    from kmt.kernel import master_key

    key = folder / "master.key"
    if not key.exists():
        master_key.write_new(key)


def _sign_record(folder: Path) -> str:
    """A signing key and a first head, so that the proofs of the record can be tried here."""
    from kmt.audit.actions.signing import sign_head
    from kmt.audit.signing import write_new

    key = folder / "audit.key"
    if not key.exists():
        write_new(key)
    return f"{sign_head().size} regels"


def _free_port(first: int) -> int:
    for port in range(first, first + 100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        if port != first:
            print(f"Poort {first} is bezet; de voorbeeldomgeving gebruikt {port}.")
        return port
    sys.exit(f"Geen vrije poort tussen {first} en {first + 99}. Kies er een met --port N.")


def _say_where(port: int | None) -> None:
    from django.conf import settings

    from kmt.demo.people import PASSWORD, PEOPLE

    newest = sorted(
        Path(settings.KMT_FACTSHEETS).glob("*.pdf"), key=lambda one: one.stat().st_mtime
    )
    print("\nAlle mensen in deze omgeving zijn verzonnen.")
    if newest:
        print(f"Factsheet: {newest[-1]}")
    if port:
        print(f"\nOpen       http://127.0.0.1:{port}/   (voor wie iets wil vertellen)")
        print(f"Inloggen   http://127.0.0.1:{port}/inloggen/")
    print(f"Wachtwoord {PASSWORD}   (de code van zes cijfers staat op de pagina zelf)\n")
    for person in PEOPLE:
        print(f"  {person.email:<26} {person.title:<36} {person.look_at}")
    if port:
        print("\nStoppen: Ctrl-C", flush=True)


def _serve(port: int) -> int:
    from kmt.project.serve import gunicorn_command

    worker = subprocess.Popen(
        [sys.executable, "-m", "kmt.project.manage", "db_worker", "--queue-name", "*"],
        stderr=subprocess.DEVNULL,
    )
    web = subprocess.Popen(gunicorn_command(port, workers=2))  # noqa: S603
    _say_where(port)
    try:
        return web.wait()
    except KeyboardInterrupt:
        print("\nDe voorbeeldomgeving stopt.")
        return 0
    finally:
        for process in (web, worker):
            process.terminate()
            process.wait(timeout=15)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
