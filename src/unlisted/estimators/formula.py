"""Models written down by list name: "A:B,C:D"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from unlisted.errors import ModelError
from unlisted.loglinear.models import Model
from unlisted.tables.histories import mask_of


def model_of(formula: str, lists: Sequence[str]) -> Model:
    """Read a formula: interactions with commas between them, lists joined by colons.

    An interaction brings everything inside it: "A:B:C" is the same as "A:B:C,A:B,A:C,B:C". The
    empty formula is independence. Names may hold any character; where a name holds a comma or a
    colon, the longest name that fits is read.

    Parameters
    ----------
    formula : str
        As `Estimate.model` gives it.
    lists : sequence of str
        Names of the lists; the position of a name is its bit.

    Raises
    ------
    ModelError
        A name that is no list, an interaction of fewer than two lists, or a stray comma or colon.

    Examples
    --------
    >>> model_of("A:B, B:C", ("A", "B", "C")).interactions
    (3, 6)
    """
    names = "|".join(re.escape(name) for name in sorted(lists, key=len, reverse=True))
    piece = re.compile(rf"\s*({names})\s*(:|,|$)")
    interactions: list[list[str]] = [[]]
    at = 0
    while at < len(formula.rstrip()):
        found = piece.match(formula, at)
        if found is None:
            raise ModelError(_unreadable(formula, at, lists))
        interactions[-1].append(found[1])
        at = found.end()
        if found[2] == ",":
            interactions.append([])
        elif found[2] == ":" and at >= len(formula.rstrip()):
            raise ModelError(f"model {formula!r} ends with a colon: a list is missing")
    if interactions == [[]]:
        return Model.of(len(lists))
    return Model.generated(len(lists), [_mask(formula, term, lists) for term in interactions])


def _mask(formula: str, term: Sequence[str], lists: Sequence[str]) -> int:
    if not term:
        raise ModelError(f"model {formula!r} has a comma with no interaction after it")
    if len(set(term)) != len(term) or len(term) < 2:
        raise ModelError(
            f"model {formula!r}: {':'.join(term)} is no interaction; join two or more different "
            "lists by a colon, main effects are always in the model"
        )
    return mask_of(tuple(lists), term)


def _unreadable(formula: str, at: int, lists: Sequence[str]) -> str:
    rest = re.split(r"[:,]", formula[at:])[0].strip()
    known = ", ".join(lists)
    if not rest:
        return f"model {formula!r}: a list is missing at position {at + 1}"
    return f"model {formula!r}: {rest!r} is not a list of this table; its lists are {known}"
