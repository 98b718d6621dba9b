"""Plain values: what JSON can hold, and the only form in which results leave the library."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum

import numpy as np

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]


def plain(value: object) -> Plain:
    """Turn a result into plain values: tuples to lists, dataclasses to dictionaries.

    JSON has no infinity: a number that is not finite becomes None.

    Raises
    ------
    TypeError
        The value has no plain form.
    """
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, np.generic):
        return plain(value.item())
    if value is None or isinstance(value, (bool, int, float, str)):
        return None if isinstance(value, float) and not math.isfinite(value) else value
    if is_dataclass(value) and not isinstance(value, type):
        return {part.name: plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, (tuple, list, np.ndarray)):
        return [plain(inner) for inner in value]
    raise TypeError(f"{type(value).__name__} has no plain form")
