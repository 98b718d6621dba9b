"""The pictures of an assessment: everything that gives a low and a high, and what lists share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from unlisted.honesty.leaving import LeftOut
from unlisted.honesty.linkage import AtLinkage
from unlisted.honesty.parts import Beside, Overlap
from unlisted.honesty.sensitivity import AtXi
from unlisted.pictures.ladder import Rung, interval_ladder
from unlisted.pictures.overlap import overlap_picture
from unlisted.results import Estimate
from unlisted.selection.ranking import ModelRange


def ladder(
    estimate: Estimate,
    ranges: Iterable[ModelRange | None],
    xi: Sequence[AtXi],
    links: Sequence[AtLinkage],
    others: Sequence[Beside],
) -> str:
    """Draw the interval and everything that stands beside it; no points, which are in the tables.

    Parameters
    ----------
    estimate : Estimate
        Its interval comes first.
    ranges : iterable of ModelRange or None
        Models about as good.
    xi, links, others : sequences
        Parts of the assessment; those without limits are left out.
    """
    spans = [
        (f"{estimate.method}, nominal {estimate.level:.0%}", estimate.low, estimate.high),
        *(
            (f"models within {one.within:g} BIC", one.low, one.high)
            for one in ranges
            if one is not None
        ),
        *((f"unseen divided by {one.xi:.3g}", one.low, one.high) for one in xi if one.xi != 1),
        *(
            (f"links: recall {one.recall:g}, precision {one.precision:g}", one.low, one.high)
            for one in links[1:]
        ),
        *((one.method, one.low, one.high) for one in others),
    ]
    rungs = [
        Rung(label=label, low=low, high=high)
        for label, low, high in spans
        if low is not None and high is not None
    ]
    if not rungs:
        return ""
    return interval_ladder(rungs, title="How far the figures lie apart")


def overlaps(left_out: Sequence[LeftOut], shared: Sequence[Overlap]) -> str:
    """Draw the size of each list, and how many people each pair shares."""
    return overlap_picture(
        [one.without for one in left_out],
        {one.without: one.size for one in left_out},
        {(one.first, one.second): one.people for one in shared},
        title="What the lists share",
    )
