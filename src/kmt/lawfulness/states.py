"""The states of a transfer and every way from one to the next: which side may, and what must hold.

The sender stays responsible until the receiver accepts. The table is the workflow; ``diagram``
writes it down for ``docs/reference/transfer-states.md``. Source: sharing matrix, README section 1.
"""

from dataclasses import dataclass

from kmt.kernel.refusals import Conflict

PROPOSED, DECIDED = "proposed", "decided"
ACCEPTED, REFUSED, WITHDRAWN = "accepted", "refused", "withdrawn"
STATES = (PROPOSED, DECIDED, ACCEPTED, REFUSED, WITHDRAWN)
#: Still on its way: neither side is done with it.
OPEN = (PROPOSED, DECIDED)
#: It came to nothing: a new transfer may be proposed.
ENDED = (REFUSED, WITHDRAWN)

PROPOSE, DECIDE, ACCEPT = "propose", "decide", "accept"
REFUSE, WITHDRAW = "refuse", "withdraw"
SENDER, RECEIVER = "sender", "receiver"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One way from a state to another: by which event, by which side, if what holds."""

    source: str
    event: str
    target: str
    side: str
    guard: str = ""


_MATRIX = "rules.may_disclose: the matrix allows it and everybody who must agree did"
TRANSITIONS: tuple[Transition, ...] = (
    Transition(source="", event=PROPOSE, target=PROPOSED, side=SENDER),
    Transition(source=PROPOSED, event=DECIDE, target=DECIDED, side=SENDER, guard=_MATRIX),
    Transition(source=DECIDED, event=DECIDE, target=DECIDED, side=SENDER, guard=_MATRIX),
    Transition(source=ACCEPTED, event=DECIDE, target=ACCEPTED, side=SENDER, guard=_MATRIX),
    Transition(source=DECIDED, event=ACCEPT, target=ACCEPTED, side=RECEIVER),
    Transition(source=DECIDED, event=REFUSE, target=REFUSED, side=RECEIVER, guard="a reason"),
    Transition(source=PROPOSED, event=WITHDRAW, target=WITHDRAWN, side=SENDER),
    Transition(source=DECIDED, event=WITHDRAW, target=WITHDRAWN, side=SENDER),
)
_TABLE = {(one.source, one.event): one for one in TRANSITIONS}


def after(state: str, event: str) -> str:
    """The state that follows; a way that does not exist is refused with a sentence."""
    if (state, event) not in _TABLE:
        raise Conflict(
            "Deze overdracht is al verder dan deze stap.",
            "Ververs de pagina en kijk wat er intussen is besloten.",
        )
    return _TABLE[state, event].target


def possible(state: str, sides: frozenset[str]) -> frozenset[str]:
    """The events that are open to somebody on these sides."""
    return frozenset(
        event for (source, event), one in _TABLE.items() if source == state and one.side in sides
    )


def diagram() -> str:
    """The table as Markdown with a Mermaid picture; a page of the reference."""
    arrows = "\n".join(
        f"    {one.source or '[*]'} --> {one.target}: {one.event}" for one in TRANSITIONS
    )
    ends = "\n".join(f"    {state} --> [*]" for state in (ACCEPTED, *ENDED))
    rows = "\n".join(
        f"| {one.source} | {one.event} | {one.target} | {one.side} | {one.guard} |"
        for one in TRANSITIONS
    )
    return (
        "# States of a transfer\n\n"
        "Written from `src/kmt/lawfulness/states.py`; change the table there, not this page.\n"
        "The sender stays responsible until the receiver accepts.\n\n"
        f"```mermaid\nstateDiagram-v2\n{arrows}\n{ends}\n```\n\n"
        "| from | event | to | side | only if |\n|---|---|---|---|---|\n"
        f"{rows}\n"
    )
