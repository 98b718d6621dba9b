"""Words for the screen: what only this room knows; what the vocabulary names keeps its words."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kmt.advice import states
from kmt.advice.rules import asking
from kmt.kernel import clock
from kmt.partners.region import region
from kmt.professionals import wording as professionals
from kmt.vocabulary.wording import label as name_of

SECRECIES = (("", gettext_lazy("I do not say")), *professionals.SECRECIES)
OUTCOMES = (
    ("advised", gettext_lazy("Advice given, who asked goes on")),
    ("to_veilig_thuis", gettext_lazy("Pointed to Veilig Thuis")),
    ("to_police", gettext_lazy("Pointed to the police")),
    ("to_other", gettext_lazy("Pointed to another organisation")),
    ("no_answer", gettext_lazy("No answer came to our question")),
)
FEEDBACKS = (
    ("helped", gettext_lazy("Yes, I can go on")),
    ("partly", gettext_lazy("Partly")),
    ("not", gettext_lazy("No")),
)
_STATES = {
    states.ASKED: gettext_lazy("New"),
    states.TAKEN: gettext_lazy("Taken up"),
    states.ANSWERED: gettext_lazy("Answered"),
    states.CLOSED: gettext_lazy("Closed"),
}
_EVENTS = {
    "ask": gettext_lazy("Asked"),
    states.TAKE: gettext_lazy("Taken up"),
    "hand_over": gettext_lazy("Given to a colleague"),
    states.ANSWER: gettext_lazy("Answered"),
    states.SPEAK: gettext_lazy("Who asked wrote again"),
    states.CLOSE: gettext_lazy("Closed"),
    states.GROW: gettext_lazy("Became a report"),
    "feedback": gettext_lazy("Who asked said whether it helped"),
}
_YES_NO = {
    asking.YES: gettext_lazy("Yes"),
    asking.NO: gettext_lazy("No"),
    asking.UNKNOWN: gettext_lazy("Not known"),
}
_GROWN = {"grown": gettext_lazy("Became a report")}


def state(code: str) -> str:
    """The name of a state."""
    return str(_STATES.get(code, code))


def event(code: str) -> str:
    """The name of an event."""
    return str(_EVENTS.get(code, code))


def answer(code: str) -> str:
    """Yes, no or not known."""
    return str(_YES_NO.get(code, code))


def detail(code: str) -> str:
    """What an event says besides: an outcome, a ground, or whether it helped."""
    words = {**dict(OUTCOMES), **dict(professionals.GROUNDS), **dict(FEEDBACKS), **_GROWN}
    return str(words.get(code, code))


def secrecy(code: str) -> str:
    """What who asked says of their own secrecy."""
    return str(dict(SECRECIES).get(code, code))


def consent(code: str) -> str:
    """What who asked says of the permission of the person."""
    return str(dict(professionals.CONSENTS).get(code, code))


def capacity(code: str) -> str:
    """The work of who asked, in the words of the vocabulary."""
    return (
        _first_capital(name_of("reporter_capacity", code))
        if code != asking.UNKNOWN
        else _("Not said")
    )


def form(code: str) -> str:
    """A form of exploitation."""
    return _first_capital(name_of("exploitation_form", code))


def municipality(code: str, *, outside: bool = False) -> str:
    """The name of a municipality, or that it is elsewhere or unknown."""
    if outside:
        return _("Outside %(region)s") % {"region": region().name}
    return region().municipality_name(code) if code else _("place not known")


def moment(at: datetime) -> str:
    """A day and an hour in the time of the country."""
    return date_format(clock.local(at), "j F Y, H:i")


def due(at: datetime | None, now: datetime) -> str:
    """Before when it should be answered, or that it is late."""
    if at is None:
        return ""
    words = date_format(clock.local(at), "j F, H:i")
    return _("late: was %(when)s") % {"when": words} if at < now else words


def _first_capital(name: str) -> str:
    return name[:1].upper() + name[1:]
