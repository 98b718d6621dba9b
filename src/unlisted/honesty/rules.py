"""The rules: what may be shown, when not, and the default threshold of every rule.

Where no identifying assumption can be defended, statisticians advise to give no estimate. The
rules turn that advice into thresholds. They are conventions of this library, not laws: each has a
name, a default that can be changed, and a reason in words when it is broken.

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

from unlisted.errors import BadKnowledge


class Outcome(StrEnum):
    """What may be shown: the estimate, only a band, or no number."""

    ESTIMATE = "estimate"
    BAND = "band"
    REFUSED = "refused"


class Rule(StrEnum):
    """Names of the rules, in the order in which reasons are given."""

    TOO_FEW_LISTS = "too_few_lists"
    TOO_LITTLE_OVERLAP = "too_little_overlap"
    TOO_MANY_EMPTY_PAIRS = "too_many_empty_pairs"
    NO_ADMISSIBLE_MODEL = "no_admissible_model"
    UNSTABLE_BOOTSTRAP = "unstable_bootstrap"
    INTERVAL_TOO_WIDE = "interval_too_wide"
    MODELS_DISAGREE = "models_disagree"
    ORDERS_DISAGREE = "orders_disagree"
    BELOW_LOWER_BOUND = "below_lower_bound"
    PEOPLE_DIFFER_IN_VISIBILITY = "people_differ_in_visibility"
    LIST_IS_REFERRAL_DESTINATION = "list_is_referral_destination"
    DIFFERENT_POPULATIONS_OR_PERIODS = "different_populations_or_periods"
    LINKAGE_RECALL_UNKNOWN = "linkage_recall_unknown"
    LINKAGE_TOO_POOR = "linkage_too_poor"


NEEDS_KNOWLEDGE = (
    Rule.LIST_IS_REFERRAL_DESTINATION,
    Rule.DIFFERENT_POPULATIONS_OR_PERIODS,
    Rule.LINKAGE_RECALL_UNKNOWN,
)
SEVERITY = {Outcome.ESTIMATE: 0, Outcome.BAND: 1, Outcome.REFUSED: 2}


def strictest(outcomes: tuple[Outcome, ...]) -> Outcome:
    """Return the outcome that shows least."""
    return max(outcomes, key=SEVERITY.__getitem__, default=Outcome.ESTIMATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Limits of the rules.

    ================================  ============================  ===============================
    rule                              default                       why
    ================================  ============================  ===============================
    too_few_lists                     refuse under 3                two lists cannot show whether
                                                                    they depend on each other
    too_little_overlap                refuse under 10 people on     all that is learned about the
                                      two or more lists             unseen comes from them
    too_many_empty_pairs              refuse over 1/2 of the pairs  a pair that shares nobody says
                                                                    almost nothing
    no_admissible_model               refuse at none                no maximum of the likelihood,
                                                                    so no number
    unstable_bootstrap                refuse when over 5 % of the   the estimate hangs on a few
                                      resampled tables fail or      people
                                      exceed 10 times the estimate
    interval_too_wide                 refuse when high / low > 10   such an interval informs nobody
    models_disagree                   within 6 BIC of the best:     models that the data cannot
                                      band over x1.5, refuse over   tell apart must agree before
                                      x3                            one of them may speak
    orders_disagree                   best two-way against best     models that all leave out the
                                      higher-order model: band over same term can agree and be wrong
                                      x1.5, refuse over x3          together
    below_lower_bound                 band when Chao's bound is     typical of a large group that
                                      over half way from the point  is hardly ever seen; at few
                                      to the upper limit            hundred people it rarely shows
    people_differ_in_visibility       one tie common to all pairs   the mark of people whom every
                                      describes the table nearly    list sees and people whom
                                      as well as the best model:    hardly any does: all models
                                      band within 4 BIC, refuse     then count too few
                                      within 2
    list_is_referral_destination      refuse when there is one      lists that send people on to
                                                                    each other depend by design
    different_populations_or_periods  refuse when they do           overlap then means something
                                                                    else for each pair
    linkage_recall_unknown            band when unknown             missed links inflate: N / recall
    linkage_too_poor                  band under recall .95, refuse the correction then outweighs
                                      under .80                     what was measured
    ================================  ============================  ===============================

    Attributes
    ----------
    fewest_lists : int
    fewest_on_two_lists : int
    most_empty_pairs : float
        Share of the pairs of lists.
    runaway : float
        A resampled table above this many times the estimated *population* (seen and unseen)
        has run away.
    most_failed : float
        Share of the resampled tables that failed or ran away.
    widest_interval : float
        Upper over lower limit.
    near : float
        Models within this much BIC of the best are taken seriously.
    band_ratio, refuse_ratio : float
        Largest over smallest population: between those models, and between the best models of
        each order.
    lower_bound_reach : float
        Where Chao's bound (`evidence.lower_bound_of`) lies, 0 at the point and 1 at the upper
        limit. In simulations with four lists, a quarter of the people well visible and the rest
        hardly, the default finds 5, 30 and 77 % of the tables of 230, 1,150 and 6,250 people, all
        of them estimated at about half; for independent lists it fires in 0 to 13 %.
    band_visibility, refuse_visibility : float
        BIC by which the model of one common tie (`loglinear.visibility`) is at most behind the
        best. Within the second, in the coverage study, no interval held the truth where people
        did differ, and few tables were refused where they did not.
    band_recall, refuse_recall : float
        Known pairwise recall under which no more than a band, or nothing, is shown.
    knowledge_allows : Outcome
        Most that may be shown when a list is a referral destination or the lists describe
        different populations or periods.
    unchecked_allows : Outcome
        Most that may be shown while nobody has answered a rule that needs knowledge. The default
        is a band, not a refusal, because the effect of missed links is always shown beside it;
        `Outcome.REFUSED` is the strict reading, in which a number without a known recall is no
        number; `Outcome.ESTIMATE` is for simulations, where the answers are true by construction.
    """

    fewest_lists: int = 3
    fewest_on_two_lists: int = 10
    most_empty_pairs: float = 0.5
    runaway: float = 10.0
    most_failed: float = 0.05
    widest_interval: float = 10.0
    near: float = 6.0
    band_ratio: float = 1.5
    refuse_ratio: float = 3.0
    lower_bound_reach: float = 0.5
    band_visibility: float = 4.0
    refuse_visibility: float = 2.0
    band_recall: float = 0.95
    refuse_recall: float = 0.8
    knowledge_allows: Outcome = Outcome.REFUSED
    unchecked_allows: Outcome = Outcome.BAND


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What no table holds and only somebody who knows the lists can say; None is not known.

    Attributes
    ----------
    referral_destinations : tuple of str or None
        Lists that people are sent to from another list by design; empty when there is none.
    same_population : bool or None
        Whether all lists describe the same people, area and period.
    recall : float or None
        Share of the true links between lists that were found, from a sample judged by hand.

    Raises
    ------
    BadKnowledge
        The recall is no share above 0.

    Examples
    --------
    >>> Knowledge(referral_destinations=(), same_population=True, recall=0.97).recall
    0.97
    """

    referral_destinations: tuple[str, ...] | None = None
    same_population: bool | None = None
    recall: float | None = None

    def __post_init__(self) -> None:
        """Check the recall."""
        if self.recall is not None and not 0.0 < self.recall <= 1.0:
            raise BadKnowledge(f"the recall must be above 0 and at most 1, got {self.recall!r}")


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
