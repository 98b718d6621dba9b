"""The words of the vocabulary in the language of the page that is being made."""

from datetime import date

from django.utils.translation import get_language

from kmt.vocabulary import queries
from kmt.vocabulary.entries import Language


def language() -> Language:
    """The language of this page, as the vocabulary knows it."""
    return "en" if get_language() == "en" else "nl"


def label(list_name: str, code: str) -> str:
    """The name of a code, also of one that no longer holds."""
    return queries.label(list_name, code, language())


def choices(list_name: str, on: date) -> tuple[tuple[str, str], ...]:
    """The codes of a list that may be used on a day, with their names, for a form field."""
    return queries.choices(list_name, on, language())
