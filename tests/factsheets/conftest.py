"""What the tests of the factsheets share: a day that stands still, and sheets made on it."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from kmt.factsheets.actions import MadeSheet, make_all
from kmt.factsheets.content import Content
from kmt.factsheets.printing import render
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.mandate.actions import Past, bring_in
from kmt.mandate.rules import Given, Said
from tests.conftest import HENGELO

DAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def today() -> Iterator[None]:
    """The clock stands still."""
    with clock.frozen(DAY):
        yield


@pytest.fixture
def filled(today: None, focal_point_hengelo: Actor) -> None:
    """Hengelo: two met, one of them with evidence that ran out, and one under way."""
    good = Given(
        kind="decision", title="B", number="1", dated=date(2020, 5, 1), until=date(2030, 1, 1)
    )
    old = Given(
        kind="decision", title="B", number="2", dated=date(2020, 5, 1), until=date(2024, 1, 1)
    )
    begun = Said(code="under_way", next_step="Voorstel naar de raad", next_on=date(2026, 9, 1))
    bring_in(
        by=focal_point_hengelo,
        municipality=HENGELO,
        past=[
            Past(item="C01", on=date(2020, 6, 1), said=Said(code="met"), given=(good,)),
            Past(item="C05", on=date(2020, 6, 1), said=Said(code="met"), given=(old,)),
            Past(item="C08", on=date(2026, 1, 8), said=begun, opinion="agrees"),
        ],
    )


#: What was typeset in this process, by its content: the same content is not typeset again.
_TYPESET: dict[str, bytes] = {}


def once(content: Content, *, on: date) -> bytes:
    """Typeset for real, the first time."""
    key = json.dumps([content, on.isoformat()], sort_keys=True)
    if key not in _TYPESET:
        _TYPESET[key] = render(content, on=on)
    return _TYPESET[key]


@pytest.fixture(autouse=True)
def typeset_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fifteen sheets take a second or more, and are the same in most tests."""
    monkeypatch.setattr("kmt.factsheets.actions.render", once)


@pytest.fixture
def made(filled: None, adviser: Actor) -> dict[str, MadeSheet]:
    """All sheets, by place."""
    return {one.place: one for one in make_all(by=adviser)}
