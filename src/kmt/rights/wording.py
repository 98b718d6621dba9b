"""Codes of this room in words for the screen; the law itself is named in Dutch everywhere."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kmt.rights.disclosers import Line
from kmt.rights.reading import RequestLine
from kmt.rights.rules.clocks import Clock
from kmt.rights.states import State
from kmt.vocabulary.deadlines import Standing

STATES = {
    State.RECEIVED: gettext_lazy("Received: see who asks"),
    State.IDENTITY_CHECKED: gettext_lazy("It is settled who asks: find about whom"),
    State.GATHERING: gettext_lazy("Gathering: decide per domain"),
    State.DECIDED: gettext_lazy("Decided: hand over the answer"),
    State.ANSWERED: gettext_lazy("Answered"),
    State.CLOSED: gettext_lazy("Closed"),
    State.WITHDRAWN: gettext_lazy("Withdrawn"),
    State.REFUSED: gettext_lazy("Refused"),
}
_KINDS = {Standing.OVERDUE: "stop", Standing.WARNING: "warn"}


def clock_words(clock: Clock) -> str:
    """When the answer is due, or that it is late."""
    day = date_format(clock.due_on, "j F Y")
    if clock.late:
        return _("too late: due %(day)s") % {"day": day}
    return _("answer before or on %(day)s") % {"day": day}


def clock_kind(clock: Clock) -> str:
    """The colour beside those words."""
    return _KINDS.get(clock.standing, "info")


def state(code: str) -> str:
    """How far a request is, and what is next."""
    return str(STATES[State(code)])


def line_kind(one: RequestLine) -> str:
    """The colour of a line of the work list."""
    return clock_kind(one.clock) if one.running else "info"


def on_screen(line: Line) -> str:
    """A fact as the officer sees it: a number that only some may hold is covered."""
    return f"••••••{line.text[-3:]}" if line.covered else line.text
