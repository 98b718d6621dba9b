"""Words for the screen: what only this room knows; what the vocabulary names keeps its words."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from kmt.kernel import clock
from kmt.professionals.rules import codes, grounds
from kmt.professionals.rules.codes import State

SECRECIES = (
    (grounds.NO_SECRECY_OF_OWN, gettext_lazy("No")),
    (grounds.OFFICE, gettext_lazy("Yes, as a civil servant")),
    (grounds.MEDICAL, gettext_lazy("Yes, in health care")),
    (grounds.YOUTH, gettext_lazy("Yes, in youth care")),
    (grounds.OTHER, gettext_lazy("Yes, another one, such as of a lawyer or social worker")),
    (grounds.UNKNOWN, gettext_lazy("I do not know")),
)
CONSENTS = (
    (grounds.GIVEN, gettext_lazy("Yes, and the person agrees")),
    (grounds.REFUSED, gettext_lazy("Yes, and the person does not agree")),
    (grounds.NOT_ASKED, gettext_lazy("No, not asked")),
    (grounds.UNKNOWN, gettext_lazy("I do not say")),
)
GROUNDS = (
    (grounds.CONSENT, gettext_lazy("The person agrees, and said so clearly")),
    (grounds.DUTY, gettext_lazy("A law obliges me to report this")),
    (grounds.POWER, gettext_lazy("A law allows me to report this")),
    (
        grounds.CONFLICT,
        gettext_lazy("I have secrecy, but the danger is so grave that I speak"),
    ),
    (grounds.VITAL, gettext_lazy("A life is at stake, and the person cannot agree")),
    (grounds.NO_SECRECY, gettext_lazy("I have no duty of secrecy")),
    (
        grounds.REPORTING_RIGHT,
        gettext_lazy("The right to report of the reporting code"),
    ),
)
HOURS = tuple(
    zip(
        codes.HOURS,
        (
            gettext_lazy("2 hours"),
            gettext_lazy("1 day"),
            gettext_lazy("3 days"),
            gettext_lazy("7 days"),
            gettext_lazy("14 days"),
        ),
        strict=True,
    )
)
DAYS = tuple(
    zip(
        codes.DAYS,
        (
            gettext_lazy("30 days"),
            gettext_lazy("90 days"),
            gettext_lazy("half a year"),
            gettext_lazy("a year"),
        ),
        strict=True,
    )
)
_STATES = {
    State.OPEN: (gettext_lazy("Open"), "ok"),
    State.USED: (gettext_lazy("Used"), ""),
    State.EXPIRED: (gettext_lazy("Over"), ""),
    State.WITHDRAWN: (gettext_lazy("Withdrawn"), "stop"),
}


def state(found: State) -> tuple[str, str]:
    """The name of the state of a code, and the kind of pill it gets."""
    words, kind = _STATES[found]
    return str(words), kind


def moment(at: datetime) -> str:
    """A day and a time in the time of the country."""
    return date_format(clock.local(at), "j F Y, H:i")
