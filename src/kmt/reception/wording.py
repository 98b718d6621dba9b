"""Codes of this room in words, and how long a draft still has."""

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kmt.kernel import clock
from kmt.reception.reading import DraftLine
from kmt.vocabulary import wording as vocabulary

REASONS: tuple[tuple[str, Promise], ...] = (
    ("nothing_told", gettext_lazy("The call broke off, or nothing was told")),
    ("no_report", gettext_lazy("It is no report, for example a wrong number or advertising")),
    ("double", gettext_lazy("It is in another draft or report already")),
    ("advice", gettext_lazy("It became advice")),
    ("other", gettext_lazy("Something else")),
)


def reason(code: str) -> str:
    """Why a draft was put away."""
    return str(dict(REASONS).get(code, code))


def channel(code: str) -> str:
    """By which way it came in."""
    return vocabulary.label("channel", code)


def moment(at: datetime) -> str:
    """Day and time, as short as a list needs."""
    here = clock.local(at)
    return f"{here.day}-{here.month}-{here.year} {here:%H:%M}"


def time_of(at: datetime) -> str:
    """The time on the clock of the desk, to the second."""
    return f"{clock.local(at):%H:%M:%S}"


def kept_at(at: datetime) -> str:
    """That it is kept, and when."""
    return _("Kept at %(time)s.") % {"time": time_of(at)}


def ends(line: DraftLine) -> str:
    """How long a draft still has."""
    if line.days_left < 0:
        return _("its time is over")
    return ngettext("%(n)s day left", "%(n)s days left", line.days_left) % {"n": line.days_left}
