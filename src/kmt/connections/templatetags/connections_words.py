"""Puts the words of the room within reach of its templates: ``{{ one.kind|thing }}``."""

from django import template

from kmt.connections.wording import ALL_WORDS

register = template.Library()


@register.filter
def thing(kind: str) -> str:
    """The word for a kind of thing."""
    return str(ALL_WORDS.get(kind, kind))
