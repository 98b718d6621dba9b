"""Levels that are not known: EM against closed forms, a direct maximum, and the truth.

Van der Heijden, Whittaker, Cruyff, Bakker, van der Vliet 2012, doi:10.1214/12-AOAS536.
"""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import minimize

from unlisted.errors import NoEstimate, UnknownLevel
from unlisted.results import CautionCode
from unlisted.strata import StrataModel, estimate_strata, fit_strata
from unlisted.strata.design import design_of
from unlisted.strata.layout import arrange
from unlisted.strata.missing import allocate, log_likelihood, maximise
from unlisted.strata.resampling import parametric, resampled
from unlisted.strata.searching import score
from unlisted.tables.stratified import StratifiedTable

Floats = NDArray[np.float64]
LISTS = ("A", "B", "C")
MODEL = StrataModel.of(LISTS, ("x",), [("A", "x"), ("B", "x")])

# The covariate is registered by list A only: whoever is on B alone is of unknown level.
REGISTERED_BY_A = StratifiedTable.from_array(
    ("A", "B"),
    ("x",),
    (("f",), ("m",), ("?",)),
    [[0, 40, 0, 10], [0, 30, 0, 20], [0, 0, 70, 0]],
)


def world(seed: int, share: float, lists_that_hide: int = 7) -> tuple[StratifiedTable, Floats]:
    """Draw 1,500 and 800 people on three lists; a share of levels is hidden at random.

    Only people who are on none but `lists_that_hide` may have their level hidden.
    """
    generator = np.random.default_rng(seed)
    known, hidden = np.zeros((2, 8)), np.zeros(8)
    for level, (size, reach) in enumerate([(1500, [0.3, 0.2, 0.25]), (800, [0.1, 0.3, 0.25])]):
        cells = (generator.random((size, 3)) < np.array(reach)) @ [1, 2, 4]
        hide = (generator.random(size) < share) & (cells & ~lists_that_hide == 0)
        known[level] = np.bincount(cells[~hide], minlength=8)
        hidden += np.bincount(cells[hide], minlength=8)
    array = np.vstack([known, hidden])
    array[:, 0] = 0
    levels = (("f",), ("m",), ("?",))
    return StratifiedTable.from_array(LISTS, ("x",), levels, array), array


def test_a_covariate_of_one_list_has_a_closed_form() -> None:
    """With reach of B by level, A the same for all: unseen_x = a_x * b / d.

    a_x people on A alone, b on B alone, d on both.
    """
    model = StrataModel.of(("A", "B"), ("x",), [("B", "x")])
    found = fit_strata(REGISTERED_BY_A, model, unknown="?")
    assert found.unseen == pytest.approx([40 * 70 / 30, 30 * 70 / 30], rel=1e-6)
    assert found.people == pytest.approx([50 + 10 * 70 / 30, 50 + 20 * 70 / 30], rel=1e-5)
    assert found.levels == (("f",), ("m",))


@pytest.mark.parametrize("terms", [[("A", "x")], [("A", "x"), ("B", "x")]])
def test_a_list_that_alone_registers_a_covariate_may_not_depend_on_it(
    terms: list[tuple[str, str]],
) -> None:
    """Who is on B alone says nothing of how A reaches the levels."""
    with pytest.raises(NoEstimate, match="not identifiable"):
        fit_strata(REGISTERED_BY_A, StrataModel.of(("A", "B"), ("x",), terms), unknown="?")
    found = estimate_strata(REGISTERED_BY_A, unknown="?", bootstrap=0)
    assert found.models_excluded > 0
    assert found.model in ("", "B:x")


def test_when_nothing_is_missing_it_is_the_ordinary_fit() -> None:
    """Also by way of the rounds, with people in a partial row who can be of one level only."""
    table, array = world(3, 0.0)
    ordinary = fit_strata(
        StratifiedTable.from_array(LISTS, ("x",), (("f",), ("m",)), array[:2]), MODEL
    )
    named = fit_strata(table, MODEL, unknown="?")
    assert named.history == ()
    assert named.population == ordinary.population
    half = np.floor(array[0] / 2)
    rows = np.vstack([array[0] - half, array[1], half])[None, :, 1:]
    layout = arrange(StratifiedTable.from_array(LISTS, ("x",), (("f",), ("m",)), array[:2]))
    design = design_of(layout, MODEL)
    by_rounds = maximise(design, rows, np.array([[True, False]]))
    assert len(by_rounds.history) > 0
    unseen = np.exp(by_rounds.solution.coefficients[0] @ design.unseen.T)
    assert unseen == pytest.approx(ordinary.unseen, rel=1e-8)


@pytest.mark.parametrize("seed", range(4))
def test_the_likelihood_of_what_was_seen_never_falls(seed: int) -> None:
    table, _ = world(seed, 0.5)
    found = fit_strata(table, MODEL, unknown="?")
    rise = np.diff(found.history)
    assert len(rise) >= 5
    assert (rise >= -1e-12 * abs(found.history[-1])).all()
    assert found.history[-1] > found.history[0] + 1e-3


def test_the_rounds_end_at_the_maximum_that_a_direct_search_finds() -> None:
    table, array = world(5, 0.4)
    layout = arrange(table, unknown="?")
    design = design_of(layout, MODEL)
    tables = layout.counts[None, :, 1:]

    def minus(coefficients: Floats) -> float:
        means = np.exp(design.columns @ coefficients)
        by_level = means.reshape(2, 7)
        both = by_level.sum(axis=0)
        seen = (array[:2, 1:] * np.log(by_level)).sum() + (array[2, 1:] * np.log(both)).sum()
        return float(means.sum() - seen)

    found = maximise(design, tables, layout.compatible)
    best = found.solution.coefficients[0]
    again = minimize(minus, best + 0.05, method="BFGS", options={"gtol": 1e-7 * array.sum()})
    assert -minus(best) == pytest.approx(
        float(log_likelihood(tables, layout.compatible, found.solution.means)[0]), rel=1e-12
    )
    assert minus(best) <= again.fun + 1e-9 * abs(again.fun)
    assert np.exp(design.unseen @ again.x) == pytest.approx(np.exp(design.unseen @ best), rel=2e-3)


def test_people_of_unknown_level_are_divided_as_the_means_are() -> None:
    tables = np.array([[[4.0, 1.0], [0.0, 2.0], [10.0, 6.0]]])
    means = np.array([[3.0, 1.0, 2.0, 2.0]])
    out = allocate(tables, np.array([[True, True]]), means)
    assert out.reshape(2, 2).tolist() == [[4 + 6, 1 + 2], [4, 2 + 4]]


def test_values_missing_at_random_still_give_the_population() -> None:
    """Over eight worlds: near the fit that knows every level, and near the truth on average."""
    points = []
    for seed in range(8):
        table, _ = world(seed, 0.3)
        full, array = world(seed, 0.0)
        found = fit_strata(table, MODEL, unknown="?")
        ordinary = fit_strata(full, MODEL, unknown="?")
        assert found.population == pytest.approx(ordinary.population, rel=0.03)
        assert sum(found.people) == pytest.approx(array.sum())
        points.append(np.add(found.people, found.unseen))
    assert np.mean(points, axis=0) == pytest.approx([1500, 800], rel=0.04)


def test_leaving_out_people_of_unknown_level_would_lose_them() -> None:
    """Hidden more often on A alone: without EM the sizes are far too small."""
    table, array = world(8, 0.8, lists_that_hide=1)
    found = fit_strata(table, MODEL, unknown="?")
    dropped = fit_strata(
        StratifiedTable.from_array(LISTS, ("x",), (("f",), ("m",)), array[:2]), MODEL
    )
    assert found.population == pytest.approx(2300, rel=0.1)
    assert dropped.population < 0.8 * found.population


def test_an_estimate_holds_the_truth_and_says_what_it_assumed() -> None:
    table, array = world(2, 0.3)
    found = estimate_strata(table, unknown="?", bootstrap=25, seed=3)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 2300 < found.high
    assert [one.level for one in found.joint] == [("f",), ("m",)]
    assert sum(one.divided for one in found.joint) == pytest.approx(array[2].sum())
    assert sum(one.point or 0 for one in found.joint) == pytest.approx(found.point)
    assert [apart.estimate for apart in found.separate] == [None, None]
    assert found.separate[0].reason == "some people's level is not known"
    said = [c.sentence for c in found.warnings if c.code is CautionCode.ASSUMED_MISSING_AT_RANDOM]
    assert len(said) == 1
    assert f"{int(array[2].sum())} people" in said[0]
    turned = StratifiedTable.from_array(
        LISTS, ("x",), [table.levels[j] for j in (2, 1, 0)], array[[2, 1, 0]]
    )
    fixed = [
        estimate_strata(one, method="fixed", model=MODEL, unknown="?", bootstrap=10, seed=3)
        for one in (table, turned)
    ]
    assert fixed[0].joint == fixed[1].joint[::-1]


def test_drawn_tables_look_like_the_data_also_in_what_they_hide() -> None:
    table, array = world(8, 0.6, lists_that_hide=3)
    layout = arrange(table, unknown="?")
    best = score(layout, MODEL)
    assert best is not None
    generator = np.random.default_rng(1)
    drawn = parametric(layout, best, 400, generator)
    assert drawn.shape == (400, 3, 7)
    means = best.fits.means[0].reshape(2, 7).sum(axis=0)
    assert drawn.sum(axis=1).mean(axis=0) == pytest.approx(means, rel=0.05)
    share = drawn[:, 2].sum(axis=0) / drawn.sum(axis=(0, 1))
    assert share == pytest.approx(array[2, 1:] / array[:, 1:].sum(axis=0), abs=0.02)
    again = resampled(layout, 400, generator)
    assert (again.sum(axis=(1, 2)) == table.observed).all()
    assert again.mean(axis=0) == pytest.approx(layout.counts[:, 1:], abs=2.5)


def test_one_of_two_factors_may_be_unknown() -> None:
    """People of unknown sex in a known place are divided over the sexes of that place only."""
    generator = np.random.default_rng(4)
    levels = [("f", "x"), ("m", "x"), ("f", "y"), ("m", "y"), ("?", "x")]
    rows = generator.integers(5, 40, size=(5, 8))
    rows[:, 0] = 0
    table = StratifiedTable.from_array(LISTS, ("sex", "place"), levels, rows)
    model = StrataModel.of(LISTS, ("sex", "place"), [("A", "sex")])
    found = fit_strata(table, model, unknown="?")
    assert found.levels == tuple(levels[:4])
    seen = rows.sum(axis=1)
    assert found.people[2:] == pytest.approx(seen[2:4])
    assert found.people[0] + found.people[1] == pytest.approx(seen[[0, 1, 4]].sum())
    assert found.people[0] > seen[0]


def test_an_unknown_level_that_can_be_none_of_the_known_ones_is_refused() -> None:
    table = StratifiedTable.from_array(
        ("A", "B"), ("sex", "place"), [("f", "x"), ("?", "y")], [[0, 9, 9, 9], [0, 3, 0, 0]]
    )
    with pytest.raises(UnknownLevel, match=r"place y, sex \? can be of no level"):
        estimate_strata(table, unknown="?", bootstrap=0)
