"""The weighing of 2020: VTT or ZVHT, as the memo made it, up to the decision.

The texts are in ``options.toml``. What the memo does not state is left open there; weights, scores
and opinions are examples and say so.
"""

import tomllib
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from kmt.access.actors import actor_for
from kmt.demo.people import account_of
from kmt.governance.actions import record_decision
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.options import actions, queries
from kmt.options.actions import Advised, Asked, Given, Said
from kmt.options.states import WeighingState
from kmt.options.subject import KIND

DATA = Path(__file__).with_name("options.toml")


def load() -> str:
    """Weigh it once; harmless when repeated."""
    people = {key: actor_for(account_of(key)) for key in ("wies", "joris")}
    if queries.weighings(people["wies"]):
        return "was er al"
    key = weigh(people)
    _decide(people["wies"], key)
    for one in _told()["today"]:
        _today(people["wies"], one)
    return "de weging van 2020 met het besluit, en twee van nu"


def weigh(people: dict[str, Actor]) -> UUID:
    """Make the weighing of the memo, from the question to the concluded advice."""
    by, told = people["wies"], _told()["memo"]
    with _on(told["made"]):
        key, alternatives, criteria = _begin(by, told, source="memo van 13 augustus 2020")
        advice = told["advice"]
        _advise(by, key, alternatives[advice["alternative"]], advice)
    with _on(told["opened"]):
        actions.move(by=by, weighing_id=key, to=WeighingState.OPEN)
        for one in told["scores"]:
            _score(people[one["by"]], key, alternatives, criteria, one)
        for one in told["opinions"]:
            actions.think(
                by=people[one["by"]], weighing_id=key, agrees=one["agrees"], words=one["words"]
            )
    with _on(told["concluded"]):
        actions.move(by=by, weighing_id=key, to=WeighingState.CONCLUDED)
    return key


Named = dict[str, UUID]


def _begin(by: Actor, told: dict[str, Any], *, source: str) -> tuple[UUID, Named, Named]:
    """Question, alternatives, criteria and what is said; ids of both by name."""
    names = ("title", "question", "background", "source", "weights_words")
    asked = Asked(**{name: told[name] for name in names})
    key = actions.begin(by=by, asked=asked, example=True)
    alternatives = {
        one["name"]: actions.add_alternative(by=by, weighing_id=key, **one)
        for one in told["alternatives"]
    }
    criteria = {
        one["name"]: actions.add_criterion(
            by=by, weighing_id=key, **{name: one[name] for name in ("name", "words", "weight")}
        )
        for one in told["criteria"]
    }
    said = [
        Said(
            alternative=alternatives[name],
            criterion=criteria[one["name"]],
            words=one[name],
            source=source,
        )
        for one in told["criteria"]
        for name in alternatives
        if name in one
    ]
    actions.judge(by=by, weighing_id=key, version=_version(by, key), said=said)
    return key, alternatives, criteria


def _advise(by: Actor, key: UUID, alternative: UUID | None, told: dict[str, Any]) -> None:
    advised = Advised(
        alternative=alternative, words=told["words"], conditions=tuple(told["conditions"])
    )
    actions.advise(by=by, weighing_id=key, version=_version(by, key), advised=advised)


def _score(
    by: Actor, key: UUID, alternatives: Named, criteria: Named, told: dict[str, Any]
) -> None:
    given = [
        Given(
            alternative=alternatives[told["alternative"]],
            criterion=criteria[name],
            value=value,
            words=told["words"],
        )
        for name, value in told["values"].items()
    ]
    actions.score(by=by, weighing_id=key, given=given)


def _today(by: Actor, told: dict[str, Any]) -> None:
    """A weighing of these days, open or still a draft."""
    with _on(clock.today() - timedelta(days=told["days_ago"])):
        key, alternatives, criteria = _begin(by, told, source="voorbeeld")
        if told["advice"]:
            advice = {"words": told["advice"], "conditions": told["conditions"]}
            _advise(by, key, alternatives[told["advised"]], advice)
        if told["state"] == WeighingState.OPEN:
            actions.move(by=by, weighing_id=key, to=WeighingState.OPEN)
            for one in told["scores"]:
                _score(by, key, alternatives, criteria, one)


def _decide(by: Actor, key: UUID) -> None:
    told = _told()["memo"]
    decision = told["decision"]
    with _on(decision["on"]):
        record_decision(
            by=by,
            question=told["question"],
            about=f"{KIND}:{key}",
            conditions="\n".join(told["advice"]["conditions"]),
            **decision,
        )


def _version(by: Actor, key: UUID) -> int:
    return queries.weighing(by, key).version


def _on(day: date) -> Any:
    return clock.frozen(datetime.combine(day, time(10), tzinfo=UTC))


@cache
def _told() -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return found
