"""The shapes of a retention term: what starts it, how long it runs, what follows. Pure values."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kmt.vocabulary.durations import Duration, add_months


class Event(StrEnum):
    """A day in the life of a record that a term can start or grow by."""

    FIRST_PROCESSING = "first_processing"
    FINDING = "finding"
    DECISION = "decision"
    CLOSING = "closing"
    RENEWAL = "renewal"
    CREATION = "creation"
    REQUEST = "request"
    RECORDING = "recording"
    EXTENSION = "extension"
    PAYMENT = "payment"
    END_OF_AGREEMENT = "end_of_agreement"
    END_OF_EXISTENCE = "end_of_existence"
    EVENT = "event"
    RECEIPT = "receipt"


class Nature(StrEnum):
    """What kind of term it is, in the words of the law table (``term_kind``)."""

    MAX = "max"
    MAX_REPEATABLE = "max_repeatable"
    AT_ONCE = "at_once"
    DEFAULT = "default"
    SHIELD = "shield"
    FIXED = "fixed"
    FIXED_OR_LONGER = "fixed_or_longer"
    WITHIN = "within"
    MIN = "min"
    PERMANENT = "permanent"


class Afterwards(StrEnum):
    """What follows when the term is over: by itself, by a person, or nothing."""

    DESTROY = "destroy"
    DECIDE = "decide"
    SHIELD = "shield"
    KEEP = "keep"


class Applies(StrEnum):
    """Which version of a rule counts: that of the start event, or that of today.

    A maximum of the law works at once on what is there already (``now``); a term of the
    Selectielijst or the Wmo is the one that held when it began (``start``).
    """

    START = "start"
    NOW = "now"


#: Natures without a length of their own.
ENDLESS = frozenset({Nature.SHIELD, Nature.PERMANENT})
#: Natures that shorten, lengthen or stand beside the term of a record, and carry none themselves.
BESIDE = frozenset(
    {Nature.SHIELD, Nature.WITHIN, Nature.AT_ONCE, Nature.MAX_REPEATABLE, Nature.PERMANENT}
)
#: Natures that the law does not let run on: nothing waits beyond the day.
STRICT = frozenset({Nature.MAX, Nature.MAX_REPEATABLE, Nature.AT_ONCE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One row of the retention table in one period.

    ``counts`` says which of several start events counts; ``more`` is a second term: ``added``
    always, or once per ``extension``.
    """

    id: str
    kinds: frozenset[str]
    compartment: str
    dutch: str
    starts: Event | None
    counts: str
    term: str
    nature: Nature
    more: str
    more_for: str
    afterwards: Afterwards
    applies: Applies
    basis: str
    status: str
    note: str
    verify: str
    valid_from: date | None
    valid_until: date | None

    @property
    def strict(self) -> bool:
        """Whether the last day is a limit of the law that no waiting time may pass."""
        return self.nature in STRICT

    def valid_on(self, on: date) -> bool:
        """Whether the row holds on a day; the last day counts."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_until is None or on <= self.valid_until
        )

    def overlaps(self, other: "Term") -> bool:
        """Whether there is a day on which both hold, for a kind that both are about."""
        after = self.valid_from and other.valid_until and self.valid_from > other.valid_until
        before = self.valid_until and other.valid_from and self.valid_until < other.valid_from
        return bool(self.kinds & other.kinds) and not (after or before)


def last_day(start: date, length: str) -> date:
    """The last day of a term that starts on a day: months first, then days.

    A month without that day ends on its last one: 29 February and five years is 28 February.
    """
    found = Duration.parse(length)
    return add_months(start, found.months) + timedelta(days=found.days)
