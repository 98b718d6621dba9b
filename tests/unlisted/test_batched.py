"""The NumPy path gives what the kernel gives: in one process and where numba is missing."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import unlisted as ul
from unlisted.loglinear.batched import fit_batch
from unlisted.loglinear.families import Order, family
from unlisted.loglinear.fitting import WELL_CONDITIONED
from unlisted.loglinear.kernels import CERTIFIED, IMPOSSIBLE, Request, Result, fit_many

WITHOUT_NUMBA = """
import json, sys
sys.modules["numba"] = None
from unlisted.compiling import COMPILED
from unlisted.selection.exhaustive import select
from unlisted.tables.catalogue import published
found = select(published("western_united_states"))
best = found.best
figures = [best.population, best.bic, found.steps]
print(json.dumps([COMPILED, found.considered, best.formula, *figures]))
"""


def room(models: int, cells: int) -> Result:
    flags = np.empty(models, dtype=np.int64)
    return Result(np.empty((models, 3)), flags, np.empty((models, cells)))


@pytest.mark.parametrize(
    ("name", "order", "step"),
    [
        ("artificial_three_lists", 2, 1),
        ("korea_palembang", 2, 1),
        ("western_united_states", 2, 1),
        ("western_united_states", 3, 9),  # nearly half of these 6,212 models have no estimate
        ("netherlands_2010_2015", 2, 64),
    ],
)
def test_batches_and_the_kernel_agree_on_every_figure_and_flag(
    name: str, order: Order, step: int
) -> None:
    counts = ul.published(name).counts()
    terms = family(counts.size.bit_length() - 1, order).terms[::step].copy()
    request = Request(counts, terms, np.empty((0, counts.size)), WELL_CONDITIONED)
    ours, kernel = room(len(terms), counts.size), room(len(terms), counts.size)
    fit_batch(request, ours)
    fit_many(request, kernel)
    assert (ours.flags == kernel.flags).all()
    good = kernel.flags == CERTIFIED
    assert good.any()
    assert ours.numbers[good] == pytest.approx(kernel.numbers[good], rel=1e-9, abs=1e-9)
    assert ours.coefficients[good] == pytest.approx(kernel.coefficients[good], rel=1e-8, abs=1e-8)


@pytest.mark.parametrize("rows", [1, 64])
def test_a_start_changes_the_work_and_nothing_else(rows: int) -> None:
    counts = ul.published("new_orleans_five_lists").counts()
    terms = family(5).terms[:64].copy()
    cold = room(64, 32)
    fit_batch(Request(counts, terms, np.empty((0, 32)), WELL_CONDITIONED), cold)
    starts = cold.coefficients[:rows].copy()
    for engine in (fit_batch, fit_many):
        warm = room(64, 32)
        steps = engine(Request(counts, terms, starts, WELL_CONDITIONED), warm)
        assert rows == 1 or steps == 64  # from its own solution a fit takes one step
        assert warm.numbers == pytest.approx(cold.numbers, rel=1e-9)


def test_a_step_that_goes_too_far_is_halved() -> None:
    """From means of a fiftieth the first Newton step multiplies them by more than e**50."""
    counts = ul.published("western_united_states").counts()
    terms = family(5).terms[:64].copy()
    cold = room(64, 32)
    fit_batch(Request(counts, terms, np.empty((0, 32)), WELL_CONDITIONED), cold)
    low = cold.coefficients.copy()
    low[:, 0] -= 4
    for engine in (fit_batch, fit_many):
        found = room(64, 32)
        engine(Request(counts, terms, low, WELL_CONDITIONED), found)
        assert (found.flags == CERTIFIED).all()
        assert found.numbers == pytest.approx(cold.numbers, rel=1e-9)


def test_a_table_without_any_overlap_has_no_certified_fit_and_raises_no_warning() -> None:
    counts = np.array([0.0, 40, 30, 0, 20, 0, 0, 0])
    terms = family(3).terms.copy()
    for engine in (fit_batch, fit_many):
        found = room(len(terms), 8)
        engine(Request(counts, terms, np.empty((0, 8)), WELL_CONDITIONED), found)
        assert (found.flags != CERTIFIED).all()
        assert (found.flags == IMPOSSIBLE).sum() >= 7


def test_where_numba_is_missing_the_search_gives_the_same_answer() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", WITHOUT_NUMBA],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(ul.__file__).parents[1])},
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    compiled, considered, formula, population, bic, steps = json.loads(done.stdout)
    best = ul.select(ul.published("western_united_states")).best
    assert best is not None
    counts, terms = ul.published("western_united_states").counts(), family(5).terms.copy()
    request = Request(counts, terms, np.empty((0, 32)), WELL_CONDITIONED)
    assert steps == fit_batch(request, room(len(terms), 32))  # so the kernel was not run plain
    assert not compiled
    assert (considered, formula) == (1024, best.formula)
    assert (population, bic) == pytest.approx((best.population, best.bic), rel=1e-10)
