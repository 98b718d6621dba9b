"""Families of hierarchical models: every model up to an order, and the neighbours of one model.

Within a family a model is a *code*: bit i says that interaction i is in the model. Models stand
in an order in which most neighbours differ by one interaction, so that each fit is a good start
for the next. The saturated model is left out: it has as many parameters as cells that can be
seen, and one more for the people unseen, so it is never identifiable.

How many hierarchical models hold all main effects (the saturated one left out):

=====  =======  ===========  ==============
lists  order 2  order <= 3   every order
=====  =======  ===========  ==============
3      8        8            8
4      64       113          113
5      1,024    6,212        6,893
6      32,768   too many     7,785,061
=====  =======  ===========  ==============
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Literal

import numpy as np

from unlisted.errors import ModelError, TooManyLists
from unlisted.lattice import Integers, proper_subsets, term_order

MOST_MODELS = 100_000
WIDEST_CODE = 62  # bits of a code that a 64-bit integer holds

Order = int | Literal["all"]


@dataclass(frozen=True, slots=True)
class Interactions:
    """The interactions that a search may use, as bits of a code.

    Parameters
    ----------
    lists : int
        Number of lists k.
    masks : tuple of int
        Interactions, smaller ones first.
    """

    lists: int
    masks: tuple[int, ...]

    @classmethod
    def up_to(cls, lists: int, order: Order) -> Interactions:
        """All interactions of 2 to `order` lists, that of all lists left out.

        Raises
        ------
        ModelError
            The order is not a whole number of 2 or more, nor "all".
        """
        most = lists - 1 if order == "all" else min(checked_order(order), lists - 1)
        chosen = (
            sum(1 << j for j in group)
            for size in range(2, most + 1)
            for group in combinations(range(lists), size)
        )
        return cls(lists, tuple(sorted(chosen, key=term_order)))

    @property
    def order(self) -> int:
        """Most lists in one interaction; 1 when there is none."""
        return max((mask.bit_count() for mask in self.masks), default=1)

    def code_of(self, interactions: Iterable[int]) -> int:
        """Code of a set of interactions."""
        return sum(1 << self.masks.index(mask) for mask in set(interactions))

    def closed(self, code: int) -> int:
        """Code with everything that its interactions contain."""
        return code | self._bits(inside for mask in self._of(code) for inside in _inside(mask))

    def neighbours(self, code: int) -> list[int]:
        """Codes of the hierarchical models that have one interaction more or one less."""
        here = set(self._of(code))
        found = []
        for place, mask in enumerate(self.masks):
            if mask in here:
                fits = not any(mask != other and mask & other == mask for other in here)
            else:
                fits = all(inside in here for inside in _inside(mask))
            if fits:
                found.append(code ^ 1 << place)
        return found

    def terms(self, codes: Sequence[int]) -> Integers:
        """Terms of each model, padded with -1: the form that the kernel reads."""
        width = len(self.masks)
        wide = np.array(codes, dtype=np.int64 if width <= WIDEST_CODE else object)
        places = np.arange(width).astype(wide.dtype)
        present = (wide[:, None] >> places & 1).astype(bool)
        first = np.argsort(~present, axis=1, kind="stable")
        masks = np.array(self.masks, dtype=np.int64)
        chosen = np.where(np.take_along_axis(present, first, axis=1), masks[first], -1)
        most = int(present.sum(axis=1).max(initial=0))
        always = np.array([0, *(1 << j for j in range(self.lists))], dtype=np.int64)
        return np.concatenate([np.tile(always, (len(codes), 1)), chosen[:, :most]], axis=1)

    def _of(self, code: int) -> list[int]:
        return [mask for place, mask in enumerate(self.masks) if code >> place & 1]

    def _bits(self, masks: Iterable[int]) -> int:
        return sum(1 << self.masks.index(mask) for mask in set(masks))


@dataclass(frozen=True, slots=True, eq=False)
class Family:
    """All hierarchical models whose interactions have at most so many lists.

    Attributes
    ----------
    interactions : Interactions
        Meaning of the bits of a code.
    codes : integer array (models,)
    terms : integer array (models, most terms)
        Padded with -1.
    """

    interactions: Interactions
    codes: Integers
    terms: Integers


@lru_cache(maxsize=6)
def family(lists: int, order: Order = 2) -> Family:
    """All hierarchical models with all main effects, up to an order.

    Parameters
    ----------
    lists : int
        Number of lists k.
    order : int or "all"
        Most lists in one interaction; "all" for k - 1.

    Raises
    ------
    TooManyLists
        More than 100,000 models.
    ModelError
        The order is no order.

    Examples
    --------
    >>> [family(k, 2).codes.size for k in (3, 4, 5)], family(4, "all").codes.size
    ([8, 64, 1024], 113)
    """
    whole = Interactions.up_to(lists, order)
    pairs = sum(mask.bit_count() == 2 for mask in whole.masks)
    if 1 << pairs > MOST_MODELS:
        raise _too_many(lists, order)
    plain = np.arange(1 << pairs, dtype=np.int64)
    codes = plain ^ plain >> 1  # the reflected Gray code: neighbours differ by one bit
    for size in range(3, whole.order + 1):
        codes = _extended(whole, codes, size, order)
    terms = whole.terms(codes.tolist())
    codes.setflags(write=False)
    terms.setflags(write=False)
    return Family(whole, codes, terms)


def checked_order(order: Order) -> int:
    """Give the order back when it is a whole number of at least 2.

    Raises
    ------
    ModelError
    """
    if isinstance(order, bool) or not isinstance(order, int) or order < 2:
        raise ModelError(f'the order of a family is 2, 3, ... or "all", not {order!r}')
    return order


def _extended(whole: Interactions, codes: Integers, size: int, order: Order) -> Integers:
    """Each code with every set of the interactions of a size that it has room for."""
    places = [place for place, mask in enumerate(whole.masks) if mask.bit_count() == size]
    needs = np.array([whole.code_of(_inside(whole.masks[place])) for place in places])
    room = (codes[:, None] & needs) == needs
    if float(np.exp2(room.sum(axis=1)).sum()) > MOST_MODELS:
        raise _too_many(whole.lists, order)
    bits = np.int64(1) << np.array(places, dtype=np.int64)
    return np.concatenate(
        [code + _gray_subsets(bits[fits]) for code, fits in zip(codes, room, strict=True)]
    )


def _gray_subsets(bits: Integers) -> Integers:
    """Sums of all subsets of the bits, neighbours differing by one bit."""
    plain = np.arange(1 << bits.size, dtype=np.int64)
    gray = plain ^ plain >> 1
    sums: Integers = (gray[:, None] >> np.arange(bits.size) & 1) @ bits
    return sums


def _inside(mask: int) -> list[int]:
    """Interactions strictly inside an interaction."""
    return [small for small in proper_subsets(mask) if small.bit_count() > 1]


def _too_many(lists: int, order: Order) -> TooManyLists:
    wish = "of every order" if order == "all" else f"up to order {order}"
    return TooManyLists(
        f"{lists} lists have more than {MOST_MODELS:,} models {wish}, too many to fit them all: "
        "ask for order 2 (up to 6 lists), merge lists, or search downhill"
    )
