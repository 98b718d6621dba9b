"""The states of a care case and every move between them, as one table.

A report that the desk weighed already begins as ``accepted``; one that care looks at itself first
begins as ``received``. Handing over to another region needs the acceptance of the other side.
Source: the phases of Limburg's care table and of the victim pathway signalling → protection →
aftercare, combined; the names are our own proposal.
"""

from dataclasses import dataclass
from enum import StrEnum

from kmt.access.permissions import Permission


class State(StrEnum):
    """Where a care case stands; the labels are in the code lists of the vocabulary."""

    RECEIVED = "received"
    SCREENING = "screening"
    TRIAGE = "triage"
    ADVICE_CLOSED = "advice_closed"
    REJECTED_FORWARDED = "rejected_forwarded"
    ACCEPTED = "accepted"
    INTAKE = "intake"
    PLAN_DRAFTED = "plan_drafted"
    PLAN_AGREED = "plan_agreed"
    IN_EXECUTION = "in_execution"
    EVALUATION = "evaluation"
    AFTERCARE = "aftercare"
    CLOSED = "closed"
    ON_HOLD = "on_hold"
    MISSING = "missing"
    HANDED_OVER = "handed_over"
    REOPENED = "reopened"


class Guard(StrEnum):
    """What :mod:`kmt.care.rules` asks before a move; the words are those of the diagram."""

    NONE = ""
    HAS_ACTION = "minstens één actie"
    HAS_HAPPENED = "minstens één contact of afgeronde actie"
    HAS_OPEN_ACTION = "minstens één open actie"
    CAN_CLOSE = "geen open acties, en een reden van sluiten"
    ACCEPTED_ELSEWHERE = "aanvaard door de andere regio"
    CAME_FROM = "alleen terug naar de stand van daarvoor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One move that exists: from, to, which permission it takes, and what must be so."""

    source: State
    to: State
    who: Permission
    guard: Guard = Guard.NONE


STATES = tuple(State)
BEGINNINGS = (State.ACCEPTED, State.RECEIVED)
PAUSES = frozenset({State.ON_HOLD, State.MISSING})
#: The states in which nobody works on the case any more: read, or reopened with a reason.
ENDED = frozenset({State.CLOSED, State.ADVICE_CLOSED, State.REJECTED_FORWARDED, State.HANDED_OVER})
#: The states in which somebody works on the case.
WORKING = (
    State.RECEIVED,
    State.SCREENING,
    State.TRIAGE,
    State.ACCEPTED,
    State.INTAKE,
    State.PLAN_DRAFTED,
    State.PLAN_AGREED,
    State.IN_EXECUTION,
    State.EVALUATION,
    State.AFTERCARE,
    State.REOPENED,
)
_WRITE = Permission.CARE_CASE_WRITE


def _move(source: State, to: State, guard: Guard = Guard.NONE) -> Transition:
    return Transition(source=source, to=to, who=_WRITE, guard=guard)


TRANSITIONS: tuple[Transition, ...] = (
    _move(State.RECEIVED, State.SCREENING),
    _move(State.SCREENING, State.TRIAGE),
    *(_move(State.SCREENING, to) for to in (State.ADVICE_CLOSED, State.REJECTED_FORWARDED)),
    _move(State.TRIAGE, State.ACCEPTED),
    *(_move(State.TRIAGE, to) for to in (State.ADVICE_CLOSED, State.REJECTED_FORWARDED)),
    _move(State.ACCEPTED, State.INTAKE),
    _move(State.INTAKE, State.PLAN_DRAFTED),
    _move(State.PLAN_DRAFTED, State.PLAN_AGREED),
    _move(State.PLAN_AGREED, State.IN_EXECUTION, Guard.HAS_ACTION),
    _move(State.IN_EXECUTION, State.EVALUATION, Guard.HAS_HAPPENED),
    _move(State.EVALUATION, State.IN_EXECUTION, Guard.HAS_OPEN_ACTION),
    _move(State.EVALUATION, State.AFTERCARE),
    *(_move(source, State.REOPENED) for source in State if source in ENDED),
    _move(State.REOPENED, State.SCREENING),
    _move(State.REOPENED, State.INTAKE),
    _move(State.REOPENED, State.IN_EXECUTION, Guard.HAS_OPEN_ACTION),
    *(_move(source, State.HANDED_OVER, Guard.ACCEPTED_ELSEWHERE) for source in WORKING),
    *(_move(source, State.ON_HOLD) for source in WORKING),
    *(_move(source, State.MISSING) for source in (*WORKING, State.ON_HOLD)),
    *(_move(pause, to, Guard.CAME_FROM) for pause in sorted(PAUSES) for to in WORKING),
    *(_move(source, State.CLOSED, Guard.CAN_CLOSE) for source in (*WORKING, *sorted(PAUSES))),
)


def transition(source: State, to: State) -> Transition | None:
    """The move from one state to another; None when the table does not know it."""
    return next((one for one in TRANSITIONS if (one.source, one.to) == (source, to)), None)


def transitions_from(source: State) -> tuple[Transition, ...]:
    """Every move out of a state, in the order of the table."""
    return tuple(one for one in TRANSITIONS if one.source == source)


def diagram() -> str:
    """The table as a document: a Mermaid diagram of the main line and every move in a table."""
    main = [one for one in TRANSITIONS if not _beside(one)]
    lines = [f"    {one.source} --> {one.to}" for one in main]
    rows = [
        f"| `{one.source}` | `{one.to}` | `{one.who}` | {one.guard or '–'} |" for one in TRANSITIONS
    ]
    return "\n".join((*_HEAD, *lines, *_MIDDLE, *rows, ""))


def _beside(one: Transition) -> bool:
    """Moves to and from the pauses, and early closings, would hide the line in a picture."""
    early = one.to is State.CLOSED and one.source is not State.AFTERCARE
    away = one.to is State.HANDED_OVER and one.source is not State.IN_EXECUTION
    return early or away or bool({one.source, one.to} & PAUSES)


_HEAD = (
    "# States of a care case",
    "",
    "Generated from `src/kmt/care/states.py`; change that file, not this one.",
    "",
    "```mermaid",
    "stateDiagram-v2",
    *(f"    [*] --> {one}" for one in BEGINNINGS),
)
_MIDDLE = (
    "    closed --> [*]",
    "```",
    "",
    "The picture leaves out early closing and handing over, and `on_hold` and `missing`, which",
    "every working state can go to. The table has them all.",
    "",
    "| from | to | permission | condition |",
    "|---|---|---|---|",
)
