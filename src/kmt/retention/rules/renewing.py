"""Renewal of a case of the ZVH beyond its limit: in special cases only (BGS 1.16(2)(3)).

When it ends, and until when a renewal may reach, is counted by :func:`.retention.rule_on` and
nowhere else; here are the conditions. The answer is for one case on one day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from kmt.retention.rules.keeping import Kept, Outcome
from kmt.retention.rules.ruling import rule_on
from kmt.retention.terms import Event, Nature, Term
from kmt.vocabulary.durations import add_months

YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalAsked:
    """What a renewal needs to be known.

    ``suppliers`` says per supplier whether they consent for their own data; nobody asked is None.
    """

    on: date
    meets_criteria: bool = False
    high_relapse_risk: bool = False
    ordered_by_participants: bool = False
    suppliers: Mapping[str, bool | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """Whether a case may stay longer, until when, and whose data may not."""

    allowed: bool
    sentence: str
    until: date | None = None
    without: tuple[str, ...] = ()


def may_renew(case: Kept, asked: RenewalAsked, terms: Iterable[Term]) -> Renewal:
    """Whether a case may be renewed: for at most two years at a time, and never too late."""
    terms = tuple(terms)
    without = tuple(sorted(name for name, yes in asked.suppliers.items() if not yes))
    why_not = _why_not(case, asked, terms, nobody=len(without) == len(asked.suppliers))
    if why_not:
        return Renewal(allowed=False, sentence=why_not, without=without)
    until = _limit(_renewed(case, asked.on), terms, asked.on)
    tail = f", zonder de gegevens van {', '.join(without)}" if without else ""
    return Renewal(
        allowed=True,
        sentence=f"Vernieuwing mag, tot en met {until:%d-%m-%Y}{tail} (BGS 1.16(2)(3)).",
        until=until,
        without=without,
    )


def _why_not(case: Kept, asked: RenewalAsked, terms: tuple[Term, ...], *, nobody: bool) -> str:
    if not any(one.nature is Nature.MAX_REPEATABLE and case.kind in one.kinds for one in terms):
        return "Alleen een casus van het ZVH kan worden vernieuwd (BGS 1.16(2))."
    if rule_on(case, terms, asked.on).outcome is Outcome.DESTROY:
        return "De termijn is voorbij: deze gegevens moeten al weg zijn (WGS 1.8(7))."
    if not asked.ordered_by_participants:
        return "Alleen de deelnemers kunnen een vernieuwing opdragen (BGS 1.16(3))."
    if nobody:
        return "Geen leverancier stemde in voor de eigen gegevens (BGS 1.16(3))."
    return _not_special(case, asked, _limit(case, terms, asked.on))


def _not_special(case: Kept, asked: RenewalAsked, limit: date) -> str:
    closed = case.days(Event.CLOSING, asked.on)
    if not closed:
        return "" if asked.meets_criteria else _NO_LONGER_MEETS
    if closed[0] <= add_months(limit, -YEAR):
        return "De casus was al een jaar of langer gesloten voor de grens (BGS 1.16(2)(b))."
    return "" if asked.high_relapse_risk else _NO_RELAPSE


def _limit(case: Kept, terms: tuple[Term, ...], on: date) -> date:
    """The last day of a case; one of which no term began yet has the day itself."""
    return rule_on(case, terms, on).keep_until or on


def _renewed(case: Kept, on: date) -> Kept:
    renewals = (*case.events.get(Event.RENEWAL, ()), on)
    return replace(case, events={**case.events, Event.RENEWAL: renewals})


_NO_LONGER_MEETS = "De casus loopt, maar voldoet niet meer aan alle criteria (BGS 1.16(2)(a))."
_NO_RELAPSE = "Na sluiten kan vernieuwing alleen bij groot gevaar voor terugval (BGS 1.16(2)(b))."
