"""The one place that knows numba: compile where it is installed, run plain where it is not.

Kernels are compiled once per computer and kept in numba's cache on disk. They release Python's
lock, so that ordinary threads can share the work; numba's own thread pool is not used, because
it does not allow two callers at once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

try:
    from numba import njit
except ImportError:  # pragma: no cover - numba is an ordinary dependency
    COMPILED = False
else:
    COMPILED = True


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a kernel; without numba give it back unchanged (right, but a hundredfold slower)."""
    if not COMPILED:  # pragma: no cover
        return function
    fast: Callable[P, R] = njit(cache=True, nogil=True)(function)
    return fast
