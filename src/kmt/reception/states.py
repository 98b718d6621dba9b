"""The states of a draft, and every way from one to the next; all are proposals."""

from kmt.kernel.refusals import Conflict

OPEN, SENT, DROPPED = "open", "sent", "dropped"
STATES = (OPEN, SENT, DROPPED)
SEND, DROP, PUT_BACK = "send", "drop", "put_back"

TRANSITIONS = {(OPEN, SEND): SENT, (OPEN, DROP): DROPPED, (DROPPED, PUT_BACK): OPEN}


def after(state: str, event: str) -> str:
    """The state that follows; a way that does not exist is refused with a sentence."""
    if (state, event) not in TRANSITIONS:
        raise Conflict(
            "Dit concept is al verstuurd of weggelegd.",
            "Kijk in de lijst van concepten hoe het ervoor staat.",
        )
    return TRANSITIONS[state, event]
