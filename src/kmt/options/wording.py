"""Codes and figures of weighings in words: shares, outcomes, what turns the first place."""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kmt.options.outcome import Change, Range
from kmt.options.reading import Counted, CriterionSeen, WeighingView

STATE_WORDS: dict[str, Promise] = {
    "draft": gettext_lazy("draft"),
    "open": gettext_lazy("open for opinions"),
    "concluded": gettext_lazy("concluded"),
}
STATE_KINDS = {"draft": "info", "open": "warn", "concluded": "ok"}
SCORE_WORDS: dict[str, Promise] = {
    "0": gettext_lazy("0: does not do it"),
    "1": gettext_lazy("1: hardly"),
    "2": gettext_lazy("2: in part"),
    "3": gettext_lazy("3: largely"),
    "4": gettext_lazy("4: entirely"),
}


def number(value: Fraction, places: int = 2) -> str:
    """A fraction with at most so many decimals, rounded half up, with a comma: ``2,75``."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    rounded = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    words = f"{rounded:f}"
    return (words.rstrip("0").rstrip(".") if "." in words else words).replace(".", ",")


def percent(value: Fraction) -> str:
    """A share as a percentage with at most one decimal: ``33,3%``."""
    return f"{number(value * 100, 1)}%"


def span(found: Range) -> str:
    """A range in words: one number, or from and to."""
    if found.certain:
        return number(found.low)
    return _("%(low)s to %(high)s") % {"low": number(found.low), "high": number(found.high)}


def listed(names: Iterable[str]) -> str:
    """Names in one phrase: ``A``, ``A or B``, ``A, B or C``."""
    found = sorted(names)
    if len(found) < 2:
        return "".join(found)
    return _("%(some)s or %(last)s") % {"some": ", ".join(found[:-1]), "last": found[-1]}


def names(view: WeighingView, keys: Iterable[str]) -> str:
    """The names of alternatives by their keys, in one phrase."""
    return listed(view.name_of(key) for key in keys)


def first_words(view: WeighingView, counted: Counted) -> str:
    """Who comes first by scores and weights, and how sure that is: one sentence."""
    if counted.surely:
        name = view.name_of(counted.surely)
        if counted.unscored:
            return _(
                "With these weights %(name)s comes first, whatever the scores that nobody gave "
                "would be."
            ) % {"name": name}
        return _("With these weights %(name)s comes first.") % {"name": name}
    return _("With these weights and scores the first place is open between %(names)s.") % {
        "names": names(view, counted.first)
    }


def change_words(view: WeighingView, change: Change | None, *, more: bool) -> str:
    """At which weight of one criterion the first place changes, in a sentence."""
    if change is None:
        if more:
            return _("the first place stays the same, however heavy it weighs")
        return _("the first place stays the same, also without it")
    values = {
        "weight": number(change.weight),
        "share": percent(change.share),
        "names": names(view, change.beyond),
    }
    if not change.weight and not more:
        return _("without it: %(names)s first") % values
    if more:
        return _("above %(weight)s (%(share)s): %(names)s first") % values
    return _("below %(weight)s (%(share)s): %(names)s first") % values


def weight_words(one: CriterionSeen) -> str:
    """A weight with its share in all weights."""
    if one.share is None:
        return str(one.weight)
    return f"{one.weight} ({percent(one.share)})"


def outcome_rows(view: WeighingView, counted: Counted) -> list[tuple[str, ...]]:
    """Per alternative: the outcome of each assessor, and from the lowest to the highest score."""
    return [
        (
            one.name,
            *(_of(found, one.id) for _name, found in counted.per_person),
            _of(counted.outcome, one.id),
        )
        for one in view.alternatives
    ]


def _of(found: Mapping[str, Range], alternative: UUID) -> str:
    return span(found[str(alternative)])


def turning_rows(view: WeighingView, counted: Counted) -> list[tuple[str, str, str, str]]:
    """Per criterion: its weight, and when the first place changes if it weighs less, or more."""
    return [
        (
            one.name,
            weight_words(one),
            change_words(view, turn.less, more=False),
            change_words(view, turn.more, more=True),
        )
        for one, turn in zip(view.criteria, counted.turnings, strict=True)
    ]


def everywhere_rows(view: WeighingView, counted: Counted) -> list[tuple[str, str, str]]:
    """Per alternative: in which share of all weightings it is surely, and possibly, first."""
    places = counted.everywhere.places
    return [
        (one.name, percent(places[str(one.id)].surely), percent(places[str(one.id)].possibly))
        for one in view.alternatives
    ]


def everywhere_words(counted: Counted) -> str:
    """How the weightings were counted."""
    return _(
        "Counted over all %(number)s ways to divide the weight over the criteria in steps of "
        "%(step)s; nothing was drawn by lot."
    ) % {
        "number": f"{counted.everywhere.weightings:,}".replace(",", "."),
        "step": percent(counted.everywhere.step),
    }
