"""What may happen in a transition: pure decisions with their reasons.

A transition is done when every condition of its decision is shown to be met; that is what the memo
of 13 August 2020 asks of the move of the centre (closed financing, further development, a smooth
and lawful transition).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kmt.kernel.refusals import Decision
from kmt.transition.states import ENDED, ConditionState, TaskState

BY_EVIDENCE, BY_COVERAGE = "evidence", "coverage"
GO, NO_GO, LATER = "go", "no_go", "later"
#: A task that is due within this many days is "soon".
SOON_DAYS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFacts:
    """What the rules need of one task; ``after`` names the tasks that it waits for."""

    key: str
    what: str
    due_on: date
    state: str
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class YearCovered:
    """Coverage of one year: structural income by structural cost, and whether that is closed."""

    year: int
    ratio: Decimal | None
    closed: bool


def order_problems(tasks: Sequence[TaskFacts]) -> tuple[str, ...]:
    """Tasks that cannot be done in this order: a circle, or due before what they wait for."""
    by_key = {one.key: one for one in tasks}
    found = []
    for task in tasks:
        if task.state in ENDED:
            continue
        for key in task.after:
            before = by_key[key]
            if before.state not in ENDED and before.due_on > task.due_on:
                found.append(
                    f"“{task.what}” moet klaar zijn vóór “{before.what}”, maar wacht daarop."
                )
    return tuple(found)


def may_wait(task: str, after: Collection[str], waits: Mapping[str, Collection[str]]) -> Decision:
    """Whether a task can wait for these: never for itself, nor for what waits for it."""
    seen: set[str] = set()
    ahead = list(after)
    while ahead:
        one = ahead.pop()
        if one == task:
            return Decision.refuse(
                "Zo wachten taken op elkaar in een kring en kan er geen beginnen. "
                "Haal één van de taken eruit waarop deze wacht."
            )
        if one not in seen:
            seen.add(one)
            ahead += waits.get(one, ())
    return Decision.of()


def may_move(task: TaskFacts, to: str, before: Sequence[TaskFacts], outcome: str) -> Decision:
    """Whether a task can get this state: done only after what it waits for, dropped with why."""
    open_before = [one.what for one in before if one.state not in ENDED]
    return Decision.of(
        f"Deze taak wacht nog op: {'; '.join(open_before)}. Rond die eerst af."
        if to == TaskState.DONE and open_before
        else "",
        "Schrijf op waarom deze taak vervalt."
        if to == TaskState.DROPPED and not outcome.strip()
        else "",
        "Schrijf op waaraan te zien is dat het klaar is."
        if to == TaskState.DONE and not outcome.strip()
        else "",
    )


def waiting_state(task: TaskFacts, today: date, before: Sequence[TaskFacts]) -> str:
    """One word for where a task stands: ended, late, waits, soon or open."""
    if task.state in ENDED:
        return task.state
    if task.due_on < today:
        return "late"
    if any(one.state not in ENDED for one in before):
        return "waits"
    return "soon" if (task.due_on - today).days <= SOON_DAYS else "open"


def may_show(shown_by: str, coverage: Sequence[YearCovered]) -> Decision:
    """Whether a condition can be written down as met.

    Closed financing is met by the figures, not by somebody's word: every year of the newest budget
    must be covered by structural income.
    """
    if shown_by != BY_COVERAGE:
        return Decision.of()
    if not coverage:
        return Decision.refuse(
            "Er is nog geen begroting om dit aan te zien. Leg eerst een begroting vast onder Geld."
        )
    gaps = [str(one.year) for one in coverage if not one.closed]
    return Decision.of(
        f"De begroting sluit nog niet in {', '.join(gaps)}. "
        "Kijk onder Geld wat het gat dicht, en kom dan hier terug."
        if gaps
        else ""
    )


def may_say(outcome: str, states: Sequence[str]) -> Decision:
    """Whether people can say go: only when every condition was shown, and there is at least one."""
    missing = sum(state != ConditionState.SHOWN for state in states)
    if outcome != GO:
        return Decision.of()
    return Decision.of(
        "Er staan nog geen voorwaarden. Zonder voorwaarde valt er niets aan te tonen."
        if not states
        else "",
        f"Van {missing} {'voorwaarde' if missing == 1 else 'voorwaarden'} is nog niet aangetoond "
        "dat eraan is voldaan. Kies “nog niet”, of toon dat eerst aan."
        if missing
        else "",
    )


def may_finish(states: Sequence[str], tasks: Sequence[str], moments: Sequence[str]) -> Decision:
    """Whether a transition is done: each condition shown, no task open, and people said go."""
    return Decision.of(
        "Nog niet van elke voorwaarde is aangetoond dat eraan is voldaan."
        if not states or any(one != ConditionState.SHOWN for one in states)
        else "",
        "Er staan nog taken open. Rond ze af, of laat ze vervallen met een reden."
        if any(one not in ENDED for one in tasks)
        else "",
        "Er is nog geen “go” vastgelegd." if not moments or moments[0] != GO else "",
    )
