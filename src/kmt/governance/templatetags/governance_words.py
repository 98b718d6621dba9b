"""Codes of governance in words, and the kind of pill they get."""

from django import template

from kmt.governance.reading import ActionLine, MeetingLine
from kmt.governance.rules import ActionStand, Presence
from kmt.governance.wording import GAPS, KINDS, PRESENCES, STANDS, meeting_stand

register = template.Library()


@register.filter
def item_kind(code: str) -> str:
    """What an item asks."""
    return str(KINDS[code])


@register.filter
def presence(code: str) -> str:
    """Whether an organisation was there."""
    return str(PRESENCES[code])


@register.filter
def presence_mark(code: str) -> str:
    """The kind of pill for it."""
    return {Presence.PRESENT: "ok", Presence.ABSENT: "warn"}.get(Presence(code), "") if code else ""


@register.filter
def gap(code: str) -> str:
    """Why an organisation has nobody in a body."""
    return str(GAPS[code])


@register.filter
def action_stand(line: ActionLine) -> str:
    """How far an action is."""
    return str(STANDS[line.stand])


@register.filter
def action_mark(line: ActionLine) -> str:
    """The kind of pill for it."""
    return "ok" if line.stand == ActionStand.DONE else ""


@register.filter
def stand_of(line: MeetingLine) -> str:
    """How far the minutes of a meeting are."""
    return str(meeting_stand(line)[0])


@register.filter
def stand_mark(line: MeetingLine) -> str:
    """The kind of pill for it."""
    return meeting_stand(line)[1]
