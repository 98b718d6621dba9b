"""What the tests of the rounds share: a round of fourteen municipalities, on a day that stands."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.mandate.actions import Past, bring_in
from kmt.mandate.rules import Given, Said
from kmt.rounds import actions
from kmt.rounds.rules import Asked

#: A Monday on which nothing special happens.
DAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
OPENS, CLOSES = date(2026, 3, 2), date(2026, 4, 1)
QUESTION = "Wat heeft de gemeente van de regio nodig?"
AFTER = DAY + timedelta(days=31)


@pytest.fixture
def today() -> Iterator[None]:
    """The clock stands still."""
    with clock.frozen(DAY):
        yield


def asked(**changed: object) -> Asked:
    """A round with nothing wrong with it."""
    whole: dict[str, object] = {
        "year": 2026,
        "opens": OPENS,
        "closes": CLOSES,
        "questions": (QUESTION,),
    }
    return Asked(**{**whole, **changed})  # type: ignore[arg-type]


@pytest.fixture
def round_id(today: None, adviser: Actor) -> UUID:
    """A round that is open."""
    return actions.begin_round(by=adviser, asked=asked())


def stand(by: Actor, municipality: str, *items: str, on: date = date(2026, 2, 1)) -> None:
    """Say that these obligations are met there, with evidence that counts for years."""
    given = Given(
        kind="decision",
        title="Besluit",
        number="B-1",
        dated=date(2026, 1, 10),
        until=date(2030, 1, 1),
    )
    bring_in(
        by=by,
        municipality=municipality,
        past=[Past(item=one, on=on, said=Said(code="met"), given=(given,)) for one in items],
    )
