"""When a region gets no number: named rules, what they measure, and thresholds to change.

The defaults were set with the study in `docs/small-regions.md`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from unlisted.honesty.rules import Outcome
from unlisted.regions.conflict import Attraction


class RegionRule(StrEnum):
    """Rules, in the order in which reasons are given."""

    TOO_FEW_LISTS = "too_few_lists"
    TOO_LITTLE_OVERLAP = "too_little_overlap"
    OTHERS_TELL_TOO_LITTLE = "others_tell_too_little"
    LISTS_ATTRACT_ALIKE = "lists_attract_alike"
    DIFFERS_FROM_OTHERS = "differs_from_others"
    NOT_CONVERGED = "not_converged"
    DRAWS_UNRELIABLE = "draws_unreliable"
    INTERVAL_TOO_WIDE = "interval_too_wide"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionThresholds:
    """Limits of the rules.

    Attributes
    ----------
    fewest_lists : int
        Refuse with fewer lists.
    fewest_on_two_lists : int
        Refuse with fewer people of the region on two or more lists.
    fewest_others_on_two_lists : int
        Refuse when the other tables together have fewer; not asked when nothing is borrowed.
    attraction_band, attraction_refused : float
        Show a band, or refuse, when the mean dependence of the others is more than this many
        standard errors above zero, *and* is at least `least_attraction`, *and* a share
        `attracting` of the pairs is above zero: people then probably differ in how visible they
        are, and every interval here is too low.
    least_attraction, attracting : float
        A mean log odds ratio, so that a large table is not refused for a trifle; a share.
    conflict_band, conflict_refused : float
        Show a band, or refuse, when the p-value of "this region is like the others" is lower.
    fewest_effective : float
        Refuse when the draws are worth fewer independent ones.
    largest_weight : float
        Refuse when one draw weighs more.
    widest_interval : float
        Refuse when the upper limit is more than this many times the lower.
    """

    fewest_lists: int = 3
    fewest_on_two_lists: int = 5
    fewest_others_on_two_lists: int = 50
    attraction_band: float = 1.645
    attraction_refused: float = 2.326
    least_attraction: float = 0.1
    attracting: float = 0.8
    conflict_band: float = 0.05
    conflict_refused: float = 0.005
    fewest_effective: float = 400.0
    largest_weight: float = 0.05
    widest_interval: float = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionReason:
    """One rule that was broken: what it leads to, what was measured against what, in words."""

    rule: RegionRule
    outcome: Outcome
    measured: float
    threshold: float
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What the rules look at; None where it could not be, or need not be, measured.

    Attributes
    ----------
    lists, on_two_lists : int
    others_on_two_lists : int or None
    attraction : Attraction or None
        See `conflict.attraction`.
    conflict : float or None
        See `conflict.conflict`.
    converged : bool
    effective, largest_weight, ratio : float or None
    """

    lists: int
    on_two_lists: int
    others_on_two_lists: int | None = None
    attraction: Attraction | None = None
    conflict: float | None = None
    converged: bool = True
    effective: float | None = None
    largest_weight: float | None = None
    ratio: float | None = None


def reasons_of(found: Measured, limits: RegionThresholds) -> tuple[RegionReason, ...]:
    """Every rule that is broken, in the order of `RegionRule`."""
    return (
        *_about_overlap(found, limits),
        *(_about_attraction(found.attraction, limits) if found.attraction else ()),
        *(() if found.conflict is None else _about_conflict(found.conflict, limits)),
        *_about_draws(found, limits),
    )


def _reason(
    rule: RegionRule,
    measured: float,
    threshold: float,
    sentence: str,
    outcome: Outcome = Outcome.REFUSED,
) -> RegionReason:
    return RegionReason(
        rule=rule, outcome=outcome, measured=measured, threshold=threshold, sentence=sentence
    )


def _about_overlap(found: Measured, limits: RegionThresholds) -> Iterator[RegionReason]:
    lists, shared, others = found.lists, found.on_two_lists, found.others_on_two_lists
    if lists < limits.fewest_lists:
        text = f"There are {lists} lists; at least {limits.fewest_lists} are needed."
        yield _reason(RegionRule.TOO_FEW_LISTS, lists, limits.fewest_lists, text)
    if shared < limits.fewest_on_two_lists:
        least = limits.fewest_on_two_lists
        text = f"Only {shared} people of the region are on two or more lists; {least} are needed."
        yield _reason(RegionRule.TOO_LITTLE_OVERLAP, shared, least, text)
    if others is not None and others < limits.fewest_others_on_two_lists:
        least = limits.fewest_others_on_two_lists
        text = (
            f"Only {others} people elsewhere are on two or more lists; with fewer than {least} "
            "there is nothing to borrow."
        )
        yield _reason(RegionRule.OTHERS_TELL_TOO_LITTLE, others, least, text)


def _about_attraction(found: Attraction, limits: RegionThresholds) -> Iterator[RegionReason]:
    height = found.mean / found.error
    alike = found.share >= limits.attracting and found.mean >= limits.least_attraction
    if alike and height > limits.attraction_band:
        refused = height > limits.attraction_refused
        limit = limits.attraction_refused if refused else limits.attraction_band
        text = (
            f"Elsewhere {found.share:.0%} of the pairs of lists attract each other, on average "
            f"{height:.1f} standard errors above zero: people probably differ in how visible they "
            "are to every list, and then this interval is too low."
        )
        yield _reason(
            RegionRule.LISTS_ATTRACT_ALIKE,
            height,
            limit,
            text,
            Outcome.REFUSED if refused else Outcome.BAND,
        )


def _about_conflict(chance: float, limits: RegionThresholds) -> Iterator[RegionReason]:
    if chance < limits.conflict_band:
        refused = chance < limits.conflict_refused
        limit = limits.conflict_refused if refused else limits.conflict_band
        text = (
            "The lists of the region depend on each other in another way than elsewhere "
            f"(p = {chance:.2g}): what is borrowed may not hold here."
        )
        yield _reason(
            RegionRule.DIFFERS_FROM_OTHERS,
            chance,
            limit,
            text,
            Outcome.REFUSED if refused else Outcome.BAND,
        )


def _about_draws(found: Measured, limits: RegionThresholds) -> Iterator[RegionReason]:
    if not found.converged:
        text = "The search for the most likely dependences did not come to rest."
        yield _reason(RegionRule.NOT_CONVERGED, 0, 1, text)
    if found.effective is not None and found.effective < limits.fewest_effective:
        text = (
            f"The draws are worth {found.effective:.0f} independent ones; at least "
            f"{limits.fewest_effective:.0f} are needed for the limits of an interval."
        )
        yield _reason(RegionRule.DRAWS_UNRELIABLE, found.effective, limits.fewest_effective, text)
    if found.largest_weight is not None and found.largest_weight > limits.largest_weight:
        text = (
            f"One draw has {found.largest_weight:.0%} of all weight: the draws cannot be trusted."
        )
        yield _reason(
            RegionRule.DRAWS_UNRELIABLE, found.largest_weight, limits.largest_weight, text
        )
    if found.ratio is not None and found.ratio > limits.widest_interval:
        text = (
            f"The upper limit is {found.ratio:.1f} times the lower; at most "
            f"{limits.widest_interval:g} times still says something."
        )
        yield _reason(RegionRule.INTERVAL_TOO_WIDE, found.ratio, limits.widest_interval, text)
