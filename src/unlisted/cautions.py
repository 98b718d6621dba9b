"""Named cautions: what a reader of the number has to know, in one sentence each.

A caution travels with the result, so that a figure cannot be shown without it. Callers that
speak another language translate by `code`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from unlisted.bootstrap import Replicates
from unlisted.intervals import Interval
from unlisted.selection import Selection


class CautionCode(StrEnum):
    """Names of the cautions."""

    UNTESTABLE_ASSUMPTION = "untestable_assumption"
    NOMINAL_LEVEL = "nominal_level"
    EMPTY_PAIRS = "empty_pairs"
    MODELS_EXCLUDED = "models_excluded"
    CANDIDATES_RESTRICTED = "candidates_restricted"
    REPLICATES_FAILED = "replicates_failed"
    INTERVAL_AT_EDGE = "interval_at_edge"
    JACKKNIFE_INCOMPLETE = "jackknife_incomplete"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """A caution and its sentence."""

    code: CautionCode
    sentence: str


def cautions_of(
    selection: Selection, replicates: Replicates | None, interval: Interval | None
) -> tuple[Caution, ...]:
    """All cautions of a result, the general ones first."""
    found = [*_about_models(selection), *_about_interval(selection, replicates, interval)]
    return tuple(Caution(code=code, sentence=sentence) for code, sentence in found)


def _about_models(selection: Selection) -> list[tuple[CautionCode, str]]:
    found = [
        (
            CautionCode.UNTESTABLE_ASSUMPTION,
            "The number of unseen people rests on the assumption that the lists interact at most "
            "in pairs; the data cannot test what holds for people on no list.",
        )
    ]
    empty, pairs = len(selection.table.empty_pairs), len(selection.table.overlaps)
    if empty:
        found.append(
            (
                CautionCode.EMPTY_PAIRS,
                f"{empty} of the {pairs} pairs of lists have nobody in common.",
            )
        )
    excluded = sum(selection.excluded.values())
    if excluded:
        found.append(
            (
                CautionCode.MODELS_EXCLUDED,
                f"{excluded} of the {selection.considered} models have no estimate on these data "
                "and were left out.",
            )
        )
    return found


def _about_interval(
    selection: Selection, replicates: Replicates | None, interval: Interval | None
) -> list[tuple[CautionCode, str]]:
    if replicates is None or interval is None:
        return []
    count, admissible = replicates.populations.size, selection.order.size
    lost = int(np.isnan(replicates.jackknife).sum())
    conditional = [
        (
            True,
            CautionCode.NOMINAL_LEVEL,
            "The level of the interval is nominal: in published simulations of this method a "
            "95% interval held the truth about 90% of the time.",
        ),
        (
            replicates.candidates < admissible,
            CautionCode.CANDIDATES_RESTRICTED,
            f"Each resampled table chose from the best {replicates.candidates} of the "
            f"{admissible} models that have an estimate.",
        ),
        (
            replicates.failed > 0,
            CautionCode.REPLICATES_FAILED,
            f"{replicates.failed} of the {count} resampled tables had no estimate and do not "
            "enter the interval.",
        ),
        (
            interval.at_edge,
            CautionCode.INTERVAL_AT_EDGE,
            "A limit of the interval is the smallest or largest of the resampled estimates: the "
            "correction for bias pushed it to the edge.",
        ),
        (
            lost > 0,
            CautionCode.JACKKNIFE_INCOMPLETE,
            f"Leaving out one person gave no estimate in {lost} of the observed combinations; "
            "the acceleration of the interval was computed without them.",
        ),
    ]
    return [(code, sentence) for holds, code, sentence in conditional if holds]
