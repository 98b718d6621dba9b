"""Named errors of the library: what was wrong with the table or the request, and where.

Errors stop the work. What makes a number doubtful but not wrong is a caution (`cautions`) or a
reason to refuse (`verdict`): those travel with the result instead of being raised.
"""

from __future__ import annotations


class UnlistedError(ValueError):
    """Base of every error that this library raises on purpose."""


class TableError(UnlistedError):
    """The count table is not a count table; the message names the row and the column."""


class TooFewLists(TableError):
    """Fewer than two lists: nothing can overlap, so nothing can be estimated."""


class UnknownList(TableError):
    """A row, or a request, names a list that the table does not declare."""


class DuplicateHistory(TableError):
    """The same combination of lists occurs in two rows."""


class AllZeroRow(TableError):
    """A row counts people on no list at all: those are the unseen, and nobody has counted them."""


class BadCount(TableError):
    """A count is negative, fractional or not a number."""


class EmptyList(TableError):
    """A declared list has no person in any row: its chance of capture cannot be estimated."""


class BadDocument(TableError):
    """A table document misses a part, or has a part of the wrong kind."""


class UnknownTable(UnlistedError):
    """No published table of that name is carried by the library."""


class ModelError(UnlistedError):
    """A log-linear model that is not hierarchical or does not fit the table."""


class TooManyLists(ModelError):
    """Every two-way model was asked for, on more lists than can be searched whole."""


class NoEstimate(UnlistedError):
    """A fit was asked of a model whose maximum likelihood estimate does not exist."""
