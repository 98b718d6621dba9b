"""Ten years of many municipalities in bulk, for ``./kmt bench mandate``; every word is invented.

For databases that exist for this only. What is written is what years of filling in leave behind: an
entry a year per municipality and item, evidence with each that is met, and what counts of it.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.mandate.bringing import Past, bring
from kmt.mandate.obligations import every_version
from kmt.mandate.reading import Obligation
from kmt.mandate.rules import CHOSEN, Code, Given, Said
from kmt.partners.region import region

TOGETHER = 20


def fill(by: Actor, draw: random.Random, years: int) -> int:
    """So many years of every municipality of the region; how many entries that are."""
    places, number = sorted(region().codes), 0
    for start in range(0, len(places), TOGETHER):
        with act(
            by,
            Permission.MANDATE_STANDING_WRITE,
            action="create",
            object_type="mandate_history",
            object_id="bench",
        ):
            for place in places[start : start + TOGETHER]:
                lines = list(_lines(draw, years))
                bring(by, place, lines)
                number += len(lines)
    return number


def _lines(draw: random.Random, years: int) -> Iterator[Past]:
    today = clock.today()
    first = today - timedelta(days=365 * years)
    for one in every_version():
        for year in range(years):
            on = first + timedelta(days=365 * year + draw.randrange(300))
            if one.since <= on:
                yield _line(draw, one, on, today)


def _line(draw: random.Random, one: Obligation, on: date, today: date) -> Past:
    code = draw.choices(CHOSEN, (1, 3, 6, 0))[0]
    until = on + timedelta(days=draw.randrange(200, 1500))
    given = Given(kind="decision", title="Verzonnen besluit", number="V-1", dated=on, until=until)
    said = Said(
        code=code,
        why="Verzonnen reden om te meten. " * 4,
        owner="verzonnen functie",
        review_on=today + timedelta(days=draw.randrange(400)),
    )
    return Past(item=one.item, on=on, said=said, given=(given,) if code == Code.MET else ())
