"""What to offer when the estimate may not be shown: sentences, each with its own warning."""

from __future__ import annotations

from collections.abc import Iterator

from unlisted.honesty.evidence import Evidence
from unlisted.honesty.rules import Outcome, Rule, Verdict

SPARSE = {
    Rule.TOO_LITTLE_OVERLAP,
    Rule.TOO_MANY_EMPTY_PAIRS,
    Rule.NO_ADMISSIBLE_MODEL,
    Rule.UNSTABLE_BOOTSTRAP,
    Rule.INTERVAL_TOO_WIDE,
}
DISAGREEING = {Rule.MODELS_DISAGREE, Rule.ORDERS_DISAGREE, Rule.BELOW_LOWER_BOUND}


def offers(verdict: Verdict, evidence: Evidence) -> tuple[str, ...]:
    """Say what can be given instead; nothing when the estimate may be shown."""
    if verdict.outcome is Outcome.ESTIMATE:
        return ()
    broken = {reason.rule for reason in verdict.reasons}
    return (
        f"At least {evidence.observed:,} people: those who were seen.",
        *_about_data(broken),
        *_about_knowledge(broken, set(verdict.unchecked)),
        *(_instead(evidence) if verdict.outcome is Outcome.REFUSED else ()),
    )


def _about_data(broken: set[Rule]) -> Iterator[str]:
    if broken & SPARSE:
        yield (
            "Pool several years or neighbouring regions: more overlap. The figure then is of "
            "people in all of them together, and assumes the same lists throughout."
        )
    if broken & (SPARSE | {Rule.LIST_IS_REFERRAL_DESTINATION}):
        yield (
            "Merge lists that hardly meet, or a list with the one that sends people to it, and "
            "show the estimate with and without: merging alone has moved a published Dutch table "
            "from 116,667 to 48,013 people."
        )
    if broken & DISAGREEING:
        yield (
            "Split by what makes people visible (sort of exploitation, sex, age) or add a list "
            "that sees other people: only data settle which model is right."
        )


def _about_knowledge(broken: set[Rule], unchecked: set[Rule]) -> Iterator[str]:
    if Rule.DIFFERENT_POPULATIONS_OR_PERIODS in broken:
        yield "Restrict every list to the same people, area and period, and count again."
    if {Rule.LINKAGE_RECALL_UNKNOWN, Rule.LINKAGE_TOO_POOR} & (broken | unchecked):
        yield (
            "Judge a sample of record pairs by hand: the recall and precision of the links can "
            "then be given, and the estimate corrected for them."
        )
    if Rule.LIST_IS_REFERRAL_DESTINATION in unchecked:
        yield "Ask those who keep the lists whether people are sent from one to another."
    if Rule.DIFFERENT_POPULATIONS_OR_PERIODS in unchecked:
        yield "Ask whether all lists describe the same people, area and period."


def _instead(evidence: Evidence) -> Iterator[str]:
    yield (
        "A national estimate in proportion to inhabitants, if there is one: labelled so, and "
        "never as an estimate for this area."
    )
    if evidence.lower_bound is not None:
        yield (
            f"About {evidence.lower_bound:,.0f} people by Chao's formula, corrected for lists of "
            "unequal size, as an indication: it cannot see which lists overlap."
        )
