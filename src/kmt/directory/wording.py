"""The words of the social map on screen: of its fields, of reasons, of steps."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kmt.directory import lists
from kmt.directory.reading import EntryLine
from kmt.directory.rules import Need

#: Every field of an entry in the order of the form and of a file.
FIELD_WORDS: dict[str, Promise] = {
    "name": pgettext_lazy("of an organisation", "Name"),
    "about": _("What they do"),
    "services": _("Offers"),
    "forms": _("For which forms of exploitation"),
    "sexes": _("For whom"),
    "minors": _("Also for minors"),
    "children": _("Children may come along"),
    "no_status": _("Also without lawful stay"),
    "places": pgettext_lazy("of help", "Where"),
    "hours": _("Hours"),
    "languages": _("Languages spoken"),
    "intake": _("How to get in"),
    "waiting": _("Waiting time"),
    "contra": _("Cannot help with"),
    "contra_words": _("More about whom they cannot help"),
    "capacity": _("Places, as they say"),
    "capacity_on": _("Said on"),
    "capacity_by": _("Said by"),
    "phone": _("Public telephone"),
    "web": _("Website"),
    "source": pgettext_lazy("of an entry", "Source"),
}
STEP_WORDS: dict[str, Promise] = {
    "made": _("put on the map"),
    "changed": pgettext_lazy("entry", "changed"),
    "checked": _("looked at: still right"),
    "read_in": _("taken over from a file"),
    "ended": _("taken off the map"),
}
WHOM_WORDS: dict[str, Promise] = {
    "women": _("women"),
    "men": _("men"),
    "other": _("trans and non-binary people"),
    "minors": _("minors"),
    "children": _("with children"),
    "no_status": _("without lawful stay"),
}
REASONS = {
    "directory_entry": "vermelding op de sociale kaart",
    "directory_import": "bestand voor de sociale kaart",
}
_LISTS = {
    "service": lists.SERVICE,
    "place": lists.PLACE,
    "language": lists.LANGUAGE,
    "form": lists.FORM,
}
_DOUBTS: dict[str, Promise] = {
    "service": _("ask whether they do this: %(what)s"),
    "place": _("ask whether they work here: %(what)s"),
    "language": _("bring an interpreter, or ask: %(what)s"),
    "form": _("ask whether it fits: %(what)s"),
    "whom": _("not known: %(what)s"),
}


def field_word(name: str) -> str:
    """The name of a field."""
    return str(FIELD_WORDS[name])


def step_word(code: str) -> str:
    """What was done in a step of the history."""
    return str(STEP_WORDS[code])


def asked(need: Need, part: str) -> str:
    """One part of a need in words."""
    code = getattr(need, part)
    return str(WHOM_WORDS[code]) if part == "whom" else lists.word(_LISTS[part], code)


def reasons(line: EntryLine, need: Need) -> tuple[list[str], list[str]]:
    """Why an entry fits, and what to ask them first."""
    fits = [asked(need, part) for part in line.fit.fits]
    doubts = [str(_DOUBTS[part]) % {"what": asked(need, part)} for part in line.fit.doubts]
    return fits, doubts
