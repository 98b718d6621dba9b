"""Amounts and codes in words, for the templates: ``{% load money %}``."""

from decimal import Decimal

from django import template

from kmt.finance import wording

register = template.Library()
register.filter("percent", wording.percent)
register.filter("plain", wording.plain)


@register.filter
def euros(amount: Decimal | None) -> str:
    """An amount on one line, whatever the width."""
    return wording.euros(amount).replace(" ", "\u00a0")


@register.filter
def words(code: str) -> str:
    """A certainty or a kind in words."""
    return str({**wording.CERTAINTY, **wording.KINDS}[code])


@register.filter
def closing(kind: str) -> str:
    """What would close a gap, in words."""
    return str(wording.CLOSERS[kind])
