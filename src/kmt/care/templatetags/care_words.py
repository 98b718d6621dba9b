"""The words of :mod:`kmt.care.words` as template filters."""

from datetime import date

from django import template

from kmt.care import words
from kmt.kernel import clock

register = template.Library()

for _one in (
    words.basis_word,
    words.closing_word,
    words.due_kind,
    words.due_words,
    words.event_word,
    words.forms_word,
    words.place_word,
    words.role_word,
    words.state_word,
    words.urgency_short,
    words.urgency_word,
):
    register.filter(_one.__name__, _one)


@register.filter
def ago(day: date) -> str:
    """How long ago a day was, seen from today."""
    return words.ago_words(day, clock.today())
