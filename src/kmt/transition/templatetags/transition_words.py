"""Codes of a transition as words, for its templates."""

from django import template
from django.utils.functional import Promise

from kmt.transition import wording

register = template.Library()


@register.filter
def transition_word(code: str, kind: str) -> str | Promise:
    """The words for a code of one kind: ``{{ one.state|transition_word:"TASKS" }}``."""
    words: wording.Words = getattr(wording, kind)
    return words.get(code, code)


@register.filter
def task_pill(standing: str) -> str:
    """How the pill of a task looks; the word says the same."""
    return wording.STANDING_KIND.get(standing, "")
