"""Hierarchical log-linear models.

A model is a set of terms (bitmasks, see `lattice`). It always holds the intercept and all main
effects, and with a term all its sub-terms. `families` lists all models of an order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np

from unlisted.errors import ModelError
from unlisted.lattice import Integers, proper_subsets, term_order


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

    @classmethod
    def generated(cls, lists: int, generators: Iterable[int]) -> Self:
        """Make the smallest hierarchical model that holds the generators.

        The papers name a model by its generators: ``[123,25,34]`` is a three-way interaction and
        two pairs, with everything inside them.

        Examples
        --------
        >>> Model.generated(3, [0b111]).interactions
        (3, 5, 6, 7)
        """
        wanted = tuple(generators)
        inside = (small for term in wanted for small in proper_subsets(term))
        return cls.of(lists, (*inside, *wanted))

    @property
    def generators(self) -> tuple[int, ...]:
        """Interactions that no other interaction of the model contains."""
        return tuple(
            term
            for term in self.interactions
            if not any(term != other and term & other == term for other in self.terms)
        )

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
