"""The arithmetic of money: pure, in decimals, without a table or a clock.

Streams, costs and keys go in as values (:mod:`.shapes`); what comes out says of which rows it is
made: contributions to the cent (:mod:`.dividing`), coverage per year (:mod:`.covering`), plan
beside actual (:mod:`.comparing`).
"""

from kmt.finance.reckoning.comparing import Compared, compared
from kmt.finance.reckoning.covering import (
    Closer,
    Coverage,
    cost_amount,
    coverage,
    divided,
    euros,
    stream_amount,
)
from kmt.finance.reckoning.dividing import CannotDivide, Contribution, contributions, counts_of
from kmt.finance.reckoning.shapes import (
    Actual,
    Basis,
    Bound,
    Budget,
    Certainty,
    Cost,
    CostKind,
    Counts,
    Figure,
    Index,
    Key,
    KeyKind,
    Line,
    Rate,
    Stream,
)

__all__ = [
    "Actual",
    "Basis",
    "Bound",
    "Budget",
    "CannotDivide",
    "Certainty",
    "Closer",
    "Compared",
    "Contribution",
    "Cost",
    "CostKind",
    "Counts",
    "Coverage",
    "Figure",
    "Index",
    "Key",
    "KeyKind",
    "Line",
    "Rate",
    "Stream",
    "compared",
    "contributions",
    "cost_amount",
    "counts_of",
    "coverage",
    "divided",
    "euros",
    "stream_amount",
]
