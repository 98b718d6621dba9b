"""Puts :mod:`kmt.persons.wording` within reach of templates: ``{{ one.role|part_name }}``."""

from django import template

from kmt.lawfulness.own_rights import is_restricted
from kmt.persons import wording
from kmt.vault.queries import IdentityBefore
from kmt.vault.rules.consenting import State

register = template.Library()

register.filter("part_name", wording.role)
register.filter("compartment_name", wording.compartment)
register.filter("consent_effect", wording.effect)
register.filter("restricted", is_restricted)


@register.filter
def consent_state(state: State) -> str:
    """How far a consent is."""
    return str(wording.STATES[state])


@register.filter
def consent_kind(state: State) -> str:
    """The colour that goes with it."""
    return wording.STATE_KINDS.get(state, "info")


@register.filter
def speaker(code: str) -> str:
    """Who said it."""
    return str(wording.SPEAKERS.get(code, ""))


@register.filter
def given_way(code: str) -> str:
    """How it was given."""
    return str(wording.WAYS.get(code, ""))


@register.filter
def what_was(one: IdentityBefore) -> list[tuple[str, str]]:
    """The old values of one change: the name of each field, and what it said."""
    return [(str(wording.FIELDS[name]), wording.value(name, one.before)) for name in one.changed]
