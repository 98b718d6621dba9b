"""Hierarchical log-linear models, and the whole family of two-way models.

A model is a set of terms (bitmasks, see `lattice`). It always holds the intercept and all main
effects, and with a term all its sub-terms. Any order can be written down and fitted; only the
search is limited to pairs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

import numpy as np

from unlisted.errors import ModelError, TooManyLists
from unlisted.lattice import Integers, pair_masks, term_order

MOST_LISTS_SEARCHED = 6  # 2**15 models; seven lists already have 2**21


@dataclass(frozen=True, slots=True)
class Model:
    """A hierarchical log-linear model.

    Parameters
    ----------
    lists : int
        Number of lists k.
    terms : tuple of int
        All terms: intercept 0, main effects, interactions; kept in order of size.

    Raises
    ------
    ModelError
        A term has a sub-term that is not in the model, or uses a list beyond k.

    Examples
    --------
    >>> Model.of(3, [0b011]).terms
    (0, 1, 2, 4, 3)
    """

    lists: int
    terms: tuple[int, ...]

    def __post_init__(self) -> None:
        """Order the terms and check the hierarchy."""
        present = set(self.terms)
        for term in {0, *(1 << j for j in range(self.lists))} - present:
            raise ModelError(f"term {term:#b} is missing: intercept and main effects always stay")
        for term in present:
            if not 0 <= term < 1 << self.lists:
                raise ModelError(f"term {term:#b} uses more than {self.lists} lists")
            for j in range(self.lists):
                if term >> j & 1 and term ^ 1 << j not in present:
                    raise ModelError(f"term {term:#b} needs its sub-term {term ^ 1 << j:#b}")
        object.__setattr__(self, "terms", tuple(sorted(present, key=term_order)))

    @classmethod
    def of(cls, lists: int, interactions: Iterable[int] = ()) -> Self:
        """Make a model of its interactions; intercept and main effects are added."""
        return cls(lists, (0, *(1 << j for j in range(lists)), *interactions))

    @property
    def interactions(self) -> tuple[int, ...]:
        """Terms of two lists or more."""
        return tuple(term for term in self.terms if term.bit_count() > 1)


def stack_terms(models: Iterable[Model]) -> Integers:
    """Terms of several models as one array padded with -1, the form that the kernel reads."""
    rows = [model.terms for model in models]
    stack = np.full((len(rows), max(map(len, rows), default=0)), -1, dtype=np.int64)
    for row, terms in zip(stack, rows, strict=True):
        row[: len(terms)] = terms
    return stack


@lru_cache(maxsize=4)
def two_way_codes(lists: int) -> Integers:
    """Code of every two-way model, in an order where neighbours differ by one pair.

    Bit i of a code says that pair i of `pair_masks` is in the model. The order is the reflected
    Gray code, so that each fit is a good start for the next.

    Raises
    ------
    TooManyLists
        More lists than the 2**(k(k-1)/2) models can be searched whole for.
    """
    if lists > MOST_LISTS_SEARCHED:
        raise TooManyLists(
            f"{lists} lists have 2**{lists * (lists - 1) // 2} two-way models; at most "
            f"{MOST_LISTS_SEARCHED} lists are searched: merge lists first"
        )
    plain = np.arange(1 << lists * (lists - 1) // 2, dtype=np.int64)
    codes = plain ^ plain >> 1
    codes.setflags(write=False)
    return codes


@lru_cache(maxsize=4)
def two_way_terms(lists: int) -> Integers:
    """Terms of every model of `two_way_codes`, padded with -1."""
    codes, pairs = two_way_codes(lists), np.array(pair_masks(lists), dtype=np.int64)
    present = (codes[:, None] >> np.arange(pairs.size) & 1).astype(bool)
    first = np.argsort(~present, axis=1, kind="stable")
    chosen = np.where(np.take_along_axis(present, first, axis=1), pairs[first], -1)
    always = np.array([0, *(1 << j for j in range(lists))], dtype=np.int64)
    terms = np.concatenate([np.tile(always, (codes.size, 1)), chosen], axis=1)
    terms.setflags(write=False)
    return terms
