"""The words of :mod:`kmt.care.wording` as template filters."""

from datetime import date

from django import template

from kmt.care import wording
from kmt.kernel import clock
from kmt.triage.wording import basis_word, place_word

register = template.Library()

for _one in (
    basis_word,
    wording.closing_word,
    wording.due_kind,
    wording.due_words,
    wording.event_word,
    wording.forms_word,
    place_word,
    wording.rule_word,
    wording.state_word,
    wording.urgency_short,
    wording.urgency_word,
):
    register.filter(_one.__name__, _one)


@register.filter
def ago(day: date) -> str:
    """How long ago a day was, seen from today."""
    return wording.ago_words(day, clock.today())
