"""May the number be shown? Every rule, applied to plain facts.

`judge` needs nothing but `Evidence`, so it can be applied to a published table and to thousands
of simulated ones alike. It never raises on bad evidence: bad evidence is what it is for.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from unlisted.honesty.evidence import Evidence
from unlisted.honesty.rules import (
    Knowledge,
    Outcome,
    Reason,
    Rule,
    Thresholds,
    Verdict,
    strictest,
)


def judge(
    evidence: Evidence,
    thresholds: Thresholds | None = None,
    knowledge: Knowledge | None = None,
) -> Verdict:
    """Apply the rules.

    The outcome is the strictest of: the outcomes of the rules that are broken; a band when there
    is no interval or no family of models to compare; `Thresholds.unchecked_allows` when a rule
    that needs knowledge has not been answered.

    Parameters
    ----------
    evidence : Evidence
        See `evidence_of`.
    thresholds : Thresholds, optional
        The defaults when left out.
    knowledge : Knowledge, optional
        Answers to what no table holds; nothing is known when left out.

    Examples
    --------
    >>> facts = Evidence(
    ...     lists=2, observed=60, on_two_or_more=10, pairs=1, empty_pairs=0, models=1,
    ...     admissible=1, point=120.0, low=90.0, high=200.0, replicates=100, failed=0, runaway=0,
    ...     near_models=1, near_low=120.0, near_high=120.0,
    ... )
    >>> verdict = judge(facts)
    >>> verdict.outcome.value, verdict.reasons[0].sentence
    ('refused', 'There are 2 lists; at least 3 are needed.')
    """
    limits, known = thresholds or Thresholds(), knowledge or Knowledge()
    reasons = (
        *_about_table(evidence, limits),
        *_about_interval(evidence, limits),
        *_about_models(evidence, limits),
        *_about_lists(known, limits),
    )
    unmeasured, unanswered = tuple(_unmeasured(evidence)), tuple(_unanswered(known))
    caps = (
        *(reason.outcome for reason in reasons),
        *(Outcome.BAND for _ in unmeasured),
        *(limits.unchecked_allows for _ in unanswered),
    )
    return Verdict(
        outcome=strictest(caps),
        reasons=reasons,
        unchecked=(*unmeasured, *unanswered),
        thresholds=limits,
    )


def _unmeasured(evidence: Evidence) -> Iterator[Rule]:
    """Rules that the table could answer, but was not asked."""
    if not evidence.replicates:
        yield Rule.UNSTABLE_BOOTSTRAP
    if evidence.low is None or evidence.high is None:
        yield Rule.INTERVAL_TOO_WIDE
    if evidence.near_low is None:
        yield Rule.MODELS_DISAGREE


def _unanswered(known: Knowledge) -> Iterator[Rule]:
    """Rules that only somebody who knows the lists can answer."""
    if known.referral_destinations is None:
        yield Rule.LIST_IS_REFERRAL_DESTINATION
    if known.same_population is None:
        yield Rule.DIFFERENT_POPULATIONS_OR_PERIODS
    if known.recall is None:
        yield Rule.LINKAGE_RECALL_UNKNOWN


def _refuse(rule: Rule, measured: float, threshold: float, sentence: str) -> Reason:
    return Reason(
        rule=rule,
        outcome=Outcome.REFUSED,
        measured=measured,
        threshold=threshold,
        sentence=sentence,
    )


def _about_table(seen: Evidence, limits: Thresholds) -> Iterator[Reason]:
    if seen.lists < limits.fewest_lists:
        text = f"There are {seen.lists} lists; at least {limits.fewest_lists} are needed."
        yield _refuse(Rule.TOO_FEW_LISTS, seen.lists, limits.fewest_lists, text)
    if seen.on_two_or_more < limits.fewest_on_two_lists:
        text = (
            f"Only {seen.on_two_or_more} people are on two or more lists; at least "
            f"{limits.fewest_on_two_lists} are needed."
        )
        least = limits.fewest_on_two_lists
        yield _refuse(Rule.TOO_LITTLE_OVERLAP, seen.on_two_or_more, least, text)
    empty = seen.empty_pairs / seen.pairs
    if empty > limits.most_empty_pairs:
        text = f"{empty:.0%} of the pairs of lists have nobody in common."
        yield _refuse(Rule.TOO_MANY_EMPTY_PAIRS, empty, limits.most_empty_pairs, text)
    if not seen.admissible or seen.point is None:
        text = f"None of the {seen.models:,} models has an estimate on these data."
        yield _refuse(Rule.NO_ADMISSIBLE_MODEL, seen.admissible, 1, text)


def _about_interval(seen: Evidence, limits: Thresholds) -> Iterator[Reason]:
    share = (seen.failed + seen.runaway) / seen.replicates if seen.replicates else 0.0
    if share > limits.most_failed:
        text = (
            f"{share:.1%} of the resampled tables gave no estimate or one above "
            f"{limits.runaway:g} times the estimate; at most {limits.most_failed:.0%} may."
        )
        yield _refuse(Rule.UNSTABLE_BOOTSTRAP, share, limits.most_failed, text)
    if seen.low is None or seen.high is None:
        return
    if seen.high > limits.widest_interval * seen.low:
        text = (
            f"The upper limit of the interval is {seen.high / seen.low:.1f} times the lower; at "
            f"most {limits.widest_interval:g} times is accepted."
        )
        yield _refuse(Rule.INTERVAL_TOO_WIDE, seen.high / seen.low, limits.widest_interval, text)


def _about_models(seen: Evidence, limits: Thresholds) -> Iterator[Reason]:
    if seen.near_low is not None and seen.near_high is not None:
        text = (
            f"{seen.near_models} models describe the data almost equally well (within "
            f"{limits.near:g} BIC) and differ by a factor of "
            f"{seen.near_high / seen.near_low:.1f}: from {seen.near_low:,.0f} to "
            f"{seen.near_high:,.0f} people."
        )
        yield from _apart(Rule.MODELS_DISAGREE, seen.near_low, seen.near_high, limits, text)
    if seen.orders_low is not None and seen.orders_high is not None:
        text = (
            "The best model with interactions of pairs alone and the best with larger ones differ "
            f"by a factor of {seen.orders_high / seen.orders_low:.1f}: {seen.orders_low:,.0f} and "
            f"{seen.orders_high:,.0f} people."
        )
        yield from _apart(Rule.ORDERS_DISAGREE, seen.orders_low, seen.orders_high, limits, text)
    yield from _below_bound(seen, limits)
    yield from _visibility(seen, limits)


def _apart(
    rule: Rule, low: float, high: float, limits: Thresholds, sentence: str
) -> Iterator[Reason]:
    """Two thresholds on one ratio: a band above the first, a refusal above the second."""
    outcome = Outcome.REFUSED if high > limits.refuse_ratio * low else Outcome.BAND
    threshold = limits.refuse_ratio if outcome is Outcome.REFUSED else limits.band_ratio
    if high > threshold * low:
        yield Reason(
            rule=rule,
            outcome=outcome,
            measured=high / low,
            threshold=threshold,
            sentence=sentence,
        )


def _below_bound(seen: Evidence, limits: Thresholds) -> Iterator[Reason]:
    bound, point = seen.lower_bound, seen.point
    if bound is None or point is None or seen.high is None:
        return
    room = max(0.0, seen.high - point)
    if bound > point + limits.lower_bound_reach * room:
        yield Reason(
            rule=Rule.BELOW_LOWER_BOUND,
            outcome=Outcome.BAND,
            measured=(bound - point) / room if room else inf,
            threshold=limits.lower_bound_reach,
            sentence=(
                f"Chao's bound of {bound:,.0f} people is far above the estimate for an upper limit "
                f"of {seen.high:,.0f}: part of the population may hardly ever be seen."
            ),
        )


def _visibility(seen: Evidence, limits: Thresholds) -> Iterator[Reason]:
    gap, population = seen.visibility_gap, seen.visible_population
    if gap is None or population is None or gap > limits.band_visibility:
        return
    refused = gap <= limits.refuse_visibility
    yield Reason(
        rule=Rule.PEOPLE_DIFFER_IN_VISIBILITY,
        outcome=Outcome.REFUSED if refused else Outcome.BAND,
        measured=gap,
        threshold=limits.refuse_visibility if refused else limits.band_visibility,
        sentence=(
            "One tie common to all pairs of lists describes the data about as well as the best "
            f"model (BIC difference {gap:.1f}) and gives {population:,.0f} people: it looks as if "
            "some people are seen by every list and others by hardly any, and every model then "
            "counts too few."
        ),
    )


def _about_lists(known: Knowledge, limits: Thresholds) -> Iterator[Reason]:
    if known.referral_destinations:
        names = ", ".join(known.referral_destinations)
        yield Reason(
            rule=Rule.LIST_IS_REFERRAL_DESTINATION,
            outcome=limits.knowledge_allows,
            measured=len(known.referral_destinations),
            threshold=0,
            sentence=f"People are sent on to {names} from another list: the lists depend on each "
            "other by design.",
        )
    if known.same_population is False:
        yield Reason(
            rule=Rule.DIFFERENT_POPULATIONS_OR_PERIODS,
            outcome=limits.knowledge_allows,
            measured=1,
            threshold=0,
            sentence="The lists describe different people, areas or periods: who is missing from "
            "one of them need not have been missed by it.",
        )
    yield from _linkage(known, limits)


def _linkage(known: Knowledge, limits: Thresholds) -> Iterator[Reason]:
    if known.recall is None or known.recall >= limits.band_recall:
        return
    refused = known.recall < limits.refuse_recall
    yield Reason(
        rule=Rule.LINKAGE_TOO_POOR,
        outcome=Outcome.REFUSED if refused else Outcome.BAND,
        measured=known.recall,
        threshold=limits.refuse_recall if refused else limits.band_recall,
        sentence=f"Only {known.recall:.0%} of the true links between the lists were found; missed "
        f"links inflate the estimate about {1 / known.recall:.2f} times.",
    )
