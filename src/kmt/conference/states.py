"""The states of a conference and every move between them, as one table.

The steps are those of the Limburg care table: the goal is set with the referrer, then is asked who
has what to contribute, then people are invited. A meeting that does not go ahead ends too, with a
reason. The names are our own proposal (code list ``conference_state``).
"""

from dataclasses import dataclass
from enum import StrEnum

from kmt.access.permissions import Permission


class State(StrEnum):
    """Where a conference stands; the labels are in the code lists of the vocabulary."""

    PROPOSED = "proposed"
    NECESSITY_TEST = "necessity_test"
    INVITED = "invited"
    HELD = "held"
    AGREEMENTS_TRACKED = "agreements_tracked"
    MINUTES_APPROVED = "minutes_approved"
    RETENTION_CLOCK = "retention_clock"


class Guard(StrEnum):
    """What :mod:`kmt.conference.rules` asks before a move; the words are those of the diagram."""

    NONE = ""
    HAS_GOAL = "per dossier een doel, afgesproken met de verwijzer"
    READY = "per dossier iemand met inbreng en een grondslag, de persoon ingelicht, tijd en plaats"
    WAS_HELD = "per dossier vastgelegd wie erbij was"
    ALL_LEFT = "niemand zit nog aan tafel"
    BY_CHAIR = "door de voorzitter, per dossier een verslag"
    SETTLED = "geen open afspraken"
    WITH_REASON = "met een reden waarom het niet doorgaat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One move that exists: from, to, which permission it takes, and what must be so."""

    source: State
    to: State
    who: Permission
    guard: Guard = Guard.NONE


STATES = tuple(State)
BEGIN, END = State.PROPOSED, State.RETENTION_CLOCK
#: Before anybody is invited: the participants do not see it yet.
PREPARING = frozenset({State.PROPOSED, State.NECESSITY_TEST})
#: In which who takes part, and why, can still change.
OPEN_TO_CHANGE = PREPARING | {State.INVITED}
#: In which is written down what was said and agreed.
AT_TABLE = frozenset({State.INVITED, State.HELD, State.AGREEMENTS_TRACKED})
#: In which people can sit down and leave.
SITTING = frozenset({State.INVITED, State.HELD})
#: In which agreements can be done or not done.
TRACKING = AT_TABLE | {State.MINUTES_APPROVED}
_WRITE = Permission.CONFERENCE_TABLE_WRITE


def _move(source: State, to: State, guard: Guard = Guard.NONE) -> Transition:
    return Transition(source=source, to=to, who=_WRITE, guard=guard)


TRANSITIONS: tuple[Transition, ...] = (
    _move(State.PROPOSED, State.NECESSITY_TEST, Guard.HAS_GOAL),
    _move(State.NECESSITY_TEST, State.INVITED, Guard.READY),
    _move(State.NECESSITY_TEST, State.PROPOSED),
    _move(State.INVITED, State.HELD, Guard.WAS_HELD),
    _move(State.INVITED, State.NECESSITY_TEST),
    _move(State.HELD, State.AGREEMENTS_TRACKED, Guard.ALL_LEFT),
    _move(State.AGREEMENTS_TRACKED, State.MINUTES_APPROVED, Guard.BY_CHAIR),
    _move(State.MINUTES_APPROVED, State.RETENTION_CLOCK, Guard.SETTLED),
    *(
        _move(source, State.RETENTION_CLOCK, Guard.WITH_REASON)
        for source in (State.PROPOSED, State.NECESSITY_TEST, State.INVITED)
    ),
)


def transition(source: State, to: State) -> Transition | None:
    """The move from one state to another; None when the table does not know it."""
    return next((one for one in TRANSITIONS if (one.source, one.to) == (source, to)), None)


def transitions_from(source: State) -> tuple[Transition, ...]:
    """Every move out of a state, in the order of the table."""
    return tuple(one for one in TRANSITIONS if one.source == source)


def diagram() -> str:
    """The table as a document: a Mermaid diagram and every move with its condition."""
    arrows = [f"    {one.source} --> {one.to}" for one in TRANSITIONS]
    rows = [
        f"| `{one.source}` | `{one.to}` | `{one.who}` | {one.guard or '–'} |" for one in TRANSITIONS
    ]
    return "\n".join((*_HEAD, *arrows, *_MIDDLE, *rows, ""))


_HEAD = (
    "# States of a conference",
    "",
    "Generated from `src/kmt/conference/states.py`; change that file, not this one.",
    "",
    "```mermaid",
    "stateDiagram-v2",
    f"    [*] --> {BEGIN}",
)
_MIDDLE = (
    f"    {END} --> [*]",
    "```",
    "",
    "From `retention_clock` nothing is written any more: the conference goes with its files.",
    "",
    "| from | to | permission | condition |",
    "|---|---|---|---|",
)
