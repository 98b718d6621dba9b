"""Words and moments of the room ``duty`` in its templates."""

from django import template
from django.utils.formats import date_format

from kmt.duty.carried import Work
from kmt.duty.wording import REASON_WORDS
from kmt.kernel import clock

register = template.Library()


@register.filter
def due_words(work: Work) -> str:
    """When it is due: a day, or a day with an hour; a dash when it never is."""
    if work.due is None:
        return "–"
    return date_format(clock.local(work.due), "j F Y" if work.whole_day else "j F Y H:i")


@register.filter
def reason_word(code: str) -> str:
    """Why work went to another."""
    return str(REASON_WORDS.get(code, code))
