"""Named errors of the library: what was wrong with the table or the request, and where.

Errors stop the work. What makes a number doubtful but not wrong is a caution (`cautions`) or a
reason to refuse (`verdict`): those travel with the result instead of being raised.
"""

from __future__ import annotations

from typing import TypeVar


class UnlistedError(ValueError):
    """Base of every error that this library raises on purpose."""


Problem = TypeVar("Problem", bound=UnlistedError)


def placed(where: str, problem: Problem) -> Problem:
    """Give the same error, with the place put before its sentence."""
    return type(problem)(f"{where}: {problem}")


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


class NotBinary(TableError):
    """An indicator is neither 0 nor 1: the column is no list, or something is not filled in."""


class BadDocument(TableError):
    """A file or data frame misses a part, or has a part of the wrong kind."""


class UnreadableFile(UnlistedError):
    """A file cannot be opened, is too large, or is of a kind that holds no table."""


class UnknownLevel(UnlistedError):
    """A factor, or a level of it, that the stratified table does not have."""


class UnknownTable(UnlistedError):
    """No published table of that name is carried by the library."""


class ModelError(UnlistedError):
    """A log-linear model that is not hierarchical or does not fit the table."""


class TooManyLists(TableError, ModelError):
    """More lists than a table can hold, or than can be searched whole: merge or drop lists."""


class UnknownMethod(UnlistedError):
    """No method of estimation has that name."""


class BadRequest(UnlistedError):
    """A setting of a method is outside its range; the message says which and what it may be."""


class NoEstimate(UnlistedError):
    """A fit was asked of a model whose maximum likelihood estimate does not exist."""


class ScenarioError(UnlistedError):
    """A world that cannot be simulated: a chance outside 0 and 1, or for other lists."""


class BadKnowledge(UnlistedError):
    """What is said to be known of the lists cannot be: a share outside 0 and 1, another list."""
