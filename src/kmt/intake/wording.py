"""Words for the screen: labels of codes, moments before which something must happen.

What the vocabulary names is said in its words; what only this room knows goes through gettext.
"""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kmt.intake import rules
from kmt.intake.reading import ReportRead
from kmt.kernel import clock
from kmt.partners.region import region
from kmt.vocabulary import queries as vocabulary
from kmt.vocabulary.entries import UNKNOWN_FORM
from kmt.vocabulary.wording import label as name_of
from kmt.vocabulary.wording import language

URGENCY_KIND = {"U1": "stop", "U2": "warn", "": "info"}
_ABOUT = {
    "self": gettext_lazy("About myself"),
    "other": gettext_lazy("About someone else"),
    "several": gettext_lazy("About several people"),
    "place": gettext_lazy("About a place or a company"),
    "": gettext_lazy("Not said"),
}
_YES_NO = {
    rules.YES: gettext_lazy("Yes"),
    rules.NO: gettext_lazy("No"),
    rules.UNKNOWN: gettext_lazy("Not known"),
}
#: What was told beside the story, in the order in which the desk reads it.
_TOLD = {
    "at_risk": gettext_lazy("At risk"),
    "place": gettext_lazy("Place"),
    "online": gettext_lazy("On the internet"),
    "happened": gettext_lazy("When"),
    "reporter_name": gettext_lazy("Name"),
    "contact": gettext_lazy("How to reach the reporter safely"),
    "contact_when": gettext_lazy("When to reach them"),
    "contact_language": gettext_lazy("Language"),
    "code_word": gettext_lazy("Say this word first"),
    "may_answer": gettext_lazy("Who else may answer"),
}
_FEEDBACK = {
    "given": gettext_lazy("The reporter has heard what may be told"),
    "not_possible": gettext_lazy("Not possible: there is no way to reach the reporter"),
    "not_safe": gettext_lazy("Not safe for the reporter or for someone else"),
    "conversation": gettext_lazy("Through the conversation with the code"),
    "phone": gettext_lazy("By phone"),
    "email": gettext_lazy("By e-mail"),
    "in_person": gettext_lazy("In person"),
}
_STATES = {
    "new": gettext_lazy("New"),
    "acknowledged": gettext_lazy("Taken up"),
    "screened": gettext_lazy("Weighed"),
    "routed": gettext_lazy("Decided"),
    "feedback": gettext_lazy("Feedback"),
    "closed": gettext_lazy("Closed"),
}
_REPORTERS = {
    rules.ANONYMOUS: gettext_lazy("Anonymous"),
    rules.WITHHELD: gettext_lazy("Do not share the name"),
    rules.NAMED: gettext_lazy("By name"),
}
_EVENTS = {
    "take_up": gettext_lazy("Taken up"),
    "weigh": gettext_lazy("Weighed, no decision yet"),
    "route": gettext_lazy("Weighed and decided"),
    "hand_over": gettext_lazy("Given to a colleague"),
    "found_known": gettext_lazy("Somebody in it turned out to be known"),
    "taken_by_care": gettext_lazy("Care has opened a case"),
    "propose": gettext_lazy("Weighed; a colleague must agree"),
    "agree": gettext_lazy("A colleague agrees"),
    "differ": gettext_lazy("A colleague sees it otherwise"),
    "come_back": gettext_lazy("Came back: to be routed again"),
    "give_feedback": gettext_lazy("Feedback to the reporter"),
    "close": gettext_lazy("Closed"),
    "keep_posted": gettext_lazy("The reporter heard that we are still looking"),
    "reopen": gettext_lazy("Opened again"),
    "same_matter": gettext_lazy("Tells the same as another report"),
    "not_same": gettext_lazy("Does not tell the same as another after all"),
}


def label(list_name: str, code: str) -> str:
    """The name of a code in the language of the page, with a capital."""
    name = name_of(list_name, code)
    return name[:1].upper() + name[1:]


def indicator(code: str) -> str:
    """The words of an indicator, with its code."""
    return f"{code} {vocabulary.indicator(code).label(language())}"


def urgency(code: str) -> str:
    """Acute, high, normal, signal; or that nobody has weighed it yet."""
    words = {
        "U1": _("Acute"),
        "U2": _("High"),
        "U3": _("Normal"),
        "U4": _("Signal"),
    }
    return words.get(code, _("To weigh"))


def form(code: str) -> str:
    """The form of exploitation, or that it is not known yet."""
    return _("Form unknown") if code == UNKNOWN_FORM else label("exploitation_form", code)


def state(code: str) -> str:
    """How far a report is, in one word for the desk."""
    return str(_STATES.get(code, code))


def reporter(anonymity: str) -> str:
    """How a report was made: anonymous, with a name to keep quiet about, or by name."""
    return str(_REPORTERS.get(anonymity, anonymity))


def municipality(code: str, *, outside: bool = False) -> str:
    """The name of a municipality, or that it is unknown or lies elsewhere."""
    if outside:
        return _("Outside %(region)s") % {"region": region().name}
    return region().municipality_name(code) if code else _("Place unknown")


def outcome(code: str) -> str:
    """What was decided, or that nothing was yet."""
    if code in {"", rules.NO_DECISION_YET}:
        return _("No decision yet: find out more first")
    return label("report_outcome", code)


def about(code: str) -> str:
    """Who or what a report is about."""
    return str(_ABOUT.get(code, _ABOUT[""]))


def answer(code: str) -> str:
    """Yes, no, or not known."""
    return str(_YES_NO.get(code, _YES_NO[rules.UNKNOWN]))


def feedback(code: str) -> str:
    """How the reporter heard back, or why not."""
    return str(_FEEDBACK.get(code, code))


def told_beside(found: ReportRead) -> tuple[tuple[str, str], ...]:
    """What was told beside the story, each with its name; what was left open is not there."""
    texts = {name: getattr(found, name, "") for name in _TOLD} | dict(found.contact_terms)
    return tuple((str(name), texts[key]) for key, name in _TOLD.items() if texts.get(key))


def event(code: str) -> str:
    """A step in the history of a report."""
    return str(_EVENTS.get(code, code))


def moment(at: datetime) -> str:
    """A day and a time on the Dutch clock: "ma 23 nov 2026, 14:20"."""
    return date_format(clock.local(at), "D j b Y, H:i")


def route(clock_: rules.RouteClock) -> str:
    """How many days a report may still wait for its decision: route or destroy."""
    left = clock_.days_left
    if left < 0:
        over = ngettext("%(n)s day past six weeks", "%(n)s days past six weeks", -left)
        return over % {"n": -left}
    if left == 0:
        return _("decide today: six weeks are over")
    words = ngettext("decide within %(n)s day", "decide within %(n)s days", left)
    return words % {"n": left}


def due(at: datetime | None, now: datetime) -> str:
    """Before when: minutes when it is near, else today, tomorrow or a day; or that it is late."""
    if at is None:
        return ""
    if at < now:
        return _("too late since %(moment)s") % {"moment": _day(at, now)}
    minutes = int((at - now).total_seconds() // 60)
    if minutes < 60:
        return ngettext("%(n)s minute left", "%(n)s minutes left", minutes) % {"n": minutes}
    return _day(at, now)


def _day(at: datetime, now: datetime) -> str:
    there, here = clock.local(at), clock.local(now)
    days = (there.date() - here.date()).days
    if days == 0:
        return _("today %(time)s") % {"time": f"{there:%H:%M}"}
    if days == 1:
        return _("tomorrow")
    return date_format(there, "D j b")
