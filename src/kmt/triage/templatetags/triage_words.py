"""Puts :mod:`kmt.triage.wording` within reach of templates."""

from collections.abc import Mapping

from django import template

from kmt.professionals.rules import grounds
from kmt.triage import wording
from kmt.vocabulary.wording import label

register = template.Library()

register.filter("place_word", wording.place_word)
register.filter("basis_word", wording.basis_word)


@register.filter
def group_name(code: str) -> str:
    """The name of a group of indicators."""
    return wording.group_word(code)


@register.filter
def source_of(sources: Mapping[str, str], sign: str) -> str:
    """Where the answer to a sign comes from, in words; nothing when nobody said."""
    return label("observation_source", sources[sign]) if sign in sources else ""


@register.filter
def ground_word(code: str) -> str:
    """On which ground of their own a professional told it."""
    return grounds.DUTCH.get(code, code)
