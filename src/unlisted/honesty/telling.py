"""An assessment as sentences and small tables of text: low and high before the point."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil, floor, log10

from unlisted.honesty.leaving import Left, LeftOut
from unlisted.honesty.linkage import Linkage
from unlisted.honesty.linksets import LinkSets
from unlisted.honesty.parts import Band, Beside, Overlap
from unlisted.honesty.searching import OfOrder
from unlisted.honesty.sensitivity import AtXi
from unlisted.results import Estimate, Grid
from unlisted.selection.ranking import ModelRange

NONE = "-"
DIGITS = 2  # significant figures of a headline


def rounded(value: float) -> int:
    """Two significant figures; all of them below 100.

    Examples
    --------
    >>> rounded(12349.6), rounded(87.4)
    (12000, 87)
    """
    step = _step(value)
    return round(value / step) * step


def between(low: float | None, high: float | None, least: int) -> str:
    """Limits to two significant figures, rounded outwards, but not below those who were seen.

    Examples
    --------
    >>> between(10743.2, 21135.7, 2744)
    'Between 10,000 and 22,000'
    """
    if low is None or high is None:
        return "Between unknown limits"
    down, up = _step(low), _step(high)
    return f"Between {max(least, floor(low / down) * down):,} and {ceil(high / up) * up:,}"


def band_of(band: Band | None, least: int) -> str:
    """Say the band in words."""
    if band is None:
        return "No interval was made, and no models were compared"
    words = between(band.low, band.high, least)
    return f"{words} people; no single number can be given from these lists"


def model_of(estimate: Estimate) -> str:
    """Say the model in words."""
    if estimate.model is None:
        return ""
    return estimate.model or "independence"


def ranges(estimate: Estimate, near: ModelRange | None, wide: ModelRange | None) -> Grid:
    """Interval, and models that describe the data about as well."""
    sampled = f"nominal {estimate.level:.0%} interval ({estimate.interval})"
    rows = [
        (sampled, "", *_people(estimate.low, estimate.high)),
        *(
            (
                f"models within {one.within:g} BIC of the best",
                f"{one.models:,}",
                *_people(one.low, one.high),
            )
            for one in (near, wide)
            if one is not None
        ),
    ]
    return Grid(caption="Ranges", columns=("", "models", "low", "high"), rows=tuple(rows))


def orders(found: Sequence[OfOrder]) -> Grid:
    """Models with interactions of at most so many lists."""
    return Grid(
        caption="Models of other orders (range within 10 BIC)",
        columns=("lists in an interaction", "models", "no estimate", "low", "high", "best"),
        rows=tuple(
            (
                f"at most {one.order}",
                f"{one.considered:,}",
                f"{one.considered - one.admissible:,}",
                *_people(one.low, one.high, one.point),
            )
            for one in found
        ),
    )


def departures(found: Sequence[AtXi]) -> Grid:
    """Departures from the assumption that no table can test."""
    return Grid(
        caption="If the untestable assumption is off by a factor xi (unseen divided by xi)",
        columns=("xi", "low", "high", "point"),
        rows=tuple((f"{one.xi:.3g}", *_people(one.low, one.high, one.point)) for one in found),
    )


def links(found: Linkage) -> Grid:
    """Missed and false links."""
    rows = [
        (
            f"recall {one.recall:g}, precision {one.precision:g}{_mark(one.given, one.possible)}",
            f"{one.observed:,.0f}",
            *_people(one.low, one.high, one.point),
            *_people(one.models_low, one.models_high),
        )
        for one in found.rows
    ]
    if found.link_sets is not None:
        rows.append(_link_sets(found.link_sets))
    return Grid(
        caption="If links between the lists were missed or false",
        columns=("", "seen", "low", "high", "point", "models low", "models high"),
        rows=tuple(rows),
    )


def left_out(found: Sequence[LeftOut]) -> Grid:
    """Each list left out: everybody by the others, and the list's own size by the others."""
    rows = []
    for one in found:
        own = one.recovered
        shown = _people(own.low, own.high, own.point)
        why = own.status.value.replace("_", " ")
        rows.append(
            (
                one.without,
                *_people(one.low, one.high, one.point),
                f"{one.size:,}",
                f"{shown[0]} to {shown[1]}" if own.status is Left.ESTIMATED else why,
            )
        )
    return Grid(
        caption="Without one list (models within 10 BIC), and its known size by the other lists",
        columns=("without", "low", "high", "best", "true size", "size by the others"),
        rows=tuple(rows),
    )


def methods(found: Sequence[Beside]) -> Grid:
    """Other methods."""
    return Grid(
        caption="Other methods",
        columns=("method", "interval", "low", "high", "point"),
        rows=tuple(
            (one.method, one.interval, *_people(one.low, one.high, one.point)) for one in found
        ),
    )


def shared(found: Iterable[Overlap]) -> Grid:
    """People on both lists of each pair."""
    return Grid(
        caption="People on both lists of a pair",
        columns=("pair", "people"),
        rows=tuple((f"{one.first} and {one.second}", f"{one.people:,}") for one in found),
    )


def _link_sets(found: LinkSets) -> tuple[str, ...]:
    share = "" if found.share_of_links is None else f" ({found.share_of_links:.0%} of variance)"
    return (
        f"{found.sets} draws of the links{share}",
        "",
        *_people(found.low, found.high, found.point, found.smallest, found.largest),
    )


def _mark(given: bool, possible: bool) -> str:
    return (" (given)" if given else "") + ("" if possible else " (not possible)")


def _people(*values: float | None) -> tuple[str, ...]:
    return tuple(NONE if value is None else f"{value:,.0f}" for value in values)


def _step(value: float) -> int:
    """Size of the last significant figure."""
    places = floor(log10(value)) if value >= 1 else 0
    return int(10 ** max(0, places - DIGITS + 1))
