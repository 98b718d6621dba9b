"""Codes and figures of the policy frame in words, and the kind of pill they get."""

from decimal import Decimal

from django import template

from kmt.policy_frame import wording
from kmt.policy_frame.reading import ResultSeen
from kmt.policy_frame.rules import Light

register = template.Library()


@register.filter
def light(code: Light) -> str:
    """A light in words."""
    return str(wording.LIGHTS[code][0])


@register.filter
def light_kind(code: Light) -> str:
    """The kind of pill for it."""
    return wording.LIGHTS[code][1]


@register.filter
def reason(seen: ResultSeen) -> str:
    """Why a result stands as it does."""
    return wording.reason(seen)


@register.filter
def target(seen: ResultSeen) -> str:
    """Where a result should be, and when."""
    return wording.target_words(seen)


@register.filter
def value(seen: ResultSeen) -> str:
    """What was measured, with its unit."""
    return wording.figure(seen.reading.value, seen.unit) if seen.reading else "–"


@register.filter
def figure(number: Decimal, unit: str) -> str:
    """A value with its unit."""
    return wording.figure(number, unit)


@register.filter
def progress(code: str) -> str:
    """How far an action is."""
    return wording.progress_words(code)


@register.filter
def progress_kind(code: str) -> str:
    """The kind of pill for it."""
    return wording.progress_kind(code)


@register.filter
def part_kind(code: str) -> str:
    """Goal, result or action."""
    return str(wording.KINDS[code])


@register.filter
def change(code: str) -> str:
    """New, changed or left out."""
    return str(wording.WHATS[code][0])


@register.filter
def change_kind(code: str) -> str:
    """The kind of pill for it."""
    return wording.WHATS[code][1]


@register.filter
def counted(tally: dict[Light, int]) -> list[tuple[str, str]]:
    """How many stand how, in words, with the kind of pill; what is none is left out."""
    return [
        (f"{tally[code]} {words}", kind)
        for code, (words, kind) in wording.LIGHTS.items()
        if tally[code]
    ]


@register.filter
def all_counted(tally: dict[Light, int]) -> list[tuple[str, str]]:
    """How many stand how: figure and words, each light there."""
    return [(str(tally[code]), str(words)) for code, (words, _kind) in wording.LIGHTS.items()]
