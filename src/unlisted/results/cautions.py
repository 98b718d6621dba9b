"""Named cautions: what a reader of the number has to know, in one sentence each.

A caution travels with the result, so that a figure cannot be shown without it. Callers that
speak another language translate by `code`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
    INTERRUPTED = "interrupted"
    NOT_CONVERGED = "not_converged"
    NO_ESTIMATE = "no_estimate"
    GRID_END = "grid_end"
    BIMODAL = "bimodal"
    PRIOR_SENSITIVE = "prior_sensitive"
    ONE_INFLATION = "one_inflation"
    LOW_COVERAGE = "low_coverage"
    INDICATION_ONLY = "indication_only"
    LISTS_NOT_EXCHANGEABLE = "lists_not_exchangeable"
    SELECTION_IGNORED = "selection_ignored"
    SPARSE_TABLE = "sparse_table"
    SEARCH_NOT_EXHAUSTIVE = "search_not_exhaustive"
    ASSUMED_MISSING_AT_RANDOM = "assumed_missing_at_random"
    BORROWED = "borrowed"
    POOLED_DIFFERS = "pooled_differs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """A caution and its sentence."""

    code: CautionCode
    sentence: str
