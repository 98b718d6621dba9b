"""A process that is killed while reports come in: what was acknowledged is there, and whole.

Three moments here; ``./kmt bench killed`` does two hundred over HTTP (docs/privacy/door.md).
"""

import json
import random
import time
from pathlib import Path

import pytest

from tests.installation import install, run, start

TELL = """
    import itertools, sys
    from kmt.access.actors import REPORTER
    from kmt.intake.actions import submit_report
    from kmt.intake.rules import Told

    for number in itertools.count():
        told = Told(narrative=f"verhaal {which} {{number}}", contact="06", place="Erf 3")
        received = submit_report(by=REPORTER, told=told, nonce=f"{which}-{{number}}")
        print(received.receipt, flush=True)
"""
LOOK = """
    import json
    from kmt.proof.reports import kept
    print(json.dumps(kept({codes})))
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    install(folder)
    return folder


@pytest.mark.slow
def test_what_was_acknowledged_is_there_and_half_a_report_is_not(house) -> None:
    draw = random.Random(5)
    codes: list[str] = []
    for which in range(3):
        process = start(house, TELL.format(which=which))
        codes.append(process.stdout.readline().strip())
        time.sleep(draw.uniform(0.02, 0.2))
        process.kill()
        rest, _ = process.communicate()
        codes += [line for line in rest.split("\n") if len(line) == 16]
    found = json.loads(run(house, LOOK.format(codes=codes)))
    assert len(codes) > 3
    assert (found["half"], found["nowhere"]) == (0, 0)
    assert len(codes) <= len(found["stories"]) <= len(codes) + 3
    assert len(set(found["stories"])) == len(found["stories"])


@pytest.mark.slow
def test_the_look_can_fail(house) -> None:
    assert json.loads(run(house, LOOK.format(codes=["0" * 16])))["nowhere"] == 1
