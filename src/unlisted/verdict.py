"""May the number be shown? Seven rules that the data themselves can answer.

Where no identifying assumption can be defended, statisticians advise to give no estimate. These
rules turn that into thresholds: defaults of this library, not calibrated by a coverage study.
Each can be changed, and every reason says which value was used. Three more rules need knowledge
that no table holds; they are listed as unchecked.

References
----------
Aleshin-Guendel, S., Sadinle, M., Wakefield, J. (2024). The central role of the identifying
assumption in population size estimation. doi:10.48550/arXiv.2101.09304
Whitehead, J., Jackson, J., Balch, A., Francis, B. (2021). On the unreliability of multiple
systems estimation for estimating the number of potential victims of modern slavery in the UK.
J. Human Trafficking 7(1), 1-13. doi:10.1080/23322705.2019.1660952
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from unlisted.bootstrap import Replicates
from unlisted.intervals import Interval
from unlisted.selection import ModelRange, Selection


class Outcome(StrEnum):
    """What may be shown: the estimate, only a band, or no number."""

    ESTIMATE = "estimate"
    BAND = "band"
    REFUSED = "refused"


class Rule(StrEnum):
    """Rules, in the order in which reasons are given."""

    TOO_FEW_LISTS = "too_few_lists"
    TOO_LITTLE_OVERLAP = "too_little_overlap"
    TOO_MANY_EMPTY_PAIRS = "too_many_empty_pairs"
    NO_ADMISSIBLE_MODEL = "no_admissible_model"
    UNSTABLE_BOOTSTRAP = "unstable_bootstrap"
    INTERVAL_TOO_WIDE = "interval_too_wide"
    MODELS_DISAGREE = "models_disagree"
    LIST_IS_REFERRAL_DESTINATION = "list_is_referral_destination"
    DIFFERENT_POPULATIONS_OR_PERIODS = "different_populations_or_periods"
    LINKAGE_RECALL_UNKNOWN = "linkage_recall_unknown"


NEEDS_KNOWLEDGE = (
    Rule.LIST_IS_REFERRAL_DESTINATION,
    Rule.DIFFERENT_POPULATIONS_OR_PERIODS,
    Rule.LINKAGE_RECALL_UNKNOWN,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Limits of the rules.

    Attributes
    ----------
    fewest_lists : int
        Refuse with fewer lists.
    fewest_on_two_lists : int
        Refuse with fewer people on two or more lists.
    most_empty_pairs : float
        Refuse when a larger share of the pairs of lists shares nobody.
    runaway : float
        A replicate above this many times the estimate counts as runaway.
    most_failed : float
        Refuse when a larger share of the replicates failed or ran away.
    widest_interval : float
        Refuse when the upper limit is more than this many times the lower.
    near : float
        Models within this much BIC of the best are taken seriously.
    refuse_ratio, band_ratio : float
        Refuse, or show only a band, when the largest population under those models is more than
        this many times the smallest.
    """

    fewest_lists: int = 3
    fewest_on_two_lists: int = 10
    most_empty_pairs: float = 0.5
    runaway: float = 10.0
    most_failed: float = 0.05
    widest_interval: float = 10.0
    near: float = 6.0
    refuse_ratio: float = 3.0
    band_ratio: float = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One rule that was broken: what it leads to, what was measured against what, in words."""

    rule: Rule
    outcome: Outcome
    measured: float
    threshold: float
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What may be shown, why not more, and which rules nobody has checked yet."""

    outcome: Outcome
    reasons: tuple[Reason, ...]
    unchecked: tuple[Rule, ...]
    thresholds: Thresholds


def judge(
    selection: Selection,
    replicates: Replicates | None,
    interval: Interval | None,
    thresholds: Thresholds,
) -> Verdict:
    """Apply the rules.

    Without replicates the two rules on them are unchecked, and then a band is the most that may
    be shown.

    Parameters
    ----------
    selection : Selection
        All models of the table.
    replicates, interval : optional
        Bootstrap results; None when no bootstrap was made.
    thresholds : Thresholds
        Limits to use.
    """
    resampled = _about_replicates(selection, replicates, interval, thresholds)
    found = [
        *_about_table(selection, thresholds),
        *resampled,
        *_about_models(selection, thresholds),
    ]
    unchecked = list(NEEDS_KNOWLEDGE)
    if interval is None:
        unchecked = [Rule.UNSTABLE_BOOTSTRAP, Rule.INTERVAL_TOO_WIDE, *unchecked]
    outcomes = {reason.outcome for reason in found}
    outcome = Outcome.ESTIMATE
    if Outcome.REFUSED in outcomes:
        outcome = Outcome.REFUSED
    elif outcomes or interval is None:
        outcome = Outcome.BAND
    return Verdict(
        outcome=outcome,
        reasons=tuple(found),
        unchecked=tuple(unchecked),
        thresholds=thresholds,
    )


def _refuse(rule: Rule, measured: float, threshold: float, sentence: str) -> Reason:
    return Reason(
        rule=rule,
        outcome=Outcome.REFUSED,
        measured=measured,
        threshold=threshold,
        sentence=sentence,
    )


def _about_table(selection: Selection, limits: Thresholds) -> list[Reason]:
    table = selection.table
    lists, shared = len(table.lists), table.on_two_or_more
    empty = len(table.empty_pairs) / len(table.overlaps)
    found = []
    if lists < limits.fewest_lists:
        text = f"There are {lists} lists; at least {limits.fewest_lists} are needed."
        found.append(_refuse(Rule.TOO_FEW_LISTS, lists, limits.fewest_lists, text))
    if shared < limits.fewest_on_two_lists:
        text = (
            f"Only {shared} people are on two or more lists; at least "
            f"{limits.fewest_on_two_lists} are needed."
        )
        found.append(_refuse(Rule.TOO_LITTLE_OVERLAP, shared, limits.fewest_on_two_lists, text))
    if empty > limits.most_empty_pairs:
        text = f"{empty:.0%} of the pairs of lists have nobody in common."
        found.append(_refuse(Rule.TOO_MANY_EMPTY_PAIRS, empty, limits.most_empty_pairs, text))
    if selection.best is None:
        text = f"None of the {selection.considered} models has an estimate on these data."
        found.append(_refuse(Rule.NO_ADMISSIBLE_MODEL, 0, 1, text))
    return found


def _about_replicates(
    selection: Selection,
    replicates: Replicates | None,
    interval: Interval | None,
    limits: Thresholds,
) -> list[Reason]:
    best, found = selection.best, []
    if replicates is None or best is None:
        return []
    away = int((replicates.succeeded > limits.runaway * best.population).sum())
    share = (replicates.failed + away) / replicates.populations.size
    if share > limits.most_failed:
        text = (
            f"{share:.1%} of the resampled tables gave no estimate or one above "
            f"{limits.runaway:g} times the estimate; at most {limits.most_failed:.0%} may."
        )
        found.append(_refuse(Rule.UNSTABLE_BOOTSTRAP, share, limits.most_failed, text))
    if interval is not None and interval.high > limits.widest_interval * interval.low:
        ratio = interval.high / interval.low
        text = (
            f"The upper limit of the interval is {ratio:.1f} times the lower; at most "
            f"{limits.widest_interval:g} times is accepted."
        )
        found.append(_refuse(Rule.INTERVAL_TOO_WIDE, ratio, limits.widest_interval, text))
    return found


def _about_models(selection: Selection, limits: Thresholds) -> list[Reason]:
    near = selection.range_within(limits.near)
    if near is None or near.high <= limits.band_ratio * near.low:
        return []
    refused = near.high > limits.refuse_ratio * near.low
    return [
        Reason(
            rule=Rule.MODELS_DISAGREE,
            outcome=Outcome.REFUSED if refused else Outcome.BAND,
            measured=near.high / near.low,
            threshold=limits.refuse_ratio if refused else limits.band_ratio,
            sentence=_disagreement(near),
        )
    ]


def _disagreement(near: ModelRange) -> str:
    return (
        f"{near.models} models describe the data almost equally well (within {near.within:g} BIC) "
        f"and differ by a factor of {near.high / near.low:.1f}: from {near.low:,.0f} to "
        f"{near.high:,.0f} people."
    )
