"""The states of a report and every way from one to the next: who may, and what must hold.

The table is the workflow; :func:`diagram` writes it down for ``docs/reference/report-states.md``.
Source: the field's practice (reception, screening, routing, feedback); all states are proposals.
"""

from dataclasses import dataclass

from kmt.access.permissions import Permission
from kmt.kernel.refusals import Conflict

NEW, ACKNOWLEDGED, SCREENED = "new", "acknowledged", "screened"
ROUTED, FEEDBACK, CLOSED = "routed", "feedback", "closed"
STATES = (NEW, ACKNOWLEDGED, SCREENED, ROUTED, FEEDBACK, CLOSED)
OPEN = (NEW, ACKNOWLEDGED, SCREENED)
#: Something still has to happen with it, by the desk or by others.
LIVING = (*OPEN, ROUTED, FEEDBACK)

TAKE_UP, WEIGH, ROUTE, GIVE_FEEDBACK, CLOSE = "take_up", "weigh", "route", "give_feedback", "close"
#: A decision that a second person must agree with; and what that person thinks of it.
PROPOSE, AGREE, DIFFER = "propose", "agree", "differ"
#: The reporter hears that it is still looked at: no feedback yet, but not nothing either.
KEEP_POSTED = "keep_posted"
#: Something new came up about a report that was closed: it is weighed again.
REOPEN = "reopen"
#: A transfer came to nothing: who was to receive it refused, or the desk took it back.
COME_BACK = "come_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One way from a state to another: by which event, with which permission, if what holds."""

    source: str
    event: str
    target: str
    permission: Permission
    guard: str = ""


_TRIAGE = Permission.INTAKE_REPORT_TRIAGE
_REASONS = "rules.objections: reasons, urgency and outcome fit together"
_MAY_BE_SAID = "rules.objections_to_feedback: a way that is safe, a text that may be said"

_OTHER_PERSON = "rules.may_look: somebody else than who weighed it"

TRANSITIONS: tuple[Transition, ...] = (
    Transition(source=NEW, event=TAKE_UP, target=ACKNOWLEDGED, permission=_TRIAGE),
    *(
        Transition(source=source, event=event, target=target, permission=_TRIAGE, guard=_REASONS)
        for source in OPEN
        for event, target in ((WEIGH, SCREENED), (PROPOSE, SCREENED), (ROUTE, ROUTED))
    ),
    *(
        Transition(source=state, event=event, target=state, permission=_TRIAGE, guard=_OTHER_PERSON)
        for state, event in ((ROUTED, AGREE), (SCREENED, DIFFER), (ROUTED, DIFFER))
    ),
    Transition(
        source=ROUTED,
        event=GIVE_FEEDBACK,
        target=FEEDBACK,
        permission=_TRIAGE,
        guard=_MAY_BE_SAID,
    ),
    Transition(
        source=ROUTED, event=KEEP_POSTED, target=ROUTED, permission=_TRIAGE, guard=_MAY_BE_SAID
    ),
    Transition(
        source=FEEDBACK,
        event=GIVE_FEEDBACK,
        target=FEEDBACK,
        permission=_TRIAGE,
        guard=_MAY_BE_SAID,
    ),
    *(
        Transition(
            source=source,
            event=COME_BACK,
            target=SCREENED,
            permission=_TRIAGE,
            guard="lawfulness.states: care refused the transfer, or it was withdrawn",
        )
        for source in (ROUTED, FEEDBACK)
    ),
    Transition(
        source=FEEDBACK,
        event=CLOSE,
        target=CLOSED,
        permission=_TRIAGE,
        guard="rules.objections_to_close: what came of it, and care took what is for care",
    ),
    Transition(
        source=CLOSED,
        event=REOPEN,
        target=SCREENED,
        permission=_TRIAGE,
        guard="rules.objections_to_reopen: with a reason",
    ),
)
_TABLE = {(one.source, one.event): one.target for one in TRANSITIONS}


def after(state: str, event: str) -> str:
    """The state that follows; a way that does not exist is refused with a sentence."""
    if (state, event) not in _TABLE:
        raise Conflict(
            "Deze melding is al verder dan deze stap.",
            "Ververs de pagina en kijk wat er intussen is besloten.",
        )
    return _TABLE[state, event]


def possible(state: str) -> frozenset[str]:
    """The events that a report in this state allows; a page shows these buttons only."""
    return frozenset(event for source, event in _TABLE if source == state)


def diagram() -> str:
    """The table as Markdown with a Mermaid picture; a page of the reference."""
    arrows = "\n".join(f"    {one.source} --> {one.target}: {one.event}" for one in TRANSITIONS)
    rows = "\n".join(
        f"| {one.source} | {one.event} | {one.target} | `{one.permission}` | {one.guard} |"
        for one in TRANSITIONS
    )
    return (
        "# States of a report\n\n"
        "Written from `src/kmt/intake/states.py`; change the table there, not this page.\n\n"
        f"```mermaid\nstateDiagram-v2\n    [*] --> {NEW}\n{arrows}\n    {CLOSED} --> [*]\n```\n\n"
        "| from | event | to | permission | only if |\n|---|---|---|---|---|\n"
        f"{rows}\n"
    )
