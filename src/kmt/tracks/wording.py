"""Words of the tracks for the screen: tracks, how a term stands, and until when."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kmt.tracks.loading import CIVIL, COMPENSATION, CRIMINAL, FUND, ORDER, RESIDENCE
from kmt.tracks.rules import Fate, Nature, Term
from kmt.vocabulary.wording import label

#: Further away than this the days are not counted out.
_YEARS = 2


def track_word(track: str) -> str:
    """The name of a track."""
    return {
        RESIDENCE: _("Residence"),
        CRIMINAL: _("Criminal case"),
        COMPENSATION: _("Compensation"),
    }[track]


def track_lead(track: str) -> str:
    """What a track is about, in a sentence."""
    return {
        RESIDENCE: _(
            "From the reflection period to continued stay, for victims who are not Dutch (B8/3)."
        ),
        CRIMINAL: _(
            "From the first contact with the police to a final judgment. Care never depends on a "
            "criminal complaint."
        ),
        COMPENSATION: _("Three ways, which can be taken beside each other."),
    }[track]


def way_word(way: str) -> str:
    """One of the ways to compensation."""
    return {
        ORDER: _("In the criminal case: joining it, or an order of the judge"),
        CIVIL: _("At the civil judge"),
        FUND: _("At the Schadefonds Geweldsmisdrijven"),
    }[way]


def day_word(day: date) -> str:
    """A day in words."""
    return date_format(day, "j F Y")


def until_word(term: Term) -> str:
    """What the day of a term means, with the day."""
    if term.due is None:
        return _("The clock stands still.") if term.rule.duration else _("No term is stated.")
    words = {
        Nature.BEFORE: _("on or before %(day)s"),
        Nature.ENDS: _("ends on %(day)s"),
        Nature.OPENS: _("from %(day)s"),
        Nature.WATCH: _("expected by %(day)s"),
    }[term.line.nature]
    return words % {"day": day_word(term.due)}


def fate_word(term: Term, today: date) -> str:
    """How a term stands: days left or past, or how it ended."""
    ended = day_word(term.ended_on) if term.ended_on else ""
    words = {
        Fate.MET: _("done on %(day)s"),
        Fate.LATE: _("done on %(day)s, too late"),
        Fate.DROPPED: _("stopped on %(day)s"),
    }
    if term.fate in words:
        return words[term.fate] % {"day": ended}
    if term.due is None:
        return _("stands still") if term.fate is Fate.PAUSED else _("keep an eye on it")
    if term.fate is Fate.PAUSED:
        return _("stands still")
    return _left(term, (term.due - today).days)


def _left(term: Term, days: int) -> str:
    opens = term.line.nature is Nature.OPENS
    if days > 0 and opens:
        return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
    if days > _YEARS * 366:
        return _("more than %(years)s years left") % {"years": days // 366}
    if days > 0:
        left = ngettext("%(days)s day left", "%(days)s days left", days)
        return left % {"days": days}
    if opens:
        return _("possible now")
    if days == 0:
        return _("today is the last day")
    return ngettext("%(days)s day past", "%(days)s days past", -days) % {"days": -days}


def fate_kind(term: Term) -> str:
    """The colour of how a term stands."""
    if term.line.nature is Nature.OPENS and term.fate in {Fate.SOON, Fate.PAST}:
        return "ok"
    return {
        Fate.RUNNING: "info",
        Fate.SOON: "warn",
        Fate.PAST: "stop",
        Fate.PAUSED: "info",
        Fate.UNSTATED: "",
        Fate.MET: "ok",
        Fate.LATE: "warn",
        Fate.DROPPED: "",
    }[term.fate]


def complaint_word(code: str) -> str:
    """How it is with the aangifte, by the code list; nothing when nobody entered it."""
    if not code:
        return ""
    words = label("criminal_complaint_state", code)
    return _("Criminal complaint: %(state)s") % {"state": words}


def status_word(status: str) -> str:
    """How sure a rule is: said when it does not stand in a source that was read."""
    return {
        "verify": _("not checked yet: look it up"),
        "inference": _("our reading"),
        "proposal": _("our own proposal"),
        "partly": _("partly from the source"),
    }.get(status, "")
