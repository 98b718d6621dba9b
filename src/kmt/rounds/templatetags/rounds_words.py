"""The words of the rounds as filters."""

from django import template

from kmt.mandate.wording import KINDS
from kmt.mandate.wording import standing_word as of_mandate
from kmt.rounds.wording import (
    ROLE_HINTS,
    ROLE_WORDS,
    STATE_KINDS,
    STATE_WORDS,
    gap_words,
)

register = template.Library()


@register.filter
def round_state(state: str) -> str:
    """How far a round is."""
    return str(STATE_WORDS[state])


@register.filter
def round_kind(state: str) -> str:
    """The colour of that."""
    return STATE_KINDS[state]  # type: ignore[index]


@register.filter
def role_word(role: str) -> str:
    """The name of a role of a municipality."""
    return str(ROLE_WORDS[role])


@register.filter
def role_hint(role: str) -> str:
    """What the role is."""
    return str(ROLE_HINTS[role])


@register.filter
def frozen_standing(code: str) -> str:
    """How an obligation stood."""
    return of_mandate(code)


@register.filter
def frozen_kind(code: str) -> str:
    """The colour of that."""
    return KINDS[code]


@register.filter
def gap_word(gap: tuple[str, str]) -> str:
    """What is missing, with the role it is about."""
    return gap_words(*gap)
