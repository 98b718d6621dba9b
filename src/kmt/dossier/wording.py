"""Codes of the dossier in words, Dutch unless the page is English."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kmt.dossier.rules import LISTS, Element, Minor, Reading, Stance, Way
from kmt.vocabulary.entries import Language
from kmt.vocabulary.queries import label

ELEMENTS = {
    Element.ACT: _("Act"),
    Element.MEANS: _("Means of coercion"),
    Element.PURPOSE: _("Purpose: exploitation"),
}
STANCES = {Stance.FOR: _("speaks for it"), Stance.AGAINST: _("speaks against it")}
MINORS = {Minor.YES: _("yes"), Minor.NO: _("no"), Minor.UNKNOWN: _("not known")}
READINGS = {Reading.AGREES: _("agrees"), Reading.OTHERWISE: _("sees it otherwise")}
WAYS = {Way.PERSON: _("given to the person themself"), Way.SHARED: _("on a decision to share")}


def _language() -> Language:
    return "en" if get_language() == "en" else "nl"


def kind_word(code: str) -> str:
    """The kind of a document."""
    return label("document_kind", code, _language())


def removal_word(code: str) -> str:
    """Why a file was taken away."""
    return label("document_removal", code, _language())


def element_word(code: str) -> str:
    """An element of article 273f Sr."""
    return str(ELEMENTS[Element(code)])


def found_word(element: str, code: str) -> str:
    """What was found, of an element."""
    return label(LISTS[Element(element)], code, _language())


def source_word(code: str) -> str:
    """What kind of source a finding rests on."""
    return label("observation_source", code, _language())


def stance_word(code: str) -> str:
    """For or against."""
    return str(STANCES[Stance(code)])


def minor_word(code: str) -> str:
    """Whether somebody was under 18."""
    return str(MINORS[Minor(code)]) if code else ""


def conclusion_word(code: str) -> str:
    """The conclusion of a file."""
    return label("assessment_conclusion", code, _language()) if code else ""


def opinion_word(code: str) -> str:
    """What a second reader thinks."""
    return str(READINGS[Reading(code)])


def way_word(code: str) -> str:
    """How a document left."""
    return str(WAYS[Way(code)])
