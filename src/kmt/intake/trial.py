"""Reports in bulk, and all of them read back, for ``./kmt bench`` (:mod:`kmt.proof.reports`).

For databases that exist for this only; every story in them is invented.
"""

import random
from datetime import timedelta
from itertools import count, islice

from kmt.access.rows import gate_open
from kmt.intake import access, opening, states
from kmt.intake.models import Report
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Refused
from kmt.partners.region import region

BATCH = 5000
_NUMBERS = count()
#: Ids of accounts, of nobody: who has a report.
COLLEAGUES = tuple(f"00000000-0000-4000-8000-{number:012d}" for number in range(6))


def stories(by: Actor) -> tuple[list[str], int]:
    """Every story that is here, and how many reports do not open."""
    found, half = [], 0
    for row in Report.objects.seen_by(by, access.visible(by)).iterator():
        try:
            found.append(opening.texts(row, ("narrative",))["narrative"])
        except Refused:
            half += 1
    return found, half


def close_some(by: Actor, number: int) -> None:
    """Let so many of the reports be over."""
    with gate_open(by, writing=True):
        over = list(Report.objects.values_list("pk", flat=True)[:number])
        Report.objects.filter(pk__in=over).update(state=states.CLOSED)


def fill(by: Actor, draw: random.Random, number: int, *, waiting: bool = False) -> None:
    """So many reports in bulk: dealt with in the past years, or waiting for some weeks."""
    with gate_open(by, writing=True):
        made = (_report(draw, waiting=waiting) for _ in range(number))
        while batch := list(islice(made, BATCH)):
            Report.objects.bulk_create(batch)


def _report(draw: random.Random, *, waiting: bool) -> Report:
    days = draw.randrange(1, 30) if waiting else draw.randrange(60, 3000)
    at = clock.now() - timedelta(days=days)
    return Report(
        id=new_id(),
        number=f"M-{at.year}-{next(_NUMBERS):09d}",
        year=at.year,
        received_at=at,
        language="nl",
        channel="web_form",
        kind="signal_person",
        municipality=draw.choice((*sorted(region().codes), "")),
        ongoing="unknown",
        minors="unknown",
        anonymity="anonymous_to_centre",
        narrative=draw.randbytes(400),
        state=states.SCREENED if waiting else states.CLOSED,
        urgency=draw.choice(("U3", "U4")),
        form=draw.choice(("SEX", "LAB", "CRIM")),
        outcome="" if waiting else "advice",
        due_at=at + timedelta(days=30) if waiting else None,
        handler=draw.choice(COLLEAGUES),
    )
