"""Words of the plan in templates: ``{% load plan_words %}``."""

from django import template

from kmt.care import wording as care
from kmt.care.rules import Due
from kmt.plan import wording

register = template.Library()

register.filter("domain_word", wording.domain_word)
register.filter("score_word", wording.score_word)
register.filter("judged_word", wording.judged_word)
register.filter("how_word", wording.how_word)
register.filter("who_word", wording.who_word)
register.filter("kind_word", wording.kind_word)
register.filter("standing_word", wording.standing_word)
register.filter("last_word", wording.last_word)
register.filter("scope_word", wording.scope_word)


@register.filter
def due_in_words(due: Due) -> str:
    """A due day: how near it is."""
    return care.due_words(due)


@register.filter
def due_colour(due: Due) -> str:
    """The colour of a due day."""
    return care.due_kind(due)


@register.filter
def language_name(code: str) -> str:
    """The name of a language, in that language."""
    return wording.LANGUAGES.get(code, code)
