"""Multiple systems estimation: how many people are on no list at all?

The public face. Everything here may be relied on; modules underneath may be rearranged.

Examples
--------
>>> import unlisted as ul
>>> result = ul.estimate(ul.published("korea_palembang"), replicates=200, seed=1)
>>> result.verdict.outcome is ul.Outcome.BAND
True
"""

from unlisted.bootstrap import Replicates, resample
from unlisted.catalogue import published, published_names
from unlisted.cautions import Caution, CautionCode
from unlisted.documents import parse_table, read_table
from unlisted.errors import (
    AllZeroRow,
    BadCount,
    BadDocument,
    DuplicateHistory,
    EmptyList,
    ModelError,
    NoEstimate,
    TableError,
    TooFewLists,
    TooManyLists,
    UnknownList,
    UnknownTable,
    UnlistedError,
)
from unlisted.estimation import Estimate, estimate
from unlisted.existence import Status
from unlisted.intervals import Interval, bca, percentile
from unlisted.loglinear import Fit, fit
from unlisted.models import Model
from unlisted.selection import ModelRange, RankedModel, Selection, select
from unlisted.tables import Citation, CountTable
from unlisted.verdict import Outcome, Reason, Rule, Thresholds, Verdict
from unlisted.version import VERSION

__version__ = VERSION

__all__ = [
    "AllZeroRow",
    "BadCount",
    "BadDocument",
    "Caution",
    "CautionCode",
    "Citation",
    "CountTable",
    "DuplicateHistory",
    "EmptyList",
    "Estimate",
    "Fit",
    "Interval",
    "Model",
    "ModelError",
    "ModelRange",
    "NoEstimate",
    "Outcome",
    "RankedModel",
    "Reason",
    "Replicates",
    "Rule",
    "Selection",
    "Status",
    "TableError",
    "Thresholds",
    "TooFewLists",
    "TooManyLists",
    "UnknownList",
    "UnknownTable",
    "UnlistedError",
    "Verdict",
    "__version__",
    "bca",
    "estimate",
    "fit",
    "parse_table",
    "percentile",
    "published",
    "published_names",
    "read_table",
    "resample",
    "select",
]
