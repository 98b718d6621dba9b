"""The states of a request for advice and every way from one to the next; all are proposals.

The table is the workflow; :func:`diagram` writes it down for ``docs/reference/advice-states.md``.
"""

from dataclasses import dataclass

from kmt.access.permissions import Permission
from kmt.kernel.refusals import Conflict

ASKED, TAKEN, ANSWERED, CLOSED = "asked", "taken", "answered", "closed"
STATES = (ASKED, TAKEN, ANSWERED, CLOSED)
OPEN = (ASKED, TAKEN)

TAKE, ANSWER, SPEAK, CLOSE, GROW = "take", "answer", "speak", "close", "grow"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One way from a state to another: by which event, with which permission, if what holds."""

    source: str
    event: str
    target: str
    permission: Permission
    guard: str = ""


_DESK = Permission.ADVICE_ANSWER_WRITE
_GROUND = (
    "professionals.rules.grounds: who asked states a ground that holds; "
    "there is no report of it yet"
)

TRANSITIONS: tuple[Transition, ...] = (
    Transition(source=ASKED, event=TAKE, target=TAKEN, permission=_DESK),
    *(
        Transition(
            source=source,
            event=ANSWER,
            target=ANSWERED,
            permission=_DESK,
            guard="the answer holds nothing that identifies",
        )
        for source in (ASKED, TAKEN, ANSWERED)
    ),
    Transition(
        source=ANSWERED,
        event=SPEAK,
        target=TAKEN,
        permission=Permission.CONVERSATION_CODE_USE,
        guard="who asked wrote again",
    ),
    *(
        Transition(source=source, event=CLOSE, target=CLOSED, permission=_DESK)
        for source in (ASKED, TAKEN, ANSWERED)
    ),
    *(
        Transition(
            source=source,
            event=GROW,
            target=CLOSED,
            permission=Permission.ADVICE_QUESTION_ASK,
            guard=_GROUND,
        )
        for source in STATES
    ),
)
_TABLE = {(one.source, one.event): one.target for one in TRANSITIONS}


def after(state: str, event: str) -> str:
    """The state that follows; a way that does not exist is refused with a sentence."""
    if (state, event) not in _TABLE:
        raise Conflict(
            "Deze adviesvraag is al verder dan deze stap.",
            "Ververs de pagina en kijk wat er intussen is gebeurd.",
        )
    return _TABLE[state, event]


def possible(state: str) -> frozenset[str]:
    """The events that a request in this state allows; a page shows these buttons only."""
    return frozenset(event for source, event in _TABLE if source == state)


def diagram() -> str:
    """The table as Markdown with a Mermaid picture; a page of the reference."""
    arrows = "\n".join(f"    {one.source} --> {one.target}: {one.event}" for one in TRANSITIONS)
    rows = "\n".join(
        f"| {one.source} | {one.event} | {one.target} | `{one.permission}` | {one.guard} |"
        for one in TRANSITIONS
    )
    return (
        "# States of a request for advice\n\n"
        "Written from `src/kmt/advice/states.py`; change the table there, not this page.\n\n"
        f"```mermaid\nstateDiagram-v2\n    [*] --> {ASKED}\n{arrows}\n    {CLOSED} --> [*]\n```\n\n"
        "| from | event | to | permission | only if |\n|---|---|---|---|---|\n"
        f"{rows}\n"
    )
