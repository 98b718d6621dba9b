"""Figures and doubts in words: what the pages and the factsheet say in the same way.

Numbers are written as the reader writes them (116.667 in Dutch). An estimate is rounded to two
significant figures here and nowhere else; a range is one phrase, so that its ends stay together.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from kmt.insight.figures import Memo
from kmt.insight.queries import DoneRun, FiredRule, Variant
from kmt.insight.rules import (
    Band,
    NationalEstimate,
    PopulationShare,
    SafeCount,
    Shown,
    two_figures,
)


def whole(value: float | Decimal) -> str:
    """A count of people: 8.234."""
    return str(number_format(nearest(value), force_grouping=True))


def decimal(value: float | Decimal, places: int = 1) -> str:
    """A figure with its decimals, rounded (Django's own formatting cuts): 226,6."""
    exact = Decimal(str(value)).quantize(Decimal(10) ** -places, rounding=ROUND_HALF_UP)
    return str(number_format(exact, places, force_grouping=True))


def nearest(value: float | Decimal) -> int:
    """The nearest whole number, halves up, as people round."""
    return int(Decimal(str(value)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def span(low: float | Decimal, high: float | Decimal) -> str:
    """A range of whole numbers, as given: 5.000 to 7.500."""
    return _range(whole(low), whole(high))


def between(band: Band) -> str:
    """An estimated band, to two significant figures: 36.000 to 130.000."""
    return span(two_figures(band.low), two_figures(band.high))


def about(value: float) -> str:
    """An estimated number, to two significant figures."""
    return _("about %(number)s") % {"number": whole(two_figures(value))}


def national(estimate: NationalEstimate) -> str:
    """A published number with its range: 6.250 (5.000 to 7.500)."""
    return f"{whole(estimate.middle)} ({span(estimate.low, estimate.high)})"


def shared(share: PopulationShare) -> str:
    """A share of the population with its range, in whole people: 227 (181 to 272)."""
    return f"{whole(share.middle)} ({span(share.low, share.high)})"


def shared_exact(share: PopulationShare) -> str:
    """The same to one decimal: 226,6 (181,3 to 271,9)."""
    return f"{decimal(share.middle)} ({_range(decimal(share.low), decimal(share.high))})"


def safe(count: SafeCount) -> str:
    """A count that leaves the house, or that is shown to who works without files."""
    if count.withheld:
        return _("not shown")
    return _("fewer than 5") if count.shown is None else whole(count.shown)


def short(count: SafeCount) -> str:
    """The same where there is room for a few signs; the page says how to read them."""
    if count.withheld:
        return "–"
    return "<5" if count.shown is None else whole(count.shown)


def _range(low: str, high: str) -> str:
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def variant_label(variant: Variant, run: DoneRun) -> str:
    """Which lists an estimate stands on: all, or two of them taken together."""
    lists = ngettext("%(count)s list", "%(count)s lists", len(variant.lists)) % {
        "count": len(variant.lists)
    }
    if not variant.merged:
        return lists
    names = _(" and ").join(run.list_names.get(one, one) for one in variant.merged)
    return _("%(lists)s (%(names)s as one)") % {"lists": lists, "names": names}


def model_words(variant: Variant) -> str:
    """Which pairs of lists depend on each other in the best model."""
    pairs = ", ".join(f"{first}–{second}" for first, second in variant.model)
    return pairs or _("no pairs: lists independent")


def lists_in_words(run: DoneRun) -> str:
    """The lists with their letters, of the table as published."""
    return ", ".join(f"{letter} = {run.list_names.get(letter, letter)}" for letter in _letters(run))


def _letters(run: DoneRun) -> Iterable[str]:
    return run.variants[0].lists


_FIRED: dict[str, str] = {
    "too_few_lists": gettext_noop(
        "There are %(measured)s lists; at least %(threshold)s are needed."
    ),
    "too_little_overlap": gettext_noop(
        "Only %(measured)s people are on more than one list; at least %(threshold)s are needed."
    ),
    "too_many_empty_pairs": gettext_noop(
        "Too many pairs of lists have nobody in common: a share of %(measured)s, and at most "
        "%(threshold)s may."
    ),
    "no_admissible_model": gettext_noop("None of the models can be computed on these data."),
    "unstable_bootstrap": gettext_noop(
        "Drawn again and again, the same data too often give no number or an absurd one: a share "
        "of %(measured)s, and at most %(threshold)s may."
    ),
    "interval_too_wide": gettext_noop(
        "The upper limit of the interval is %(measured)s times the lower one; at most "
        "%(threshold)s times is accepted."
    ),
    "models_disagree": gettext_noop(
        "%(models)s models fit the data almost equally well, but differ by a factor of "
        "%(measured)s: from %(low)s to %(high)s people. With more than a factor of %(threshold)s "
        "no number is responsible."
    ),
    "models_disagree, band": gettext_noop(
        "%(models)s models fit the data almost equally well, but differ by a factor of "
        "%(measured)s: from %(low)s to %(high)s people. With more than a factor of %(threshold)s "
        "we show the band only."
    ),
    "orders_disagree": gettext_noop(
        "The best model with ties between pairs of lists and the best one with ties between more "
        "lists differ by a factor of %(measured)s; with more than %(threshold)s no number is "
        "responsible."
    ),
    "orders_disagree, band": gettext_noop(
        "The best model with ties between pairs of lists and the best one with ties between more "
        "lists differ by a factor of %(measured)s; with more than %(threshold)s we show the band "
        "only."
    ),
    "below_lower_bound": gettext_noop(
        "A simple lower bound lies far above the estimate: part of the people may hardly ever be "
        "seen by anybody."
    ),
    "people_differ_in_visibility": gettext_noop(
        "The lists overlap as they do when some people are seen by every organisation and others "
        "by hardly any. Every model then counts too few people."
    ),
    "linkage_too_poor": gettext_noop(
        "Of the links between lists only a share of %(measured)s was found; below %(threshold)s "
        "the correction weighs more than the data."
    ),
    "linkage_too_poor, band": gettext_noop(
        "Of the links between lists only a share of %(measured)s was found; below %(threshold)s "
        "we show the band only."
    ),
}

_UNCHECKED: dict[str, str] = {
    "list_is_referral_destination": gettext_noop(
        "Whether one organisation refers people to another on purpose: that makes lists overlap "
        "for another reason than chance."
    ),
    "different_populations_or_periods": gettext_noop(
        "Whether all lists are about the same people in the same years."
    ),
    "linkage_recall_unknown": gettext_noop(
        "How many people stand on two lists without having been recognised as the same person."
    ),
    "unstable_bootstrap": gettext_noop("How the number behaves when the data are drawn again."),
    "interval_too_wide": gettext_noop("How wide the interval is."),
    "models_disagree": gettext_noop("How far models disagree that fit about as well."),
}

_CAUTIONS: dict[str, str] = {
    "untestable_assumption": gettext_noop(
        "Every number rests on the assumption that lists depend on each other in pairs at most. "
        "For people on no list at all nobody can check that."
    ),
    "nominal_level": gettext_noop(
        "An interval of 95% held the truth about 90% of the time in published simulations."
    ),
    "empty_pairs": gettext_noop("Some pairs of lists have nobody in common."),
    "models_excluded": gettext_noop("Some models cannot be computed and were left out."),
    "candidates_restricted": gettext_noop(
        "Each redrawn table chose from the best models of the data, not from all of them."
    ),
    "replicates_failed": gettext_noop("Some redrawn tables gave no number and do not count."),
    "interval_at_edge": gettext_noop(
        "A limit of the interval is the very last of the redrawn numbers; it could lie further out."
    ),
    "jackknife_incomplete": gettext_noop("The interval was corrected with part of the data."),
    "no_estimate": gettext_noop("None of the models can be computed on these data."),
    "interrupted": gettext_noop("The redrawing was stopped early: fewer tables count."),
}


def why(fired: FiredRule, variant: Variant) -> str:
    """The sentence of a rule that was broken, with what was measured."""
    near = variant.near
    softer = f"{fired.rule}, {fired.shown}"
    return _(_FIRED.get(softer, _FIRED[fired.rule])) % {
        "measured": _short(fired.measured),
        "threshold": _short(fired.threshold),
        "models": variant.near_models,
        "low": whole(two_figures(near.low)) if near else "",
        "high": whole(two_figures(near.high)) if near else "",
    }


def _short(value: float) -> str:
    return whole(value) if value == round(value) else decimal(value, 1 if value > 1 else 2)


def reasons(run: DoneRun) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Per form of the table: its label, and the sentences of the rules that were broken."""
    return tuple(
        (variant_label(variant, run), tuple(why(one, variant) for one in variant.fired))
        for variant in run.variants
        if variant.fired
    )


def decisive(run: DoneRun) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The same with only the rules that led to what may be shown: a refusal needs no lesser one."""
    return tuple(
        (
            variant_label(variant, run),
            tuple(why(one, variant) for one in variant.fired if one.shown is variant.shown),
        )
        for variant in run.variants
        if variant.fired
    )


def unchecked(run: DoneRun) -> tuple[str, ...]:
    """What no table of counts can answer, so that nobody has checked it."""
    return tuple(_(_UNCHECKED[one]) for one in run.variants[0].unchecked)


def cautions(run: DoneRun) -> tuple[str, ...]:
    """What a reader of the numbers has to know, each once."""
    codes = dict.fromkeys(code for variant in run.variants for code in variant.cautions)
    return tuple(_(_CAUTIONS[code]) for code in codes)


def summary(run: DoneRun) -> str:
    """One line: what is known, and the band."""
    known = _("%(number)s known") % {"number": whole(run.observed)}
    if run.band is None:
        return known
    return known + ", " + _("%(band)s by the models") % {"band": between(run.band)}


def verdict(shown: Shown) -> str:
    """What the rules allow to show."""
    words = {
        Shown.ESTIMATE: _("a number with its interval"),
        Shown.BAND: _("a band, no number"),
        Shown.REFUSED: _("no number"),
    }
    return words[shown]


def memo_bases(
    memo: Memo, shares: tuple[PopulationShare, ...]
) -> tuple[PopulationShare, PopulationShare] | None:
    """The share on the year of the memo, and on the base year that its figure fits."""
    found = {share.base.year: share for share in shares}
    if memo.year in found and memo.fits_base_year in found:
        return found[memo.year], found[memo.fits_base_year]
    return None
