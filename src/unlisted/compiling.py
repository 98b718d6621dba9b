"""The one place that knows numba: compile where it is installed, run plain where it is not.

Kernels are compiled once per computer and kept in numba's cache on disk. They release Python's
lock, so that ordinary threads can share the work; numba's own thread pool is not used, because
it does not allow two callers at once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

try:
    import numba
except ImportError:  # pragma: no cover - numba is an ordinary dependency
    numba = None

P = ParamSpec("P")
R = TypeVar("R")

COMPILED = numba is not None


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a kernel; without numba give it back unchanged (right, but a hundredfold slower)."""
    if numba is None:  # pragma: no cover
        return function
    return cast("Callable[P, R]", numba.njit(cache=True, nogil=True)(function))
