"""The shapes of what the vocabulary holds: codes, indicators, deadline rules, figures, words.

Pure values. Whatever the law can change carries a period of validity, and is asked by date: a
report of 2024 keeps the words of 2024. ``status`` says how sure an entry is: ``source`` (cited),
``inference`` (our reading), ``proposal`` (our own default) or ``verify`` (not yet checked).
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

Language = Literal["nl", "en"]
STATUSES = frozenset({"source", "inference", "proposal", "verify"})
PENDING = "pending:"
#: Codes of ``exploitation_form`` that name no form: not known yet, and none after all.
UNKNOWN_FORM, NO_FORM = "UNK", "NONE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Something with a Dutch and an English name: data, so never through gettext."""

    dutch: str
    english: str

    def label(self, language: Language = "nl") -> str:
        """The name in Dutch, or in English when that is asked."""
        return self.english if language == "en" else self.dutch


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated(Named):
    """Something that holds from one day up to and including another; None: no limit known."""

    valid_from: date | None = None
    valid_to: date | None = None

    def valid_on(self, on: date) -> bool:
        """Whether it holds on this Dutch calendar day; a moment is not a day and is refused."""
        if isinstance(on, datetime):
            raise TypeError("Validity is asked for a date, not for a moment.")
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )

    def why_not(self, on: date) -> str:
        """Why it does not hold on a day, as part of a Dutch sentence."""
        if self.valid_from is not None and on < self.valid_from:
            return f"dat is pas vanaf {self.valid_from:%d-%m-%Y}"
        if self.valid_to is not None and on > self.valid_to:
            return f"dat was tot en met {self.valid_to:%d-%m-%Y}"
        return "de wet waarop dit steunt, is nog niet ingegaan"

    def overlaps(self, other: "Dated") -> bool:
        """Whether there is a day on which both hold."""
        after = self.valid_from and other.valid_to and self.valid_from > other.valid_to
        before = self.valid_to and other.valid_from and self.valid_to < other.valid_from
        return not (after or before)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeList(Named):
    """A list of codes; ``htcds_field`` is the field of IOM's HTCDS 2.0 that its codes map to."""

    list: str
    subject: str
    htcds_field: str
    status: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Code(Dated):
    """One value of a list, with its HTCDS 2.0 value (empty when the standard has none)."""

    list: str
    code: str
    htcds: str
    law_ref: str
    status: str
    source: str
    note: str

    @property
    def pending(self) -> bool:
        """Whether it waits for a law: known, shown nowhere, until a ``valid_from`` is set."""
        return self.law_ref.startswith(PENDING) and self.valid_from is None

    def valid_on(self, on: date) -> bool:
        """Whether the code may be used on this day; a pending code never may."""
        return Dated.valid_on(self, on) and not self.pending


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorGroup(Named):
    """A group of indicators, in the order in which they are asked."""

    group: str
    status: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Dated):
    """A sign that may point to exploitation; one proves nothing and absence proves nothing.

    ``forms`` is empty when the sign fits every form. ``critical`` prompts "acute?" at once,
    whatever else was seen. There are no weights: no validated Dutch scoring exists.
    """

    indicator: str
    version: int
    group: str
    forms: frozenset[str]
    critical: bool
    ilo: str
    status: str
    source: str

    def fits(self, form: str) -> bool:
        """Whether the sign belongs to this form; a form not known yet rules nothing out."""
        return form in {UNKNOWN_FORM, NO_FORM} or not self.forms or form in self.forms


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRule(Dated):
    """How an event becomes a term: an ISO 8601 duration in calendar or in working days.

    An empty ``duration`` is a rule of which no source states the term: the step must be
    watched, and a person sets the date.
    """

    rule: str
    track: str
    starts_on: str
    duration: str
    day_kind: str
    who_dutch: str
    who_english: str
    consequence_dutch: str
    consequence_english: str
    law_ref: str
    status: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSeries(Named):
    """One publisher and one unit of counting; two series never share a line in a chart."""

    series: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Named):
    """A published number; ``unit`` is count, percent, fraction or ratio."""

    series: str
    period: str
    from_year: int | None
    to_year: int | None
    dimension: str
    code: str
    unit: str
    value: Decimal
    note: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a fact comes from; "…" in an address marks an abbreviation."""

    source: str
    title: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Named):
    """A word of the glossary: of the field, of the house, or of a permission.

    ``code`` is how it is written in codes and columns, ``name`` how a class is called.
    """

    kind: str
    code: str
    name: str
    meaning: str
    source: str
