"""Covariates: polynomials in year, several factors, and how a model of them is written."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from unlisted.errors import ModelError, UnknownLevel
from unlisted.results import CautionCode
from unlisted.strata import StrataModel, estimate_strata, fit_strata
from unlisted.strata.coding import polynomial
from unlisted.tables.stratified import StratifiedTable

Floats = NDArray[np.float64]
YEARS = tuple(range(2010, 2016))
LISTS = ("A", "B", "C")
BY_YEAR = [("A", "year"), ("B", "year")]


def trend(size: float = 1e7, first: int = YEARS[0], stretch: int = 1) -> StratifiedTable:
    """Expected counts, rounded: log odds of list A rise by 0.3 a year, those of B fall by 0.2."""
    rows = []
    for year in range(6):
        odds = np.exp([-1.5 + 0.3 * year, -0.5 - 0.2 * year, -1.0])
        reach = odds / (1 + odds)
        chances = [
            np.prod([p if cell >> j & 1 else 1 - p for j, p in enumerate(reach)])
            for cell in range(8)
        ]
        rows.append(np.round(size * (1 + 0.5 * year) * np.array(chances)))
    array = np.array(rows)
    array[:, 0] = 0
    years = [(str(first + stretch * year),) for year in range(6)]
    return StratifiedTable.from_array(LISTS, ("year",), years, array)


def truth(size: float) -> list[float]:
    return [size * (1 + 0.5 * year) for year in range(6)]


@pytest.mark.parametrize("degree", [1, 2])
def test_a_polynomial_in_year_recovers_a_known_linear_trend(degree: int) -> None:
    """Cruyff, van Dijk, van der Heijden 2017 describe lists by year in this way."""
    found = fit_strata(
        trend(), StrataModel.of(LISTS, ("year",), BY_YEAR), years="year", degree=degree
    )
    people = np.add(found.people, found.unseen)
    assert people == pytest.approx(truth(1e7), rel=1e-5)
    odds = found.means @ np.array([[c >> j & 1 for j in range(3)] for c in range(8)])
    on_a = np.log(odds[:, 0] / (people - odds[:, 0]))
    assert np.diff(on_a) == pytest.approx(0.3, abs=1e-4)
    assert found.parameters == 6 + 3 + 2 * degree


def test_leaving_the_trend_out_is_far_off() -> None:
    """Otherwise the test above would say nothing."""
    found = fit_strata(trend(), StrataModel.of(LISTS, ("year",)))
    people = np.add(found.people, found.unseen)
    assert np.abs(people / truth(1e7) - 1).max() > 0.05


def test_a_polynomial_of_full_degree_is_a_coefficient_per_year() -> None:
    table, model = trend(1000.0), StrataModel.of(LISTS, ("year",), BY_YEAR)
    for degree in (5, 9):
        smooth = fit_strata(table, model, years="year", degree=degree)
        apart = fit_strata(table, model)
        assert smooth.unseen == pytest.approx(apart.unseen, rel=1e-8)
        assert (smooth.parameters, smooth.bic) == (apart.parameters, pytest.approx(apart.bic))


def test_where_years_begin_and_how_far_apart_they_are_changes_nothing() -> None:
    model = StrataModel.of(LISTS, ("year",), BY_YEAR)
    one = fit_strata(trend(1000.0), model, years="year")
    two = fit_strata(trend(1000.0, first=-40, stretch=10), model, years="year")
    assert two.unseen == pytest.approx(one.unseen, rel=1e-9)


def test_polynomials_are_orthogonal_over_the_distinct_years_and_need_not_be_evenly_spaced() -> None:
    years = np.array([2010.0, 2011.0, 2015.0, 2010.0, 2021.0])
    columns = polynomial(years, 3)
    apart = columns[[0, 1, 2, 4]]
    assert apart.T @ apart / 4 == pytest.approx(np.eye(3), abs=1e-12)
    assert apart.sum(axis=0) == pytest.approx(np.zeros(3), abs=1e-12)
    assert columns[3] == pytest.approx(columns[0])
    assert polynomial(years, 9).shape == (5, 3)


def test_a_year_that_is_not_a_number_or_not_a_factor_is_refused() -> None:
    table = StratifiedTable.from_array("AB", ("year",), (("2010",), ("later",)), [[0, 9, 9, 9]] * 2)
    model = StrataModel.of("AB", ("year",), [("A", "year")])
    with pytest.raises(UnknownLevel, match=r"'year' is to be a number.*later"):
        fit_strata(table, model, years="year")
    with pytest.raises(ModelError, match="years='month'"):
        fit_strata(table, model, years="month")
    with pytest.raises(ModelError, match="degree 0"):
        fit_strata(table, model, years="year", degree=0)


def two_factors(seed: int = 6) -> StratifiedTable:
    """Sex and place; list A reaches the sexes apart, list B the places."""
    generator = np.random.default_rng(seed)
    levels, rows = [], []
    for sex, in_a in (("f", 0.35), ("m", 0.15)):
        for place, in_b in (("x", 0.3), ("y", 0.15), ("z", 0.4)):
            on = generator.random((700, 3)) < np.array([in_a, in_b, 0.25])
            rows.append(np.bincount(on @ [1, 2, 4], minlength=8))
            levels.append((sex, place))
    array = np.array(rows)
    array[:, 0] = 0
    return StratifiedTable.from_array(LISTS, ("sex", "place"), levels, array)


def test_two_factors_are_told_apart_by_the_search() -> None:
    found = estimate_strata(two_factors(), bootstrap=0)
    assert found.model == "A:sex,B:place"
    assert found.search == "whole"
    assert found.point == pytest.approx(4200, rel=0.05)
    assert sum(one.point or 0.0 for one in found.joint) == pytest.approx(found.point)
    swapped = StratifiedTable.from_array(
        LISTS,
        ("place", "sex"),
        [(place, sex) for sex, place in two_factors().levels],
        two_factors().array(),
    )
    model = StrataModel.of(LISTS, ("place", "sex"), [("B", "place"), ("A", "sex")])
    other = estimate_strata(swapped, method="fixed", model=model, bootstrap=0)
    assert (other.point, other.bic) == (found.point, found.bic)
    assert [one.point for one in other.joint] == [one.point for one in found.joint]
    assert [one.level for one in other.joint] == [one.level[::-1] for one in found.joint]


def test_chosen_margins_reproduce_those_margins_and_no_others() -> None:
    table = two_factors()
    array = table.array()
    array[0, 1:] += 40  # sex and place are then not independent
    table = StratifiedTable.from_array(LISTS, table.factors, table.levels, array)
    model = StrataModel.of(LISTS, table.factors, [("A", "sex")], margins=[("sex",), ("place",)])
    found = fit_strata(table, model)
    fitted = found.means[:, 1:].sum(axis=1).reshape(2, 3)
    seen = array.sum(axis=1).reshape(2, 3)
    assert fitted.sum(axis=1) == pytest.approx(seen.sum(axis=1), rel=1e-8)
    assert fitted.sum(axis=0) == pytest.approx(seen.sum(axis=0), rel=1e-8)
    assert np.abs(fitted - seen).max() > 5
    assert found.parameters == 1 + 1 + 2 + 3 + 1


def test_a_chosen_margin_in_year_smooths_the_sizes_of_the_years() -> None:
    table = trend(400.0)
    model = StrataModel.of(LISTS, ("year",), BY_YEAR, margins=[("year",)])
    smooth = fit_strata(table, model, years="year", degree=2)
    seen = table.array().sum(axis=1)
    assert smooth.means[:, 1:].sum() == pytest.approx(seen.sum(), rel=1e-9)
    assert np.abs(smooth.means[:, 1:].sum(axis=1) - seen).max() > 0.01


def test_a_pair_may_depend_on_a_factor_and_brings_its_parts() -> None:
    model = StrataModel.of(LISTS, ("sex",), [("A", "B", "sex")])
    assert (0b011, 1) in model.terms
    assert {(0b001, 1), (0b010, 1), (0b011, 0)} <= model.terms
    assert model.interactions == (("A", "B", "sex"),)
    assert model.without("sex").interactions == (("A", "B"),)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(order=st.permutations(LISTS), factors=st.permutations(["sex", "place"]))
def test_a_model_written_in_another_order_is_the_same_model(
    order: list[str], factors: list[str]
) -> None:
    terms = [("A", "B"), ("B", "C", "sex"), ("A", "place")]
    model = StrataModel.of(LISTS, ("sex", "place"), terms)
    other = StrataModel.of(order, factors, [t[::-1] for t in terms[::-1]])
    assert other.arranged(LISTS, ("sex", "place")) == model
    again = StrataModel.of(LISTS, ("sex", "place"), model.interactions)
    assert again == model


@pytest.mark.parametrize(
    ("lists", "factors", "terms", "said"),
    [
        (("A", "B"), ("A",), [], "share a name"),
        (("A", "B"), ("sex",), [("A", "D")], "'D' of the model"),
        (("A", "B"), ("sex",), [("sex",)], "needs a list"),
    ],
)
def test_faults_of_a_model_are_named(
    lists: tuple[str, ...], factors: tuple[str, ...], terms: list[tuple[str, ...]], said: str
) -> None:
    with pytest.raises(ModelError, match=said):
        StrataModel.of(lists, factors, terms)


def test_an_estimate_by_year_has_an_interval_and_says_what_it_assumed() -> None:
    found = estimate_strata(trend(150.0), years="year", degree=1, bootstrap=25, seed=2)
    assert found.model is not None
    assert "A:year" in found.model
    assert found.low is not None
    assert found.high is not None
    assert found.low < sum(truth(150.0)) < found.high
    assert CautionCode.UNTESTABLE_ASSUMPTION in {c.code for c in found.warnings}
    assert CautionCode.NOMINAL_LEVEL in {c.code for c in found.warnings}
