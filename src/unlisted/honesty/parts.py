"""Small parts of an assessment: a band, the overlap of a pair, a method beside the estimate."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Lowest and highest figure that belong to a band."""

    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """People on both lists of a pair, whatever other lists they are on."""

    first: str
    second: str
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Another method on the same table; no figures when it could not be used, and then why."""

    method: str
    low: float | None = None
    high: float | None = None
    point: float | None = None
    interval: str = "none"
    note: str = ""
