"""Puts :mod:`kmt.advice.wording` within reach of templates: ``{{ line.state|state_name }}``."""

from datetime import datetime

from django import template

from kmt.advice import wording

register = template.Library()

register.filter("state_name", wording.state)
register.filter("event_name", wording.event)
register.filter("yes_no", wording.answer)
register.filter("detail_words", wording.detail)
register.filter("secrecy_words", wording.secrecy)
register.filter("consent_words", wording.consent)
register.filter("capacity_name", wording.capacity)
register.filter("form_name", wording.form)
register.filter("moment", wording.moment)


@register.filter
def municipality(code: str, outside: bool = False) -> str:
    """The name of a municipality, or that the place is unknown."""
    return wording.municipality(code, outside=outside)


@register.filter
def due(at: datetime | None, now: datetime) -> str:
    """Before when, in words."""
    return wording.due(at, now)
