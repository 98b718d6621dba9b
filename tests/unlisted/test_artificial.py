"""The constructed table of Chan, Silverman, Vincent 2021, Table 2.

doi:10.1080/01621459.2019.1708748

Of its eight two-way models four have an estimate, three have none and one cannot be identified.
A Newton iteration without a check converges on all of the three, at more than 100 million people.
"""

import pytest

import unlisted as ul
from unlisted.errors import NoEstimate
from unlisted.loglinear.existence import Status

TABLE = ul.published("artificial_three_lists")
AB, AC, BC = 0b011, 0b101, 0b110


def test_four_models_have_an_estimate_three_have_none_and_one_is_not_unique() -> None:
    found = ul.select(TABLE)
    assert found.order.size == 4
    assert found.considered == 8
    assert found.excluded == {Status.NO_ESTIMATE: 3, Status.NOT_IDENTIFIABLE: 1}


@pytest.mark.parametrize("pairs", [(AB,), (AB, AC), (AB, BC)])
def test_models_with_a_b_but_not_all_pairs_have_no_estimate(pairs: tuple[int, ...]) -> None:
    with pytest.raises(NoEstimate, match=r"on this table the model A:B.* has no estimate"):
        ul.fit(TABLE, ul.Model.of(3, pairs))


def test_the_model_with_all_pairs_is_not_identifiable() -> None:
    with pytest.raises(NoEstimate, match="not identifiable"):
        ul.fit(TABLE, ul.Model.of(3, (AB, AC, BC)))


def test_independence_gives_539_people() -> None:
    found = ul.fit(TABLE, ul.Model.of(3))
    assert found.population == pytest.approx(539.0939294286, rel=1e-8)
    assert found.aic == pytest.approx(36.1474239544, abs=1e-9)


def test_a_pair_that_shares_nobody_is_at_minus_infinity_and_counts_as_a_parameter() -> None:
    found = ul.fit(TABLE, ul.Model.of(3, (AC,)))
    assert found.coefficients[AC] == float("-inf")
    assert found.parameters == 5


def test_the_ranking_tells_which_terms_are_at_minus_infinity() -> None:
    ranked = {model.formula: model for model in ul.select(TABLE).top(8)}
    assert set(ranked) == {"", "A:C", "B:C", "A:C,B:C"}
    assert ranked["A:C,B:C"].terms == (("A", "C"), ("B", "C"))
    assert ranked["A:C,B:C"].empty_terms == (("A", "C"), ("B", "C"))
    assert ranked["A:C"].parameters == ranked[""].parameters + 1
