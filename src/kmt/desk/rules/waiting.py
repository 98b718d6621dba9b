"""What a report waits for, as the work list says it: pure, from its state and facts."""

from enum import StrEnum

from kmt.intake.rules import CARE
from kmt.intake.states import ACKNOWLEDGED, CLOSED, FEEDBACK, NEW, OPEN, ROUTED, SCREENED


class Waits(StrEnum):
    """For what, or for whom."""

    WEIGHING = "weighing"
    DECISION = "decision"
    SECOND_LOOK = "second_look"
    REPORTER = "reporter"
    CARE = "care"
    FEEDBACK = "feedback"
    CLOSING = "closing"
    READING = "reading"
    NOTHING = ""


def waits_for(
    *, state: str, outcome: str, taken: bool, second_look: bool, asked: bool, speaks: bool
) -> Waits:
    """The first thing that must happen; a message that nobody read comes before all else.

    ``taken``: care has opened a case; ``asked``: the desk spoke last; ``speaks``: somebody with the
    code did, and nobody read it.
    """
    if speaks:
        return Waits.READING
    if second_look and state != CLOSED:
        return Waits.SECOND_LOOK
    if state in {ROUTED, FEEDBACK} and outcome == CARE and not taken:
        return Waits.CARE
    if asked and state in OPEN:
        return Waits.REPORTER
    return _USUAL.get(state, Waits.NOTHING)


#: What the next step of a state is when nothing else is known.
_USUAL = {
    NEW: Waits.WEIGHING,
    ACKNOWLEDGED: Waits.WEIGHING,
    SCREENED: Waits.DECISION,
    ROUTED: Waits.FEEDBACK,
    FEEDBACK: Waits.CLOSING,
}
