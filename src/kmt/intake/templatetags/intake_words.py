"""Puts :mod:`kmt.intake.wording` within reach of templates: ``{{ report.form|form_name }}``."""

from datetime import datetime

from django import template

from kmt.intake import wording

register = template.Library()

register.filter("urgency", wording.urgency)
register.filter("outcome", wording.outcome)
register.filter("form_name", wording.form)
register.filter("state_name", wording.state)
register.filter("reporter_name", wording.reporter)
register.filter("about", wording.about)
register.filter("yes_no", wording.answer)
register.filter("event_name", wording.event)
register.filter("feedback", wording.feedback)
register.filter("moment", wording.moment)
register.filter("route_words", wording.route)
register.filter("told_beside", wording.told_beside)


@register.filter
def urgency_kind(code: str) -> str:
    """The colour that goes with an urgency."""
    return wording.URGENCY_KIND.get(code, "")


@register.filter
def code_name(code: str, list_name: str) -> str:
    """The name of a code of a list: ``{{ report.form|code_name:"exploitation_form" }}``."""
    return wording.label(list_name, code) if code else ""


@register.filter
def municipality(code: str, outside: bool = False) -> str:
    """The name of a municipality, or that the place is unknown."""
    return wording.municipality(code, outside=outside)


@register.filter
def due(at: datetime | None, now: datetime) -> str:
    """Before when, in words."""
    return wording.due(at, now)


@register.filter
def indicator_name(code: str) -> str:
    """The words of an indicator."""
    return wording.indicator(code)
