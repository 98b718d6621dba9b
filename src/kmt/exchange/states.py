"""The states of a registration at CoMensha and of a handover between regions, each as one table.

The codes are those of the list ``comensha_status``; the workflow that practice describes (draft,
basis checked, sent, confirmed, updated, withdrawn) and the one with waiting for consent and being
sent back are one table here. Both are our own proposal: CoMensha's literal form was not found.
"""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """Where a registration stands; the words are in the code list ``comensha_status``."""

    DRAFT = "draft"
    CONSENT_PENDING = "consent_pending"
    BASIS_CHECKED = "basis_checked"
    SENT = "sent"
    CONFIRMED = "confirmed"
    RETURNED = "returned"
    UPDATED = "updated"
    WITHDRAWN = "withdrawn"


class Guard(StrEnum):
    """What the rules ask before a step; the words are those of the diagram."""

    NONE = ""
    CONSENT_ASKED = "toestemming is gevraagd en nog niet beantwoord"
    READY = "compleet, en een grondslag of een telling"
    FILE_MADE = "het bestand is gemaakt, en de grondslag staat nog"
    NUMBER = "het nummer van CoMensha"
    REASON = "een reden"
    OTHER_TYPE = "een ander dossiertype, en een reden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step that exists: from, to, and what must be so."""

    source: Status
    to: Status
    guard: Guard = Guard.NONE


def _step(source: Status, to: Status, guard: Guard = Guard.NONE) -> Step:
    return Step(source=source, to=to, guard=guard)


BEGIN = Status.DRAFT
#: CoMensha has it: what was sent cannot be unsent, only withdrawn.
WITH_COMENSHA = frozenset({Status.SENT, Status.CONFIRMED, Status.UPDATED})
#: What is in it may still be changed.
OPEN = frozenset({Status.DRAFT, Status.CONSENT_PENDING, Status.RETURNED, Status.UPDATED})
STEPS: tuple[Step, ...] = (
    _step(Status.DRAFT, Status.CONSENT_PENDING, Guard.CONSENT_ASKED),
    _step(Status.DRAFT, Status.BASIS_CHECKED, Guard.READY),
    _step(Status.CONSENT_PENDING, Status.BASIS_CHECKED, Guard.READY),
    _step(Status.BASIS_CHECKED, Status.DRAFT),
    _step(Status.BASIS_CHECKED, Status.SENT, Guard.FILE_MADE),
    _step(Status.SENT, Status.CONFIRMED, Guard.NUMBER),
    _step(Status.SENT, Status.RETURNED, Guard.REASON),
    _step(Status.RETURNED, Status.BASIS_CHECKED, Guard.READY),
    _step(Status.CONFIRMED, Status.UPDATED, Guard.OTHER_TYPE),
    _step(Status.UPDATED, Status.BASIS_CHECKED, Guard.READY),
    *(
        _step(source, Status.WITHDRAWN, Guard.REASON)
        for source in Status
        if source is not Status.WITHDRAWN
    ),
)


def step(source: Status, to: Status) -> Step | None:
    """The step from one state to another; None when the table does not know it."""
    return next((one for one in STEPS if (one.source, one.to) == (source, to)), None)


def steps_from(source: Status) -> tuple[Step, ...]:
    """Every step out of a state, in the order of the table."""
    return tuple(one for one in STEPS if one.source == source)


class Going(StrEnum):
    """Where a handover stands for the region that sends; it stays responsible until accepted."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Coming(StrEnum):
    """Where a handover stands for the region that receives."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    REFUSED = "refused"


GOING: dict[Going, tuple[Going, ...]] = {
    Going.WAITING: (Going.ACCEPTED, Going.REFUSED, Going.WITHDRAWN),
    Going.ACCEPTED: (),
    Going.REFUSED: (),
    Going.WITHDRAWN: (),
}
COMING: dict[Coming, tuple[Coming, ...]] = {
    Coming.RECEIVED: (Coming.ACCEPTED, Coming.REFUSED),
    Coming.ACCEPTED: (),
    Coming.REFUSED: (),
}


def diagram() -> str:
    """The states of a registration: a Mermaid diagram, and every step in a table."""
    main = [one for one in STEPS if one.to is not Status.WITHDRAWN]
    lines = [f"    {one.source} --> {one.to}" for one in main]
    rows = [f"| `{one.source}` | `{one.to}` | {one.guard or '–'} |" for one in STEPS]
    return "\n".join((*_HEAD, *lines, *_MIDDLE, *rows, ""))


def handover_diagram() -> str:
    """Both sides of a handover in one document."""
    going = [f"    {one} --> {to}" for one, ends in GOING.items() for to in ends]
    coming = [f"    {one} --> {to}" for one, ends in COMING.items() for to in ends]
    return "\n".join((*_HANDOVER, *going, *_OTHER_SIDE, *coming, "```", ""))


_HEAD = (
    "# States of a registration at CoMensha",
    "",
    "Generated from `src/kmt/exchange/states.py`; change that file, not this one.",
    "",
    "```mermaid",
    "stateDiagram-v2",
    f"    [*] --> {BEGIN}",
)
_MIDDLE = (
    "    withdrawn --> [*]",
    "```",
    "",
    "The picture leaves out `withdrawn`, which every other state can go to. The table has it.",
    "A consent that is withdrawn stops every step but that one.",
    "",
    "| from | to | condition |",
    "|---|---|---|",
)
_HANDOVER = (
    "# States of a handover between regions",
    "",
    "Generated from `src/kmt/exchange/states.py`; change that file, not this one.",
    "",
    "The region that sends stays responsible until the other one has accepted, and its case keeps",
    "its own state until then. An answer comes as a signed receipt.",
    "",
    "```mermaid",
    "stateDiagram-v2",
    f"    [*] --> {Going.WAITING}",
)
_OTHER_SIDE = (
    "```",
    "",
    "The region that receives:",
    "",
    "```mermaid",
    "stateDiagram-v2",
    f"    [*] --> {Coming.RECEIVED}",
)
