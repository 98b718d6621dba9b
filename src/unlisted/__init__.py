"""Multiple systems estimation: how many people are on no list at all, and when not to say.

The public face: a dozen names. Everything here may be relied on; parts underneath may move.

Examples
--------
>>> import unlisted as ul
>>> table = ul.published("united_kingdom_2013")
>>> found = ul.assess(table, bootstrap=100)
>>> found.verdict.value, table.observed
('band', 2744)
"""

from unlisted import errors
from unlisted.estimators.dispatch import estimate
from unlisted.honesty.assess import assess
from unlisted.honesty.rules import Knowledge
from unlisted.loglinear.fitting import fit
from unlisted.loglinear.models import Model
from unlisted.regions.borrowing import borrow
from unlisted.selection.exhaustive import select
from unlisted.strata.estimate import estimate_strata
from unlisted.tables.catalogue import published
from unlisted.tables.reading import read_strata, read_table
from unlisted.tables.table import CountTable
from unlisted.trials.coverage import coverage_study
from unlisted.trials.help_wanted import help_wanted
from unlisted.trials.simulate import simulate
from unlisted.version import VERSION

__version__ = VERSION

__all__ = [
    "CountTable",
    "Knowledge",
    "Model",
    "__version__",
    "assess",
    "borrow",
    "coverage_study",
    "errors",
    "estimate",
    "estimate_strata",
    "fit",
    "help_wanted",
    "published",
    "read_strata",
    "read_table",
    "select",
    "simulate",
]
