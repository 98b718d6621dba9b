"""What would help most: worlds are those that fit, and more help narrows more."""

import pytest

import unlisted as ul
from unlisted.errors import NoEstimate, ScenarioError
from unlisted.trials.help_wanted import NewList, help_wanted

TABLE = ul.CountTable(lists=("A", "B", "C"), cells={1: 60, 2: 50, 4: 40, 3: 12, 5: 10, 6: 8, 7: 3})


def test_a_list_that_reaches_more_people_narrows_more() -> None:
    lists = (NewList(name="large", reach=0.5), NewList(name="small", reach=0.03))
    found = help_wanted(TABLE, lists=lists, more_years=(), simulations=12, bootstrap=60)
    assert [one.option for one in found.options] == ["large", "small"]
    assert found.options[0].narrowing_low > found.options[1].narrowing_high


def test_more_years_narrow_more() -> None:
    found = help_wanted(TABLE, lists=(), more_years=(1, 6), simulations=12, bootstrap=60)
    assert [one.option for one in found.options] == ["6 more years", "1 more year"]


def test_limits_are_those_of_the_simulation_and_hold_its_expectation() -> None:
    found = help_wanted(TABLE, simulations=8, bootstrap=40)
    for one in found.options:
        assert one.narrowing_low < one.narrowing < one.narrowing_high
        assert one.pairs + one.without == 8


def test_the_worlds_are_the_models_that_fit_about_as_well() -> None:
    found = help_wanted(TABLE, lists=(), simulations=2, bootstrap=20)
    near = ul.select(TABLE).range_within(6.0)
    assert found.worlds == near.models
    assert (found.population_low, found.population_high) == pytest.approx((near.low, near.high))


def test_the_seed_fixes_every_figure_and_jobs_change_none() -> None:
    one = help_wanted(TABLE, simulations=4, bootstrap=30, seed=3, jobs=1)
    two = help_wanted(TABLE, simulations=4, bootstrap=30, seed=3, jobs=2)
    assert one.options == two.options


def test_reach_and_overlap_default_to_the_middle_list_and_to_chance() -> None:
    found = help_wanted(TABLE, more_years=(), simulations=2, bootstrap=20).options[0]
    best = ul.select(TABLE).best
    assert found.reach == pytest.approx(73 / best.population)  # B has 73 people
    assert found.overlap == pytest.approx(TABLE.observed / best.population)


@pytest.mark.parametrize(
    "asked", [NewList(reach=0.0), NewList(reach=1.2), NewList(reach=0.9, overlap=0.99)]
)
def test_a_list_that_cannot_be_is_refused(asked: NewList) -> None:
    with pytest.raises(ScenarioError, match="cannot be"):
        help_wanted(TABLE, lists=(asked,), simulations=1)


def test_without_any_model_there_is_nothing_to_simulate() -> None:
    apart = ul.CountTable(lists=("A", "B"), cells={1: 5, 2: 5})
    with pytest.raises(NoEstimate, match="add people or lists"):
        help_wanted(apart, simulations=1)
