"""What ``./kmt bench`` asks of reports: are they all here and whole, and does the list stay quick.

For databases that exist for this only; every story in them is invented.
"""

import random
import statistics
import time

from django.db import connections
from django.test.utils import CaptureQueriesContext

from kmt.access.actors import REPORTER, system_actor
from kmt.access.permissions import Permission
from kmt.conversation.queries import record_of
from kmt.conversation.receipts import secrets_of
from kmt.intake.actions import submit_report
from kmt.intake.queries import ALL, DONE, TODO, worklist
from kmt.intake.retained import REPORT
from kmt.intake.rules import Told
from kmt.intake.trial import close_some, fill, stories
from kmt.kernel.actor import Actor

SEED = 20261126
CALLS = 15
#: So many reports have a text that really opens: more than one page of the list shows.
WHOLE = 120
#: So many wait at any time: what a desk can weigh in the six weeks that a report may wait (T32).
WAITING = 400
GOAL_TIMES, GOAL_QUERIES = 1.5, 12
#: Each view as it opens, narrowed to what opens, and to what is not there: that looks the longest.
NARROW = {"minors": "yes", "urgency": ""}
LOOKS: tuple[tuple[str, str, dict[str, str]], ...] = (
    (TODO, TODO, {}),
    (DONE, DONE, {}),
    (ALL, ALL, {}),
    ("todo, narrowed", TODO, NARROW),
    ("done, narrowed", DONE, NARROW),
    ("all, narrowed to none", ALL, {"channel": "phone"}),
)
Figures = dict[str, object]


def kept(codes: list[str]) -> Figures:
    """Every story that is here, how many do not open, and how many codes lead to no report."""
    found, half = stories(_reader())
    finds = (secrets_of(one.replace(" ", "")).find for one in codes)
    nowhere = sum(record_of(REPORTER, REPORT, one) is None for one in finds)
    return {"stories": found, "half": half, "nowhere": nowhere}


def measure(few: int, many: int) -> Figures:
    """The work list of the desk with few reports and with many: time and queries of each look."""
    draw = random.Random(SEED)  # noqa: S311 - invented reports, the same at every run
    for number in range(WHOLE):
        told = Told(narrative=f"Verzonnen melding {number}.", minors="yes")
        submit_report(by=REPORTER, told=told, nonce=f"trial-{number}")
    by = _reader()
    close_some(by, WHOLE // 2)
    fill(by, draw, WAITING, waiting=True)
    fill(by, draw, few - WHOLE - WAITING)
    before = _times()
    fill(by, draw, many - few)
    after = _times()
    times = {look: round(after[look][0] / before[look][0], 2) for look in after}
    queries = max(number for _, number in after.values())
    return {
        "reports": [few, many],
        "goal_times": GOAL_TIMES,
        "goal_queries": GOAL_QUERIES,
        "median_ms": {look: [round(before[look][0]), round(after[look][0])] for look in after},
        "times": times,
        "queries": queries,
        "met": max(times.values()) <= GOAL_TIMES and queries < GOAL_QUERIES,
    }


def _reader() -> Actor:
    """The named process that looks whether everything is there."""
    may = (
        Permission.INTAKE_REPORT_LIST,
        Permission.INTAKE_REPORT_READ,
        Permission.INTAKE_REPORT_TRIAGE,
        Permission.RETENTION_TERM_RUN,
    )
    return system_actor("bench", purpose="bench", permissions=frozenset(may))


def _times() -> dict[str, tuple[float, int]]:
    """Median milliseconds and the number of queries of each look, as the desk sees it."""
    by, found = _reader(), {}
    for name, view, chosen in LOOKS:
        with (
            CaptureQueriesContext(connections["default"]) as one,
            CaptureQueriesContext(connections["keys"]) as other,
        ):
            worklist(by, view, 1, chosen)
        taken = []
        for _ in range(CALLS):
            began = time.perf_counter()
            worklist(by, view, 1, chosen)
            taken.append((time.perf_counter() - began) * 1000)
        found[name] = (statistics.median(taken), len(one) + len(other))
    return found
