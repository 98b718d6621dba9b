"""What the age of somebody means: who consents, who is told what, and what must be arranged. Pure.

One table, asked with the youngest and the oldest that somebody can be today. Where that is not one
answer, the younger counts; where nothing is known, somebody is treated as a minor until it is clear
(EU Directive 2011/36, art. 13(2); Council of Europe Convention, art. 10(3)).

Sources. Sharing: UAVG 5 (sixteen), and twelve for the duty of confidence (Wmo 5.3.3(2); BW 7:457,
7:465). Treatment: BW 7:447 and 7:450(2). Youth help: Jeugdwet 7.3.4. Information: BW 7:448,
Jeugdwet 7.3.2. Youth help ends at eighteen and can go on until twenty-three (Jeugdwet 1.1).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kmt.vault.rules.consenting import ADULT_FROM, CARE_FROM

GROWN_UP, YOUTH_UNTIL = 18, 23
Ages = tuple[int, int] | None
VEILIG_THUIS, VT_RESEARCH, AGE_CHECK = "veilig_thuis", "veilig_thuis_research", "age_check"
#: Arranged on a day, such a thing starts a term of Veilig Thuis.
TERMS = {VEILIG_THUIS: "VT-01", VT_RESEARCH: "VT-03"}


class Band(StrEnum):
    """How old somebody is, as far as the law makes a difference."""

    UNDER_12 = "under_12"
    FROM_12 = "from_12"
    FROM_16 = "from_16"
    FROM_18 = "from_18"
    ADULT = "adult"
    UNKNOWN = "unknown"


class Who(StrEnum):
    """Who says yes or no."""

    SELF = "self"
    BOTH = "both"
    PARENTS = "parents"


class Informed(StrEnum):
    """How somebody is told what we do."""

    SELF = "self"
    ALSO = "also"
    FITTING = "fitting"


class Arranged(StrEnum):
    """How far something is that must be arranged."""

    DONE = "done"
    ASKED = "asked"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ForAge:
    """What holds for somebody of this age.

    ``sharing``: consent to give data to others; ``confidence``: the same where the duty of
    confidence of care asks for it; ``treatment``: treatment and youth help. ``doubt``: the age is
    not certain, so that the younger answer is given. ``duties`` are codes of ``minor_duty``.
    """

    band: Band
    doubt: bool
    sharing: Who
    confidence: Who
    treatment: Who
    informed: Informed
    duties: tuple[str, ...]

    @property
    def minor(self) -> bool:
        """Whether somebody is a minor, or is treated as one."""
        return self.band in _MINOR


_MINOR = frozenset({Band.UNDER_12, Band.FROM_12, Band.FROM_16, Band.UNKNOWN})
_DUTIES = ("inform_child", "guardian", "nidos", VEILIG_THUIS, "youth_act")


def band_of(age: int) -> Band:
    """The band of an age in whole years."""
    for start, band in _BANDS:
        if age >= start:
            return band
    return Band.UNDER_12


_BANDS = (
    (YOUTH_UNTIL, Band.ADULT),
    (GROWN_UP, Band.FROM_18),
    (ADULT_FROM, Band.FROM_16),
    (CARE_FROM, Band.FROM_12),
)


def for_ages(ages: Ages) -> ForAge:
    """What holds for somebody who is between these ages today; None is not known at all."""
    if ages is None:
        band, doubt = Band.UNKNOWN, True
    else:
        band, doubt = band_of(ages[0]), band_of(ages[0]) is not band_of(ages[1])
    sharing, confidence, treatment, informed = _HOLDS[band]
    minor = band in _MINOR
    duties = _DUTIES if minor else ("youth_act_after_18",) if band is Band.FROM_18 else ()
    return ForAge(
        band=band,
        doubt=doubt,
        sharing=sharing,
        confidence=confidence,
        treatment=treatment,
        informed=informed,
        duties=(AGE_CHECK, *duties) if doubt and minor else duties,
    )


_HOLDS = {
    Band.UNDER_12: (Who.PARENTS, Who.PARENTS, Who.PARENTS, Informed.FITTING),
    Band.FROM_12: (Who.PARENTS, Who.SELF, Who.BOTH, Informed.ALSO),
    Band.FROM_16: (Who.SELF, Who.SELF, Who.SELF, Informed.SELF),
    Band.FROM_18: (Who.SELF, Who.SELF, Who.SELF, Informed.SELF),
    Band.ADULT: (Who.SELF, Who.SELF, Who.SELF, Informed.SELF),
    Band.UNKNOWN: (Who.BOTH, Who.BOTH, Who.BOTH, Informed.ALSO),
}


def ages_of_year(birth_year: int | None, today: date) -> Ages:
    """Between which ages somebody of this year of birth is today."""
    if birth_year is None:
        return None
    oldest = max(today.year - birth_year, 0)
    return max(oldest - 1, 0), oldest


def arrangement_problem(state: str, happened_on: date, today: date) -> str:
    """Why something that must be arranged cannot be written down so; empty when it can."""
    if state not in set(Arranged):
        return "Kies hoe ver het is."
    return "Deze dag moet nog komen. Kies vandaag of eerder." if happened_on > today else ""
