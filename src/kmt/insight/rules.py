"""The rules of insight: sharing out, rounding, hiding, counting. No Django, clock or database.

Every figure that is not a count keeps its range with it: nothing here returns a bare number for
an estimate or for a share of the population.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from math import floor, log10

from kmt.insight.states import TRANSITIONS, RunState
from kmt.kernel.refusals import Decision

#: Counts that leave the house are multiples of this; what is smaller is hidden.
ROUNDING_BASE = 5
#: A run that has been open for longer is taken for lost: its worker stopped.
LOST_AFTER = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalEstimate:
    """A published number of people per year in the country, with its range and period."""

    period: str
    low: int
    middle: int
    high: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseYear:
    """Inhabitants of region and country in one year; ``derived`` says how, when not published."""

    year: int
    region: int
    country: int
    derived: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PopulationShare:
    """A national estimate times the share of the inhabitants, in people per year, not rounded.

    An allocation, not an estimate of the region: it says what the region would have if it were an
    average piece of the country.
    """

    base: BaseYear
    low: Decimal
    middle: Decimal
    high: Decimal


def population_share(estimate: NationalEstimate, base: BaseYear) -> PopulationShare:
    """Share out an estimate by inhabitants: ``figure x region / country``."""
    return PopulationShare(
        base=base,
        low=_share(estimate.low, base),
        middle=_share(estimate.middle, base),
        high=_share(estimate.high, base),
    )


def _share(figure: int, base: BaseYear) -> Decimal:
    return Decimal(figure) * base.region / base.country


class Shown(StrEnum):
    """What may be shown of an estimate: the number, a band only, or no number."""

    ESTIMATE = "estimate"
    BAND = "band"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """From the smallest to the largest number of people; never narrowed to its middle."""

    low: float
    high: float


def widest(bands: Iterable[Band | None]) -> Band | None:
    """One band that holds all of them; None when there is none."""
    known = [band for band in bands if band is not None]
    if not known:
        return None
    return Band(low=min(band.low for band in known), high=max(band.high for band in known))


def two_figures(value: float) -> int:
    """An estimate as it may be said: to two significant figures (116,667 becomes 120,000)."""
    if value <= 0:
        return 0
    unit = Decimal(10) ** (floor(log10(value)) - 1)
    return int((Decimal(str(value)) / unit).quantize(Decimal(1), rounding=ROUND_HALF_UP) * unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeCount:
    """A count for outside: a multiple of five, or None because it is smaller than five.

    Zero is hidden too, so that hidden tells less. ``withheld``: it may be larger, but beside
    its parts it would tell of one of them (:mod:`kmt.insight.protecting`).
    """

    shown: int | None
    withheld: bool = False


def safe_count(count: int) -> SafeCount:
    """Hide 0 to 4, round the rest to the nearest five; each count by itself."""
    if count < ROUNDING_BASE:
        return SafeCount(shown=None)
    return SafeCount(shown=(count + ROUNDING_BASE // 2) // ROUNDING_BASE * ROUNDING_BASE)


def may_start(open_since: Iterable[datetime], now: datetime) -> Decision:
    """Whether a new run may be asked for: one at a time, unless the other one was lost."""
    if any(now - since < LOST_AFTER for since in open_since):
        return Decision.refuse(
            "Er loopt al een berekening. Wacht tot die klaar is, en ververs dan de pagina."
        )
    return Decision.of()


def may_become(state: RunState, to: RunState) -> Decision:
    """Whether a run in this state may go to the other."""
    if to in TRANSITIONS[state]:
        return Decision.of()
    return Decision.refuse("Deze berekening is al afgerond of gestopt.")


def may_make_factsheet(*, has_estimate: bool, whole_region: bool) -> Decision:
    """Whether a factsheet of the region can be made."""
    return Decision.of(
        "" if has_estimate else "Er is nog geen schatting. Laat die eerst uitrekenen.",
        ""
        if whole_region
        else "De factsheet gaat over de hele regio, en jij ziet alleen je eigen gemeente.",
    )
