"""Capture histories: combinations of lists as names and as bitmasks, and what may be counted.

One place says what the name of a list, an indicator and a count must be, for tables made in
Python, from arrays, from data frames and from files alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

import numpy as np

from unlisted.errors import (
    AllZeroRow,
    BadCount,
    NotBinary,
    TooFewLists,
    TooManyLists,
    UnknownList,
)
from unlisted.lattice import lists_of
from unlisted.results import Plain

MOST_LISTS = 16
LARGEST_COUNT = 2**53
"""Beyond this, floating-point numbers no longer tell one person from the next."""

_NUMBER = re.compile(r"[+-]?\d{1,40}(\.\d{0,40})?(e[+-]?\d{1,3})?", re.ASCII | re.IGNORECASE)
_INDICATORS = {"0": 0, "1": 1, "0.0": 0, "1.0": 1, "false": 0, "true": 1}
_UNPRINTED = ("Cc", "Cs")


def mask_of(lists: Sequence[str], history: Iterable[str]) -> int:
    """Bitmask of a combination of list names; raises UnknownList."""
    mask = 0
    for name in history:
        if name not in lists:
            raise UnknownList(f"list {name!r} is not one of {', '.join(lists)}")
        mask |= 1 << lists.index(name)
    return mask


def spelled(lists: Sequence[str], cell: int) -> str:
    """Names of the lists of a cell as people read them, such as ``I+P``."""
    return "+".join(lists[j] for j in lists_of(cell)) or "none"


def history_rows(lists: Sequence[str], cells: Mapping[int, int]) -> list[Plain]:
    """Cells as plain values, each spelled by the names of its lists."""
    return [
        {"lists": [lists[j] for j in lists_of(cell)], "count": count}
        for cell, count in cells.items()
    ]


def indicators(lists: Sequence[str], cell: int) -> tuple[int, ...]:
    """A cell as 0 and 1 per list."""
    return tuple(cell >> j & 1 for j in range(len(lists)))


def check_lists(lists: Sequence[str]) -> None:
    """See to it that there are 2 to 16 lists, each with a name of its own.

    Raises
    ------
    TooFewLists, TooManyLists, UnknownList
    """
    if len(lists) < 2:
        raise TooFewLists(
            f"a count table needs at least 2 lists, got {len(lists)}: "
            "with one list nothing overlaps, so nothing can be estimated"
        )
    if len(lists) > MOST_LISTS:
        raise TooManyLists(
            f"{len(lists)} lists, and {MOST_LISTS} is the most a table can hold: merge lists that "
            "record the same thing, or leave the smallest out"
        )
    for position, name in enumerate(lists):
        _check_name(f"column {position + 1}", name)
        if name in lists[:position]:
            raise UnknownList(f"column {position + 1}: list {name!r} is declared twice")


def _check_name(where: str, name: object) -> None:
    if not isinstance(name, str) or not name or name != name.strip() or _unprinted(name):
        raise UnknownList(
            f"{where}: {name!r} cannot be the name of a list: it has to be text that can be seen, "
            "without spaces around it"
        )


def _unprinted(name: str) -> bool:
    return "\ufeff" in name or any(unicodedata.category(sign) in _UNPRINTED for sign in name)


def check_cell(lists: Sequence[str], cell: int, count: object) -> int:
    """Give the count of a cell as a whole number; a row of nobody on no list says nothing.

    Raises
    ------
    AllZeroRow, UnknownList, BadCount
    """
    if cell == 0 and count == 0:
        return 0
    if cell == 0:
        raise AllZeroRow(f"a row counts {count} people on no list: the unseen cannot be observed")
    if not 0 < cell < 1 << len(lists):
        raise UnknownList(f"cell {cell} uses more lists than the {len(lists)} of the table")
    try:
        return count_of(count)
    except BadCount as problem:
        raise BadCount(f"row {spelled(lists, cell)}, column count: {problem}") from problem


def count_of(value: object) -> int:
    """Read a number of people: a whole number of 0 or more, as a number or as text.

    Raises
    ------
    BadCount
        The sentence says what is wrong; the caller adds the row and the column.
    """
    if type(value) is int and 0 <= value <= LARGEST_COUNT:
        return value
    number = _decimal(value)
    shown = _shown(value)
    if number is None:
        raise BadCount(f"{shown} is not a number of people: a whole number of 0 or more is needed")
    if number < 0:
        raise BadCount(f"{shown} is negative: a count is a whole number of 0 or more")
    if number > LARGEST_COUNT:
        raise BadCount(f"{shown} is more than {LARGEST_COUNT:,} (2**53) and cannot be kept exactly")
    if number != int(number):
        raise BadCount(f"{shown} is not a whole number of 0 or more")
    return int(number)


def indicator_of(value: object) -> int:
    """Read an indicator: 0 or 1, false or true, as a number or as text.

    Raises
    ------
    NotBinary
        The sentence says what to do; the caller adds the row and the column.
    """
    if isinstance(value, str):
        found = _INDICATORS.get(value.strip().lower())
    else:
        number = Decimal(bool(value)) if isinstance(value, (bool, np.bool_)) else _decimal(value)
        found = int(number) if number is not None and number in (0, 1) else None
    if found is None:
        raise NotBinary(f"{_shown(value)} is not 0 or 1{_advice(value)}")
    return found


def _decimal(value: object) -> Decimal | None:
    """Exact value of a finite number; None for anything else, truth values included."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, str):
        text = value.strip()
        return Decimal(text) if _NUMBER.fullmatch(text) else None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        number = Decimal(value)
        return number if number.is_finite() else None
    return None


def _advice(value: object) -> str:
    """What an indicator that is none most likely was meant to be."""
    if _decimal(value) is not None:
        return ": if this column counts people, name it as the column of counts"
    if isinstance(value, str) and value.strip():
        return ": if this column tells groups of people apart, name it as a stratum (strata=...)"
    return ": fill in 1 for a person on the list, 0 for a person who is not"


def _shown(value: object) -> str:
    if isinstance(value, int) and abs(value) > LARGEST_COUNT:
        return f"{Decimal(value):.3e}"
    text = repr(value.item() if isinstance(value, np.generic) else value)
    return text if len(text) <= 60 else f"{text[:57]}..."
