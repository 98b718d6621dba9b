"""What closes a gap: the smallest rise of the contributions that makes every year closed. Exact.

Contributions that are decided count as secured income, so that the smallest rise of a year is its
gap, to the cent; one cent less leaves the year open. How it falls over the municipalities depends
on the key.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kmt.finance.reckoning import (
    Basis,
    Budget,
    CannotDivide,
    Coverage,
    Key,
    KeyKind,
    contributions,
    counts_of,
    coverage,
    divided,
)
from kmt.scenarios.changing import SIMPLE_KEYS, Change, applied


@dataclass(frozen=True, slots=True, kw_only=True)
class Rise:
    """What one municipality pays now and would pay, in the year of the largest gap."""

    municipality: str
    now: Decimal
    then: Decimal

    @property
    def more(self) -> Decimal:
        """The difference; below zero where another key asks less."""
        return self.then - self.now


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """One key by which the rise is divided; ``refused`` says by a code why it cannot be."""

    key: Key
    own: bool
    rises: tuple[Rise, ...] = ()
    refused: str = ""
    limit: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatCloses:
    """The gap of each year, the year of the largest, and how it falls by each key."""

    gaps: tuple[tuple[int, Decimal], ...]
    year: int
    rise: Decimal
    closings: tuple[Closing, ...]


def what_closes(
    budget: Budget, changes: Sequence[Change], found: Sequence[Coverage] | None = None
) -> WhatCloses | None:
    """What closes every year; None where all are closed."""
    years = found or [coverage(applied(budget, changes, year), year) for year in budget.years]
    worst = max(years, key=lambda one: one.gap, default=None)
    if worst is None or not worst.gap:
        return None
    there = applied(budget, changes, worst.year)
    total = divided(there, worst.year).amount
    now = _now(there, total)
    return WhatCloses(
        gaps=tuple((one.year, one.gap) for one in years),
        year=worst.year,
        rise=worst.gap,
        closings=tuple(
            _closing(key, there.basis, total + worst.gap, now, own=key is there.key)
            for key in keys_to_try(there)
        ),
    )


def keys_to_try(budget: Budget) -> tuple[Key, ...]:
    """The key of the budget first, then the plain ones for which the counts are there."""
    own = (budget.key,) if budget.key else ()
    plain = tuple(
        Key(id=f"plain:{kind}", name="", kind=kind)
        for kind in SIMPLE_KEYS
        if (kind == KeyKind.FIXED or counts_of(kind, budget.basis) is not None)
        and not (budget.key and budget.key.kind == kind and not _bounded(budget.key))
    )
    return (*own, *plain)


def _bounded(key: Key) -> bool:
    return key.floor is not None or key.cap is not None or bool(key.own)


def _now(budget: Budget, total: Decimal) -> dict[str, Decimal]:
    if budget.key is None:
        return {}
    try:
        found = contributions(budget.key, total, budget.basis)
    except CannotDivide:
        return {}
    return {one.municipality: one.amount for one in found}


def _closing(
    key: Key, basis: Basis, total: Decimal, now: dict[str, Decimal], *, own: bool
) -> Closing:
    try:
        then = contributions(key, total, basis)
    except CannotDivide as refused:
        return Closing(key=key, own=own, refused=refused.reason, limit=refused.limit)
    return Closing(
        key=key,
        own=own,
        rises=tuple(
            Rise(
                municipality=one.municipality,
                now=now.get(one.municipality, Decimal("0.00")),
                then=one.amount,
            )
            for one in then
        ),
    )
