"""A transition to look at: one condition, one task, one risk."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kmt.kernel.actor import Actor
from kmt.transition import actions
from kmt.transition.actions import Plan, Watched
from kmt.transition.rules import BY_EVIDENCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The parts of it that an address can name."""

    transition: UUID
    condition: UUID
    task: UUID
    risk: UUID


def plan(**more: object) -> Plan:
    """A task as somebody types it."""
    typed = {
        "what": "Zorgcoördinator gaat over",
        "area": "staff",
        "owner": "VRT",
        "owner_function": "personeelszaken",
        "due_on": date(2021, 5, 1),
    }
    return Plan(**typed | more)


def risk(**more: object) -> Watched:
    """A risk as somebody types it."""
    typed = {
        "what": "De subsidie stopt",
        "chance": "high",
        "effect": "high",
        "measure": "Op tijd een voorstel",
        "owner": "KMT",
    }
    return Watched(**typed | more)


def make_moved(adviser: Actor, shown_by: str = BY_EVIDENCE) -> Moved:
    """Make it, through the actions of the room."""
    key = actions.begin(
        by=adviser,
        title="Het centrum verhuist",
        aim="Het centrum staat in het huis.",
        begins_on=date(2020, 8, 13),
        aims_at=date(2021, 5, 1),
        decision=None,
    )
    condition = actions.add_condition(
        by=adviser,
        transition=key,
        title="Soepele overgang",
        words="Volgens de regels.",
        source="Advies, 13 augustus 2020",
        shown_by=shown_by,
    )
    return Moved(
        transition=key,
        condition=condition,
        task=actions.plan_task(by=adviser, transition=key, plan=plan(condition=condition)),
        risk=actions.watch_risk(by=adviser, transition=key, risk=risk()),
    )


def addresses(adviser: Actor, _municipality: str) -> dict[str, dict[str, object]]:
    """What each address of the room needs."""
    made = make_moved(adviser)
    whole: dict[str, object] = {"transition_id": made.transition}
    of_it = ("transition", "add_condition", "plan_task", "watch_risk", "say")
    return {f"transition:{name}": whole for name in of_it} | {
        "transition:condition": {"condition_id": made.condition},
        "transition:task": {"task_id": made.task},
        "transition:risk": {"risk_id": made.risk},
    }
