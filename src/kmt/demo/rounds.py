"""Fills the demo with two rounds: that of last year, frozen, and that of this year, running.

What stands in them is invented and says so; the standings are those of the mandate of the demo.
"""

import tomllib
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from kmt.access.actors import actor_for
from kmt.demo.people import account_of, loader
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.partners.region import region
from kmt.rounds import actions
from kmt.rounds.queries import rounds
from kmt.rounds.rules import Asked, MunicipalRole

TEXTS = Path(__file__).with_name("rounds.toml")
NOON = time(12, 0)
HANNA_PLACE = "GM0164"
#: How long before today the running round began, and how many have not answered yet.
BEGAN, LATE = timedelta(days=18), 5


def load() -> str:
    """Play both rounds and name offices; harmless when repeated."""
    texts = tomllib.loads(TEXTS.read_text(encoding="utf-8"))
    lead = actor_for(account_of("wies"))
    if rounds(lead):
        return "waren er al"
    filler, opens = loader(), clock.today() - BEGAN
    places = [code for code, _name in region().places]
    before = date(opens.year - 1, opens.month, min(opens.day, 28))
    _last_year(lead, filler, texts, places, before)
    with clock.frozen(_noon(opens)):
        this_year = _begin(lead, texts, opens)
    _answer(filler, this_year, texts, [one for one in places[LATE:] if one != HANNA_PLACE], opens)
    _offices(filler, texts, places)
    return "2 rondes"


def _last_year(
    lead: Actor, filler: Actor, texts: dict[str, Any], places: list[str], opens: date
) -> None:
    """A round that everybody answered; what stood then is frozen."""
    with clock.frozen(_noon(opens)):
        made = _begin(lead, texts, opens)
    _answer(filler, made, texts, places, opens)
    with clock.frozen(_noon(opens + timedelta(days=31))):
        actions.close(by=lead, round_id=made)
        actions.freeze(by=lead, round_id=made)


def _begin(lead: Actor, texts: dict[str, Any], opens: date) -> Any:
    asked = Asked(
        year=opens.year,
        opens=opens,
        closes=opens + timedelta(days=30),
        questions=tuple(texts["questions"]),
    )
    return actions.begin_round(by=lead, asked=asked)


def _answer(
    by: Actor, round_id: Any, texts: dict[str, Any], places: Iterable[str], opens: date
) -> None:
    for number, place in enumerate(places):
        said = texts["answer"][number % len(texts["answer"])]
        who = actor_for(account_of("hanna")) if place == HANNA_PLACE else by
        with clock.frozen(_noon(opens + timedelta(days=2 + number))):
            actions.answer(
                by=who,
                round_id=round_id,
                municipality=place,
                answers=said["texts"],
                version=0,
            )


def _offices(by: Actor, texts: dict[str, Any], places: list[str]) -> None:
    """Who answers for what; where a list has an empty place nobody does, and that shows."""
    offices, on = texts["offices"], clock.today() - timedelta(days=200)
    for number, place in enumerate(places):
        for role in MunicipalRole:
            office = offices[role][number % len(offices[role])]
            if office:
                actions.name_owner(by=by, municipality=place, role=role, office=office, version=0)
        deputy = offices["deputy"][number % len(offices["deputy"])]
        if deputy:
            actions.name_deputy(
                by=by,
                municipality=place,
                office=deputy,
                trained_on=on - timedelta(days=90 * number),
                version=0,
            )


def _noon(day: date) -> datetime:
    return datetime.combine(day, NOON, tzinfo=clock.DUTCH_TIME)
