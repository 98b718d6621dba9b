"""Writing scenarios: make one, name it anew, add and drop changes, take it away. One act each."""

from contextlib import AbstractContextManager
from dataclasses import replace
from uuid import UUID

from django.db.models import F

from kmt.access.acts import act, check
from kmt.access.permissions import Permission
from kmt.finance.actions import destroy_line
from kmt.finance.queries import budget as budget_of
from kmt.finance.queries import guarded_budgets
from kmt.finance.writing import about_somebody
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict, Invalid, NotFound
from kmt.scenarios.changing import Change, ChangeKind
from kmt.scenarios.keeping import kept
from kmt.scenarios.models import Scenario, ScenarioChange
from kmt.scenarios.retained import LINE
from kmt.scenarios.rules import (
    NAME_LIMIT,
    TEXT_LIMIT,
    change_problems,
    may_add_change,
    may_add_scenario,
)

OBJECT = "scenario"
WRITE = Permission.FINANCE_BUDGET_WRITE


class Overtaken(Conflict):
    """Somebody else named this scenario anew in the meantime."""

    def __init__(self) -> None:
        """Say where both texts are."""
        super().__init__(
            "Een collega veranderde dit scenario terwijl jij typte.",
            "Wat nu bewaard is, staat boven het formulier. Kies wat je wilt houden, en bewaar nog "
            "een keer.",
        )


def begin(
    *,
    by: Actor,
    budget_id: UUID,
    name: str,
    words: str = "",
    example: bool = False,
    token: UUID | None = None,
) -> UUID:
    """Make a scenario on a budget, without changes yet; the same ``token`` twice makes one."""
    check(by, WRITE)
    if token and (found := Scenario.objects.filter(id=token).first()):
        return found.id
    budget_of(by, budget_id)
    row = Scenario(
        id=token or new_id(),
        budget_id=budget_id,
        name=name.strip(),
        words=words.strip(),
        example=example,
        made_at=clock.now(),
        made_by=by.id,
    )
    with _acting(by, row.id, "create"):
        others = list(Scenario.objects.filter(budget_id=budget_id))
        may_add_scenario(len(others)).check()
        _check_name(row, [one.name for one in others])
        row.save(force_insert=True)
    return row.id


def name_anew(*, by: Actor, scenario_id: UUID, version: int, name: str, words: str) -> None:
    """Change the name and the explanation."""
    with _acting(by, scenario_id, "update", reason="scenario_name"):
        row = _held(scenario_id)
        if row.version != version:
            raise Overtaken()
        row.name, row.words = name.strip(), words.strip()
        others = Scenario.objects.filter(budget_id=row.budget_id).exclude(id=row.id)
        _check_name(row, list(others.values_list("name", flat=True)))
        row.version += 1
        row.save()


def add_change(*, by: Actor, scenario_id: UUID, change: Change) -> UUID:
    """Put a change at the end of the list; the id of ``change`` is made here.

    The same change sent twice with one id is kept once. Refuses what cannot be reckoned with.
    """
    with _acting(by, scenario_id, "update", reason="scenario_change"):
        row = _held(scenario_id)
        others = list(row.changes.all())
        if change.id and (sent := next((o for o in others if str(o.id) == change.id), None)):
            return sent.id
        may_add_change(len(others)).check()
        made_id = UUID(change.id) if change.id else new_id()
        change = replace(change, id=str(made_id))
        added = [str(one.id) for one in others if one.kind == ChangeKind.STREAM_ADDED]
        _refuse(change_problems(budget_of(by, row.budget_id), change, added) | _untold(change))
        ScenarioChange.objects.create(
            id=made_id,
            scenario=row,
            place=max((one.place for one in others), default=0) + 1,
            kind=change.kind,
            year=change.year,
            values=kept(change),
            words=change.words.strip(),
        )
        _touched(row)
    return made_id


def drop_change(*, by: Actor, scenario_id: UUID, change_id: UUID) -> None:
    """Take a change away; twice does nothing."""
    with _acting(by, scenario_id, "update", reason="scenario_change_dropped"):
        row = _held(scenario_id)
        if row.changes.filter(id=change_id).delete()[0]:
            _touched(row)


def remove(*, by: Actor, scenario_id: UUID) -> None:
    """Take a scenario away with its changes; a decision on it keeps its own words."""
    with _acting(by, scenario_id, "delete"):
        _held(scenario_id).delete()


def destroy_budget(*, by: Actor, object_id: UUID, part: str = "") -> int:
    """Destroy a budget whose term is over: the scenarios on all its versions, then those (T39).

    For the job that guards the terms; how many rows went, zero when it was gone already.
    """
    with act(
        by,
        Permission.RETENTION_TERM_RUN,
        action="delete",
        object_type=LINE,
        object_id=str(object_id),
        reason=part,
    ):
        versions = [one.id for one in guarded_budgets(by) if one.line == object_id]
        gone = Scenario.objects.filter(budget_id__in=versions).delete()[0]
        return gone + destroy_line(by=by, line=object_id)


def _check_name(row: Scenario, others: list[str]) -> None:
    name = row.name.casefold()
    _refuse(
        {
            "name": "Geef het scenario een naam."
            if not name
            else f"Houd de naam korter dan {NAME_LIMIT} tekens."
            if len(name) > NAME_LIMIT
            else "Deze naam is er al. Kies een andere."
            if name in {one.casefold() for one in others}
            else about_somebody([row.name]),
            "words": f"Houd deze tekst korter dan {TEXT_LIMIT} tekens."
            if len(row.words) > TEXT_LIMIT
            else about_somebody([row.words]),
        }
    )


def _untold(change: Change) -> dict[str, str]:
    """What is too long, or tells who somebody is."""
    long = {"name": change.name, "decision": change.decision}
    found = {
        name: sentence
        for name, text in {**long, "words": change.words}.items()
        if (sentence := about_somebody([text]))
    }
    found |= {
        name: f"Houd dit korter dan {NAME_LIMIT} tekens."
        for name, text in long.items()
        if len(text) > NAME_LIMIT
    }
    if len(change.words) > TEXT_LIMIT:
        found["words"] = f"Houd deze tekst korter dan {TEXT_LIMIT} tekens."
    return found


def _held(scenario_id: UUID) -> Scenario:
    row = Scenario.objects.select_for_update().filter(id=scenario_id).first()
    if row is None:
        raise NotFound()
    return row


def _touched(row: Scenario) -> None:
    Scenario.objects.filter(id=row.id).update(version=F("version") + 1)


def _refuse(problems: dict[str, str]) -> None:
    found = {name: sentence for name, sentence in problems.items() if sentence}
    if found:
        raise Invalid("Nog niet alles klopt.", fields=found)


def _acting(
    by: Actor, scenario_id: UUID, action: str, *, reason: str = ""
) -> AbstractContextManager[None]:
    return act(
        by, WRITE, action=action, object_type=OBJECT, object_id=str(scenario_id), reason=reason
    )
