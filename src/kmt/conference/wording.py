"""Words for the screen: what only this room knows; states keep the words of the vocabulary."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from kmt.conference.rules import Capacity, Informed, Outcome
from kmt.conference.states import State
from kmt.kernel import clock
from kmt.vocabulary.wording import label

_CAPACITIES = {
    Capacity.CONTRIBUTOR: gettext_lazy("can contribute"),
    Capacity.REFERRER: gettext_lazy("referred the person"),
    Capacity.BEHAVIOURAL_SCIENTIST: gettext_lazy("behavioural scientist"),
    Capacity.INCIDENTAL: gettext_lazy("comes once, no regular partner"),
}
_INFORMED = {
    Informed.INVITED: gettext_lazy("The person is invited"),
    Informed.INFORMED: gettext_lazy("The person is told"),
    Informed.NOT_TOLD: gettext_lazy("The person is not told yet"),
}
_OUTCOMES = {Outcome.DONE: gettext_lazy("done"), Outcome.NOT_DONE: gettext_lazy("not done")}
_MOVES = {
    State.PROPOSED: gettext_lazy("Back to the goal"),
    State.NECESSITY_TEST: gettext_lazy("Ask who is needed"),
    State.INVITED: gettext_lazy("Invite"),
    State.HELD: gettext_lazy("The meeting is over"),
    State.AGREEMENTS_TRACKED: gettext_lazy("Follow the agreements"),
    State.MINUTES_APPROVED: gettext_lazy("Approve the minutes"),
    State.RETENTION_CLOCK: gettext_lazy("Close the conference"),
}
_CALL_OFF = gettext_lazy("It does not go ahead")
_KINDS = {State.INVITED: "warn", State.RETENTION_CLOCK: "ok"}


def state_word(state: str) -> str:
    """Where a conference stands."""
    return label("conference_state", state)


def state_kind(state: str) -> str:
    """The colour of a state."""
    return _KINDS.get(State(state), "info")


def move_word(to: str, source: str) -> str:
    """What the button for a move says."""
    early = to == State.RETENTION_CLOCK and source != State.MINUTES_APPROVED
    return str(_CALL_OFF if early else _MOVES[State(to)])


def capacity_word(capacity: str) -> str:
    """As what somebody sits at the table."""
    return str(_CAPACITIES[Capacity(capacity)])


def informed_word(informed: str) -> str:
    """What the person knows of it."""
    return str(_INFORMED[Informed(informed)])


def outcome_word(outcome: str) -> str:
    """What became of an agreement."""
    return str(_OUTCOMES[Outcome(outcome)]) if outcome else ""


def moment(at: datetime | None) -> str:
    """A moment on a Dutch clock."""
    return date_format(clock.local(at), "j F Y H:i") if at else ""


def hour(at: datetime | None) -> str:
    """The time of a moment on a Dutch clock."""
    return f"{clock.local(at):%H:%M}" if at else ""
