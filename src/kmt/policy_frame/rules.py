"""Whether a result is on course, and what may be done with a version of the policy frame. Pure.

The light is made of words first; its rule is printed on the page (:data:`RULE`). No result is added
to another: a goal shows how many of its results stand how, never one mark for all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from kmt.kernel.refusals import Decision

TITLE_LIMIT = 200
TEXT_LIMIT = 8000
#: A value that is older says too little about today: a yearly figure and half a year to publish it.
STALE_AFTER = 548


class FrameState(StrEnum):
    """Whether a version can still be written."""

    DRAFT = "draft"
    ADOPTED = "adopted"


class Direction(StrEnum):
    """Which way a value should go.

    ``rise`` and ``fall``: to the target on its day. ``atleast`` and ``atmost``: now and always.
    """

    RISE = "rise"
    FALL = "fall"
    AT_LEAST = "atleast"
    AT_MOST = "atmost"


class Progress(StrEnum):
    """How far an action is."""

    UNDER_WAY = "way"
    STUCK = "stuck"
    DONE = "done"


class Light(StrEnum):
    """What can be said of a result."""

    REACHED = "reached"
    ON_COURSE = "course"
    BEHIND = "behind"
    UNKNOWN = "unknown"


class Why(StrEnum):
    """The reason of a light."""

    REACHED = "reached"
    ON_LINE = "on_line"
    UNDER_LINE = "under_line"
    DAY_PAST = "day_past"
    NOT_HELD = "not_held"
    NO_VALUE = "no_value"
    STALE = "stale"
    NO_START = "no_start"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a value should be on ``on``; ``start`` on ``start_on`` is where it came from."""

    value: Decimal
    on: date
    direction: Direction
    start: Decimal | None = None
    start_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A light with its reason, and the value that a straight line would have today."""

    light: Light
    why: Why
    expected: Decimal | None = None


def judge(target: Target, value: Decimal | None, measured_on: date | None, today: date) -> Judged:
    """Whether a result is on course.

    A value older than eighteen months is too little known. Between start and target the value is
    compared with a straight line on the day that it was measured.
    """
    if value is None or measured_on is None:
        return Judged(light=Light.UNKNOWN, why=Why.NO_VALUE)
    if (today - measured_on).days > STALE_AFTER:
        return Judged(light=Light.UNKNOWN, why=Why.STALE)
    if _good_enough(target.direction, value, target.value):
        return Judged(light=Light.REACHED, why=Why.REACHED)
    if target.direction in {Direction.AT_LEAST, Direction.AT_MOST}:
        return Judged(light=Light.BEHIND, why=Why.NOT_HELD)
    return _on_the_way(target, value, measured_on, today)


def _on_the_way(target: Target, value: Decimal, measured_on: date, today: date) -> Judged:
    """How a value stands that is not at its target yet."""
    if today > target.on:
        return Judged(light=Light.BEHIND, why=Why.DAY_PAST)
    expected = on_the_line(target, measured_on)
    if expected is None:
        return Judged(light=Light.UNKNOWN, why=Why.NO_START)
    shown = rounded(expected)
    if _good_enough(target.direction, value, shown):
        return Judged(light=Light.ON_COURSE, why=Why.ON_LINE, expected=shown)
    return Judged(light=Light.BEHIND, why=Why.UNDER_LINE, expected=shown)


def _good_enough(direction: Direction, value: Decimal, wanted: Decimal) -> bool:
    if direction in {Direction.RISE, Direction.AT_LEAST}:
        return value >= wanted
    return value <= wanted


def on_the_line(target: Target, day: date) -> Fraction | None:
    """The value of a straight line from start to target on a day; None without a start."""
    if target.start is None or target.start_on is None or target.start_on >= target.on:
        return None
    whole = (target.on - target.start_on).days
    gone = min(max((day - target.start_on).days, 0), whole)
    start = Fraction(target.start)
    return start + (Fraction(target.value) - start) * Fraction(gone, whole)


def rounded(value: Fraction) -> Decimal:
    """A fraction in hundredths, half away from zero; shown and compared alike."""
    hundredths = abs(value) * 100
    whole = int(hundredths + Fraction(1, 2))
    return (
        (Decimal(whole) / 100).quantize(Decimal("0.01")).copy_sign(Decimal(-1 if value < 0 else 1))
    )


def tally(lights: Iterable[Light]) -> dict[Light, int]:
    """How many stand how, every light named."""
    found = dict.fromkeys(Light, 0)
    for one in lights:
        found[one] += 1
    return found


def may_write(state: str) -> Decision:
    """Whether a version may still be changed."""
    return Decision.of(
        "Deze versie is vastgesteld en ligt vast. Begin een nieuwe versie om iets te wijzigen."
        if state == FrameState.ADOPTED
        else ""
    )


def may_adopt(*, state: str, goals: int, without_results: Iterable[str]) -> Decision:
    """Whether a version can be adopted: it has goals, and each goal a result."""
    bare = list(without_results)
    return Decision.of(
        "Deze versie is al vastgesteld." if state == FrameState.ADOPTED else "",
        "" if goals else "Er staat nog geen doel in. Voeg eerst een doel toe.",
        f"Zonder resultaat is niet te zien of dit doel dichterbij komt: {', '.join(bare)}."
        if bare
        else "",
    )


def may_evaluate(state: str) -> Decision:
    """Whether a version can be looked back on: only one that was adopted."""
    return Decision.of(
        ""
        if state == FrameState.ADOPTED
        else "Een concept is nog niet uitgevoerd. Stel het eerst vast en evalueer later."
    )


def may_renew(*, drafts: int) -> Decision:
    """Whether a new version can begin: one draft at a time."""
    return Decision.of(
        "Er ligt al een concept. Schrijf daarin verder, of stel het vast." if drafts else ""
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a version to compare: kind (goal, result, action), its words, and its details."""

    kind: str
    key: UUID
    title: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What happened with a part between two versions: ``new``, ``gone`` or ``changed``."""

    kind: str
    what: str
    before: Part | None
    after: Part | None


def changes(before: Iterable[Part], after: Iterable[Part]) -> tuple[Change, ...]:
    """What is new, changed and gone: the order of the newer version, then what is gone."""
    old: Mapping[UUID, Part] = {one.key: one for one in before}
    new = list(after)
    found: list[Change] = []
    for one in new:
        was = old.get(one.key)
        if was is None:
            found.append(Change(kind=one.kind, what="new", before=None, after=one))
        elif was != one:
            found.append(Change(kind=one.kind, what="changed", before=was, after=one))
    kept = {one.key for one in new}
    found += [
        Change(kind=one.kind, what="gone", before=one, after=None)
        for one in old.values()
        if one.key not in kept
    ]
    return tuple(found)
