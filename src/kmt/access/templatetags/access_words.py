"""The words of :mod:`kmt.access.wording` as template filters."""

from django import template

from kmt.access import wording
from kmt.audit.naming import explained
from kmt.audit.wording import ACTION_WORDS, words_for

register = template.Library()


@register.filter
def capacity_word(code: str) -> str:
    """As what somebody is involved."""
    return words_for(code, wording.CAPACITY_WORDS)


@register.filter
def end_word(code: str) -> str:
    """Why an involvement ended."""
    return words_for(code, wording.END_WORDS)


@register.filter
def shield_word(code: str) -> str:
    """Why a shielded file was opened to somebody."""
    return words_for(code, wording.SHIELD_WORDS)


@register.filter
def ground_word(code: str) -> str:
    """Why a file could not wait."""
    return words_for(code, wording.GROUND_WORDS)


@register.filter
def opinion_word(code: str) -> str:
    """What the second person thought of it."""
    return words_for(code, wording.OPINION_WORDS)


@register.filter
def reason_word(code: str) -> str:
    """Why it was done, as far as a room explained its codes."""
    return explained(code)


@register.filter
def action_word(code: str) -> str:
    """What was done, as the record says it."""
    return words_for(code, ACTION_WORDS)
