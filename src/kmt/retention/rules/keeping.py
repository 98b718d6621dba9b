"""What is asked about a record and its term, and what is answered. Pure values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kmt.retention.terms import Event, Term


class Outcome(StrEnum):
    """What must happen to a record on a day.

    ``HOLD``: its term is over, but a legal hold keeps it. ``DECIDE``: a person must choose.
    """

    KEEP = "KEEP"
    SHIELD = "SHIELD"
    DESTROY = "DESTROY"
    DECIDE = "DECIDE"
    HOLD = "HOLD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A legal hold: nothing goes from the day it is placed until the day it is lifted."""

    reason: str
    placed_on: date
    review_on: date
    lifted_on: date | None = None

    def active(self, on: date) -> bool:
        """Whether it holds on a day."""
        return self.placed_on <= on and (self.lifted_on is None or on < self.lifted_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A record as its term sees it: kind, days, and what people decided about it.

    ``running``: somebody still works on it, reopened or never closed. ``granted`` is the answer
    to a request to destroy (None: not weighed yet). ``needed_until`` is how long a person found
    it still needed; ``bound_until`` the last day of the file that a log belongs to.
    """

    kind: str
    events: Mapping[Event, tuple[date, ...]] = field(default_factory=dict)
    running: bool = False
    holds: tuple[Hold, ...] = ()
    granted: bool | None = None
    needed_until: date | None = None
    bound_until: date | None = None

    def days(self, event: Event | None, on: date) -> tuple[date, ...]:
        """The days of an event up to and including a day, in order: the future starts nothing."""
        if event is None:
            return ()
        return tuple(sorted(day for day in self.events.get(event, ()) if day <= on))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What the terms say of a record on a day.

    ``keep_until`` is the last day by the term (None: no end known yet); ``before`` the day on
    which a person must have decided; ``strict`` that no waiting time may pass the last day;
    ``lengthens`` what could make it longer.
    """

    outcome: Outcome
    sentence: str
    rows: tuple[str, ...] = ()
    keep_until: date | None = None
    before: date | None = None
    strict: bool = False
    lengthens: tuple[str, ...] = ()
    term: Term | None = None
