"""Log-linear models over lists and covariates, written by the names of both.

A term joins some lists and some factors: ``A:B`` lets two lists depend on each other, ``A:sex``
lets the reach of a list differ by sex, ``A:B:sex`` lets their dependence differ by sex.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Self

from unlisted.errors import ModelError
from unlisted.lattice import lists_of, term_order

Term = tuple[int, int]  # mask of lists, mask of factors


@dataclass(frozen=True, slots=True)
class StrataModel:
    """A hierarchical log-linear model of lists and factors; make it with `StrataModel.of`.

    Parameters
    ----------
    lists, factors : tuple of str
    terms : frozenset of (int, int)
        Mask of lists and mask of factors of every term, with all sub-terms.
    saturated : bool
        Every level has a size of its own, so the people seen per level are fitted exactly.
    """

    lists: tuple[str, ...]
    factors: tuple[str, ...]
    terms: frozenset[Term]
    saturated: bool = True

    @classmethod
    def of(
        cls,
        lists: Sequence[str],
        factors: Sequence[str],
        interactions: Iterable[Sequence[str]] = (),
        *,
        margins: Iterable[Sequence[str]] | None = None,
    ) -> Self:
        """Make a model of its interactions; all their sub-terms and the main effects are added.

        Parameters
        ----------
        lists, factors : sequences of str
            Names of the table; a factor may not have the name of a list.
        interactions : iterable of sequences of str
            Each joins one list or more with other lists or factors.
        margins : iterable of sequences of str, optional
            Factors whose sizes the model describes, such as ``[("sex",), ("year",)]``. Left out,
            every level has a size of its own (saturated), which is safest.

        Raises
        ------
        ModelError

        Examples
        --------
        >>> StrataModel.of("AB", ("sex",), [("A", "sex")]).interactions
        (('A', 'sex'),)
        """
        names = (*lists, *factors)
        if len(set(names)) < len(names):
            raise ModelError(f"a list and a factor share a name among {', '.join(names)}")
        generators = [(1 << j, 0) for j in range(len(lists))]
        generators += [_term(lists, factors, names, joined) for joined in interactions]
        for term in generators:
            if term[0] == 0:
                raise ModelError("an interaction needs a list; sizes of levels are `margins`")
        everything = (0, (1 << len(factors)) - 1)
        generators += (
            [everything]
            if margins is None
            else [_term(lists, factors, factors, joined) for joined in margins]
        )
        terms = frozenset(sub for term in generators for sub in _below(term))
        return cls(tuple(lists), tuple(factors), terms, margins is None)

    @property
    def interactions(self) -> tuple[tuple[str, ...], ...]:
        """Largest terms of two names or more that hold a list, by name."""
        joined = [t for t in self.terms if t[0] and t[0].bit_count() + t[1].bit_count() > 1]
        largest = [t for t in joined if not any(_within(t, other) for other in joined)]
        ordered = sorted(largest, key=lambda t: (term_order(t[0]), term_order(t[1])))
        return tuple(self._named(term) for term in ordered)

    @property
    def margins(self) -> tuple[tuple[str, ...], ...] | None:
        """Factors whose sizes are described; None when every level has a size of its own."""
        if self.saturated:
            return None
        sizes = [t for t in self.terms if t[0] == 0]
        return tuple(self._named(t) for t in sorted(sizes) if t[1])

    def arranged(self, lists: Sequence[str], factors: Sequence[str]) -> StrataModel:
        """Give the same model for lists and factors in another order.

        Raises
        ------
        ModelError
            The names are others.
        """
        if sorted(lists) != sorted(self.lists) or sorted(factors) != sorted(self.factors):
            raise ModelError(
                f"the model is of {', '.join(self.lists)} by {', '.join(self.factors)}, the table "
                f"of {', '.join(lists)} by {', '.join(factors)}"
            )
        return StrataModel.of(lists, factors, self.interactions, margins=self.margins)

    def without(self, factor: str) -> StrataModel:
        """Give the model in which no list depends on this factor."""
        kept = {tuple(n for n in term if n != factor) for term in self.interactions}
        return StrataModel.of(self.lists, self.factors, sorted(kept), margins=self.margins)

    def _named(self, term: Term) -> tuple[str, ...]:
        lists = tuple(self.lists[j] for j in lists_of(term[0]))
        return (*lists, *(self.factors[j] for j in lists_of(term[1])))


def _term(
    lists: Sequence[str], factors: Sequence[str], allowed: Sequence[str], joined: Sequence[str]
) -> Term:
    for name in joined:
        if name not in allowed:
            raise ModelError(f"{name!r} of the model is not one of {', '.join(allowed)}")
    of_lists = sum(1 << lists.index(name) for name in set(joined) if name in lists)
    return of_lists, sum(1 << factors.index(name) for name in set(joined) if name in factors)


def _below(term: Term) -> Iterable[Term]:
    return ((a, s) for a in _parts(term[0]) for s in _parts(term[1]))


def _parts(mask: int) -> list[int]:
    bits = lists_of(mask)
    return [
        sum(1 << j for j in chosen)
        for size in range(len(bits) + 1)
        for chosen in combinations(bits, size)
    ]


def _within(small: Term, large: Term) -> bool:
    return small != large and all(s & b == s for s, b in zip(small, large, strict=True))
