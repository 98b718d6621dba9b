"""The clocks of the law for one file: five years, renewal, shielding, a request to destroy.

Only what is decided about one file on one day; what runs over all files each night, with legal
holds and certificates, is built on these answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from kmt.vocabulary.durations import add_months

YEAR = 12
FIVE_YEARS, RENEWED_FOR = 5 * YEAR, 2 * YEAR
DESTROY_WITHIN_MONTHS = 3


class Fate(StrEnum):
    """What must happen to a file today."""

    KEEP = "KEEP"
    SHIELD = "SHIELD"
    DESTROY = "DESTROY"


@dataclass(frozen=True, slots=True, kw_only=True)
class ZvhFile:
    """A case of the ZVH: its clock starts at the first processing, not at closing (WGS 1.8(7)).

    ``renewed_on`` are the days of renewals that were granted. Reopening changes nothing here.
    """

    first_datum_on: date
    closed_on: date | None = None
    necessary: bool = True
    renewed_on: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalAsked:
    """What a renewal needs to be known (BGS 1.16(2)(3)).

    ``suppliers`` says per supplier whether they consent for their own data; nobody asked is None.
    """

    on: date
    meets_criteria: bool = False
    high_relapse_risk: bool = False
    ordered_by_participants: bool = False
    suppliers: Mapping[str, bool | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """Whether a file may stay longer, until when, and whose data may not."""

    allowed: bool
    sentence: str
    until: date | None = None
    without: tuple[str, ...] = ()


def last_day(file: ZvhFile) -> date:
    """The last day a ZVH file may exist: five years, or two years after the last renewal."""
    limits = [add_months(file.first_datum_on, FIVE_YEARS)]
    limits += [add_months(day, RENEWED_FOR) for day in file.renewed_on]
    return max(limits)


def fate_of(file: ZvhFile, today: date) -> Fate:
    """Keep, shield or destroy; a file that is no longer needed goes at once (WGS 1.8(7))."""
    if not file.necessary or today > last_day(file):
        return Fate.DESTROY
    return Fate.KEEP if file.closed_on is None or today < file.closed_on else Fate.SHIELD


def may_renew(file: ZvhFile, asked: RenewalAsked) -> Renewal:
    """Renewal for at most two years, repeatable, in special cases only (BGS 1.16(2)(3))."""
    without = tuple(sorted(name for name, yes in asked.suppliers.items() if not yes))
    why_not = _why_not(file, asked, everybody_refuses=len(without) == len(asked.suppliers))
    if why_not:
        return Renewal(allowed=False, sentence=why_not, without=without)
    until = max(last_day(file), add_months(asked.on, RENEWED_FOR))
    tail = f", zonder de gegevens van {', '.join(without)}" if without else ""
    return Renewal(
        allowed=True,
        sentence=f"Vernieuwing mag, tot en met {until:%d-%m-%Y}{tail} (BGS 1.16(2)(3)).",
        until=until,
        without=without,
    )


def _why_not(file: ZvhFile, asked: RenewalAsked, *, everybody_refuses: bool) -> str:
    limit = last_day(file)
    if asked.on > limit or not file.necessary:
        return "De termijn is voorbij: deze gegevens moeten al weg zijn (WGS 1.8(7))."
    if not asked.ordered_by_participants:
        return "Alleen de deelnemers kunnen een vernieuwing opdragen (BGS 1.16(3))."
    if everybody_refuses:
        return "Geen leverancier stemde in voor de eigen gegevens (BGS 1.16(3))."
    return _not_special(file, asked, limit)


def _not_special(file: ZvhFile, asked: RenewalAsked, limit: date) -> str:
    if file.closed_on is None:
        return "" if asked.meets_criteria else _NO_LONGER_MEETS
    if file.closed_on <= add_months(limit, -YEAR):
        return "De casus was al een jaar of langer gesloten voor de grens (BGS 1.16(2)(b))."
    return "" if asked.high_relapse_risk else _NO_RELAPSE


_NO_LONGER_MEETS = "De casus loopt, maar voldoet niet meer aan alle criteria (BGS 1.16(2)(a))."
_NO_RELAPSE = "Na sluiten kan vernieuwing alleen bij groot gevaar voor terugval (BGS 1.16(2)(b))."


@dataclass(frozen=True, slots=True, kw_only=True)
class DestructionAsked:
    """A written request of a client to destroy their file (Wmo 5.3.5).

    It stays where a considerable interest of somebody else, or a law, opposes.
    """

    on: date
    interest_of_other: bool = False
    law_opposes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DestructionAnswer:
    """Destroy before a day, or keep with the reason that the client hears."""

    fate: Fate
    before: date
    sentence: str


def on_request(asked: DestructionAsked) -> DestructionAnswer:
    """What follows on a request to destroy; the answer is due within the same three months."""
    before = add_months(asked.on, DESTROY_WITHIN_MONTHS)
    if asked.law_opposes or asked.interest_of_other:
        why = "de wet" if asked.law_opposes else "een aanmerkelijk belang van een ander"
        sentence = f"Het dossier blijft, want {why} verzet zich tegen vernietiging (Wmo 5.3.5)."
        return DestructionAnswer(fate=Fate.KEEP, before=before, sentence=sentence)
    sentence = f"Het dossier wordt vernietigd voor of op {before:%d-%m-%Y} (Wmo 5.3.5)."
    return DestructionAnswer(fate=Fate.DESTROY, before=before, sentence=sentence)


@dataclass(frozen=True, slots=True)
class TriageLimit:
    """The routing term of a report: our own proposal, six weeks (matrix rows M004, M008)."""

    received_on: date

    @property
    def last_day(self) -> date:
        """The last day to route or destroy."""
        return self.received_on + timedelta(weeks=6)
