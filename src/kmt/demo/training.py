"""Fills the demo with trainings: two that were given, three to come, one of them full."""

import tomllib
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from kmt.access.actors import actor_for
from kmt.demo.people import account_of
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.training import actions, queries
from kmt.training.rules import QUESTIONS, Offer, Planned
from kmt.training.writing import Who

TEXTS = Path(__file__).with_suffix(".toml")
SOURCE = "voorbeeld: personeelsadministratie, 1 januari"
#: Invented first names; with the surname they are plainly nobody.
_NAMES = ("Ada", "Bas", "Cas", "Dina", "Eef", "Fien", "Gijs", "Hein", "Ilse", "Joep", "Kiki", "Lot")
_BEFORE = timedelta(days=20)


def load() -> str:
    """Make them all; harmless when repeated."""
    by = actor_for(account_of("wies"))
    if queries.trainings(by):
        return "waren er al"
    said = tomllib.loads(TEXTS.read_text(encoding="utf-8"))
    # Offered before the first session that was given: nothing is planned in the past.
    first = clock.now() - timedelta(days=max(one["days"] for one in said["past"])) - _BEFORE
    with clock.frozen(first):
        offered = {one["key"]: _offer(by, one) for one in said["training"]}
    for one in said["past"]:
        _given(by, offered[one["key"]], one)
    for one in said["coming"]:
        _coming(by, offered[one["key"]], one)
    for one in said["staff"]:
        actions.put_staff(by=by, year=clock.today().year, source=SOURCE, **one)
    return f"{len(offered)} trainingen, {len(said['past']) + len(said['coming'])} bijeenkomsten"


def _offer(by: Actor, said: dict[str, Any]) -> UUID:
    offer = Offer(**{name: value for name, value in said.items() if name != "key"})
    return actions.offer_training(by=by, offer=offer, example=True)


def _plan(by: Actor, training_id: UUID, said: dict[str, Any], day: date) -> UUID:
    training, _sessions = queries.training(by, training_id)
    starts = datetime.combine(day, time.fromisoformat(said["time"]), clock.DUTCH_TIME)
    planned = Planned(
        starts_at=starts,
        minutes=training.minutes,
        place=said["place"],
        online=said.get("online", False),
        places=said["places"],
        trainer=said["trainer"],
        closes_on=day - timedelta(days=2),
    )
    return actions.plan_session(by=by, training_id=training_id, planned=planned)


def _others(by: Actor, session_id: UUID, said: dict[str, Any]) -> None:
    for municipality, department, many in said["came"]:
        for number in range(many):
            who = Who(
                name=f"{_NAMES[number % len(_NAMES)]} Verzonnen",
                municipality=municipality,
                department=department,
            )
            actions.register_other(by=by, session_id=session_id, who=who)


def _given(by: Actor, training_id: UUID, said: dict[str, Any]) -> None:
    """One that was given this year or before: who came, and what colleagues of the demo thought."""
    day = clock.today() - timedelta(days=said["days"])
    people = [actor_for(account_of(one)) for one in said["takes"]]
    starts = datetime.combine(day, time.fromisoformat(said["time"]), clock.DUTCH_TIME)
    with clock.frozen(starts - _BEFORE):
        session_id = _plan(by, training_id, said, day)
        _others(by, session_id, said)
        for one in people:
            actions.take_place(by=one, session_id=session_id, municipality="", department="partner")
    with clock.frozen(starts + timedelta(hours=7)):
        placed = [one for one in queries.participants(by, session_id) if one.place == "placed"]
        # One of them could not come after all.
        came = [one.id for one in placed[1:]]
        actions.mark_attendance(by=by, session_id=session_id, came=came)
        # The last of them did not say yet what they thought of it.
        for number, one in enumerate(people[:-1]):
            place = queries.session(one, session_id).place
            if place is not None and place.attended:
                marks = {question: 4 + (number + at) % 2 for at, question in enumerate(QUESTIONS)}
                actions.answer(by=one, place_id=place.id, marks=marks)


def _coming(by: Actor, training_id: UUID, said: dict[str, Any]) -> None:
    session_id = _plan(by, training_id, said, clock.today() + timedelta(days=said["days"]))
    _others(by, session_id, said)
    for key in said["takes"]:
        one = actor_for(account_of(key))
        place, department = ("GM0164", "safety") if key == "hanna" else ("", "partner")
        actions.take_place(by=one, session_id=session_id, municipality=place, department=department)
