"""The shapes of the sharing matrix: its codes, its conditions and its rows. Pure values.

A row holds its codes twice: as they were written (for the page) and spread out (for the rule), so
that one question is one look in a set.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

EVERY = "*"
#: Up to twelve, twelve to fifteen, sixteen and over: the ages of Wmo 5.3.2 and 5.3.3.
BANDS = ("<12", "12-15", ">=16")


class Verdict(StrEnum):
    """What a row says, and what a decision says; from mild to strict."""

    ALLOW = "ALLOW"
    ALLOW_SEPARATE = "ALLOW_SEPARATE"
    CONDITION = "CONDITION"
    DENY = "DENY"


STRICTNESS = {verdict: place for place, verdict in enumerate(Verdict)}
#: From sure to less sure: a decision is as sure as the least sure row it rests on.
STATUSES = ("law", "selectielijst", "inference", "proposal")


class Kind(StrEnum):
    """What a condition is.

    ``before`` must be established before anything is shared; ``consent`` too, by whom depends on
    the age; ``veto`` stops a share when it is the case; ``binding`` comes with the share.
    """

    BEFORE = "before"
    CONSENT = "consent"
    VETO = "veto"
    BINDING = "binding"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One word of the matrix: a compartment, actor, subject, purpose, kind of data or approver."""

    kind: str
    code: str
    dutch: str
    english: str
    within: tuple[str, ...]
    traits: frozenset[str]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Something that must be so, may not be so, or comes with a share; ``dutch`` is a clause."""

    kind: Kind
    code: str
    dutch: str
    basis: str
    status: str


Alternatives = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One demand: at least one of the alternatives holds whole; for some data or for all.

    ``dutch`` says the demand as a clause, at any age.
    """

    alternatives: Alternatives
    only_for: frozenset[str] = frozenset()
    dutch: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Veto:
    """A fact that stops a share, unless one of the other facts holds."""

    fact: str
    unless: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the matrix in one period.

    ``data`` gives or denies; ``secret`` adds its conditions (or denies) when the data lie under
    professional secrecy, and gives nothing by itself. ``groups`` and ``exception`` are by age
    band, because who can consent depends on the age.
    """

    id: str
    compartments: frozenset[str]
    senders: frozenset[str]
    recipients: frozenset[str]
    purposes: frozenset[str]
    subjects: frozenset[str]
    bands: frozenset[int]
    data: frozenset[str]
    secret: frozenset[str]
    decision: Verdict
    groups: tuple[tuple[Group, ...], ...]
    vetoes: tuple[Veto, ...]
    exception: tuple[Alternatives, ...]
    binding: tuple[str, ...]
    approval: tuple[str, ...]
    basis: str
    retention: str
    terms: tuple[str, ...]
    status: str
    why: str
    note: str
    verify: str
    valid_from: date | None
    valid_until: date | None
    written: Mapping[str, str]
    demands: tuple[Group, ...]
    lifted_by: Alternatives

    def valid_on(self, on: date) -> bool:
        """Whether the row holds on a day; the last day counts."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_until is None or on <= self.valid_until
        )

    def overlaps(self, other: "Row") -> bool:
        """Whether there is a day on which both hold."""
        after = self.valid_from and other.valid_until and self.valid_from > other.valid_until
        before = self.valid_until and other.valid_from and self.valid_until < other.valid_from
        return not (after or before)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A law or document the matrix rests on, with the version of the text that was read."""

    source: str
    title: str
    address: str
    in_force: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The whole sharing matrix with its words, and an index by compartment and purpose."""

    codes: Mapping[str, Mapping[str, Code]]
    conditions: Mapping[str, Condition]
    rows: tuple[Row, ...]
    sources: tuple[Source, ...]
    index: Mapping[tuple[str, str], tuple[Row, ...]]
    leaves: Mapping[str, frozenset[str]]
    facts: frozenset[str]

    def dutch(self, kind: str, code: str) -> str:
        """The Dutch words for a code; a code nobody knows shows as it is."""
        found = self.codes[kind].get(code)
        return found.dutch if found else code

    def with_trait(self, trait: str) -> frozenset[str]:
        """The kinds of data with a trait: ``special`` (AVG 9), ``criminal`` (AVG 10), ``bsn``."""
        return frozenset(code for code, each in self.codes["data"].items() if trait in each.traits)

    def is_a(self, actor: str, group: str) -> bool:
        """Whether an actor is this one or belongs to it: a GGD is a deelnemer."""
        found = self.codes["actor"].get(actor)
        if actor == group or found is None:
            return actor == group
        return any(self.is_a(above, group) for above in found.within)
