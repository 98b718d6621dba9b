"""The words of trainings on screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from kmt.kernel import clock
from kmt.partners.region import region
from kmt.training.reading import PlaceSeen, SessionSeen
from kmt.training.states import Place

QUESTION_WORDS: dict[str, Promise] = {
    "useful": gettext_lazy("I can use this in my work"),
    "clear": gettext_lazy("It was clear"),
    "dare": gettext_lazy("I now dare to talk about it or report it"),
    "recommend": gettext_lazy("I would tell a colleague to go"),
}
MARK_WORDS: dict[int, Promise] = {
    1: gettext_lazy("not at all"),
    2: gettext_lazy("a little"),
    3: gettext_lazy("somewhat"),
    4: gettext_lazy("mostly"),
    5: gettext_lazy("completely"),
}
PLACE_WORDS: dict[str, Promise] = {
    Place.PLACED: gettext_lazy("you have a place"),
    Place.WAITING: gettext_lazy("you are on the waiting list"),
    Place.CANCELLED: gettext_lazy("cancelled"),
}
_KINDS = {Place.PLACED: "ok", Place.WAITING: "warn"}
REASONS = {
    "training": "training",
    "training_session": "bijeenkomst van een training",
    "training_staff": "aantal medewerkers van een afdeling",
}


def place_word(place: str) -> str:
    """How one's own place stands."""
    return str(PLACE_WORDS[place])


def place_kind(place: str) -> str:
    """The colour of how a place stands."""
    return _KINDS.get(Place(place), "")


def room_words(session: SessionSeen) -> str:
    """How full a session is, in words."""
    if session.called_off:
        return pgettext("of a training", "called off")
    if session.starts_at <= clock.now():
        return pgettext("of a training", "has been")
    if session.waiting:
        said = ngettext("full, %(n)s waits", "full, %(n)s wait", session.waiting)
        return said % {"n": session.waiting}
    if not session.free:
        return _("full")
    said = ngettext("%(n)s place free", "%(n)s places free", session.free)
    return said % {"n": session.free}


def room_kind(session: SessionSeen) -> str:
    """The colour of how full a session is."""
    if session.called_off:
        return "stop"
    if session.starts_at <= clock.now():
        return ""
    return "ok" if session.free else "warn"


def where(session: SessionSeen) -> str:
    """Where a session is."""
    return ", ".join(one for one in (session.place, _("online") if session.online else "") if one)


def lasts(minutes: int) -> str:
    """How long something lasts: 3 hours, 90 minutes."""
    hours, rest = divmod(minutes, 60)
    if rest:
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}


def municipality(code: str) -> str:
    """The name of a municipality; a dash for none."""
    return region().municipality_name(code) if code else "–"


def may_answer(place: PlaceSeen) -> bool:
    """Whether the evaluation waits to be filled in."""
    return bool(place.attended) and not place.answered


def share(trained: int, staff: int | None) -> str:
    """A share with its base: 5 of 12; only the count where the base is not known."""
    if staff is None:
        return _("%(trained)s trained, base not known") % {"trained": trained}
    return _("%(trained)s of %(staff)s") % {"trained": trained, "staff": staff}
