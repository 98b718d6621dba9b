"""The Dutch table 2010-2015 (Silverman 2020, doi:10.1111/rssa.12505, Table 2), six lists.

No paper reports the best two-way model by BIC on this table; the figures are those of an
exhaustive search with empty pairs at minus infinity, and for five lists those of Rcapture 1.4-4
(closedpMS.t, order 2), which approximates minus infinity by a large number.
"""

import pytest

import unlisted as ul
from unlisted.honesty.evidence import evidence_of
from unlisted.honesty.rules import Outcome, Rule
from unlisted.honesty.verdict import judge
from unlisted.selection.ranking import Selection


@pytest.fixture(scope="module")
def six() -> Selection:
    return ul.select(ul.published("netherlands_2010_2015"))


@pytest.fixture(scope="module")
def five() -> Selection:
    return ul.select(ul.published("netherlands_2010_2015").merged(("I", "O")))


def test_the_table_holds_8234_people_of_whom_432_on_two_lists() -> None:
    table = ul.published("netherlands_2010_2015")
    assert (table.observed, table.on_two_or_more) == (8234, 432)
    assert table.empty_pairs == (("I", "K"), ("K", "R"))


def test_the_best_of_all_32768_models_has_116667_people(six: Selection) -> None:
    assert six.considered == 32_768
    assert six.best is not None
    assert six.best.population == pytest.approx(116_667, abs=0.5)
    assert six.best.bic == pytest.approx(310.442, abs=5e-4)
    assert six.best.formula == "I:K,I:Z,K:R,O:P,O:Z,P:R,P:Z"
    assert six.best.empty_terms == (("I", "K"), ("K", "R"))
    assert six.best.parameters == 14  # 1 + 6 + 7: the two at minus infinity count


@pytest.mark.parametrize(("within", "low", "high"), [(6, 36_613, 131_040), (10, 35_999, 131_040)])
def test_models_of_about_equal_bic_differ_more_than_threefold(
    six: Selection, within: float, low: int, high: int
) -> None:
    found = six.range_within(within)
    assert found is not None
    assert (found.low, found.high) == (pytest.approx(low, abs=0.5), pytest.approx(high, abs=0.5))


def test_merging_two_lists_more_than_halves_the_estimate(five: Selection) -> None:
    assert five.best is not None
    assert five.best.population == pytest.approx(48_012.73, abs=0.005)
    assert five.best.bic == pytest.approx(222.05391026, abs=5e-9)
    found = five.range_within(10)
    assert found is not None
    assert (found.low, found.high) == (
        pytest.approx(40_608, abs=0.5),
        pytest.approx(121_522, abs=0.5),
    )


def test_the_five_best_models_of_five_lists_are_those_of_rcapture(five: Selection) -> None:
    rcapture = [
        (48012.7262915417, 222.0539102977),
        (50455.1326543344, 224.6262722275),
        (46330.8754667671, 226.4717226001),
        (121521.613710563, 227.9793201447),
        (52968.9598735951, 228.5617314797),
    ]
    for ours, (population, bic) in zip(five.top(5), rcapture, strict=True):
        assert ours.population == pytest.approx(population, rel=1e-8)
        assert ours.bic == pytest.approx(bic, abs=2e-7)


@pytest.mark.parametrize(
    ("together", "point", "acceleration", "empty", "path"),
    [
        ((), 111139.371230396, 0.033343130796, 2, "O:Z P:Z I:Z P:R O:P K:R I:K K:O"),
        (("I", "O"), 121521.613712277, -0.016599977545, 1, "IO:Z P:Z P:R IO:P K:R IO:K"),
    ],
    ids=["six", "five"],
)
def test_stepwise_adds_the_pairs_of_sparsemse_empty_ones_too(
    together: tuple[str, ...], point: float, acceleration: float, empty: int, path: str
) -> None:
    """SparseMSE 2.0.1 does not say when it added the pairs at minus infinity."""
    table = ul.published("netherlands_2010_2015")
    table = table.merged(together) if together else table
    found = ul.estimate(table, method="stepwise", bootstrap=16)
    assert found.point == pytest.approx(point, rel=1e-9)
    assert found.details["acceleration"] == pytest.approx(acceleration, rel=1e-5)
    assert len(found.empty_terms) == empty
    steps = found.details["path"]
    assert isinstance(steps, list)
    added = [frozenset(str(s["pair"]).split(":")) for s in steps if isinstance(s, dict)]
    assert added == [frozenset(pair.split(":")) for pair in path.split()]


def test_stepwise_intervals_are_as_wide_as_the_disagreement_of_the_models() -> None:
    """SparseMSE with 100 replicates only: 45,321-157,682 for the five lists."""
    table = ul.published("netherlands_2010_2015").merged(("I", "O"))
    found = ul.estimate(table, method="stepwise")
    assert found.low == pytest.approx(45_321, rel=0.1)
    assert found.high == pytest.approx(157_682, rel=0.1)


def test_the_number_is_refused_because_good_models_disagree(six: Selection) -> None:
    table = ul.published("netherlands_2010_2015")
    found = ul.estimate(table, bootstrap=100, candidates=50)
    verdict = judge(evidence_of(table, found, six))
    assert verdict.outcome is Outcome.REFUSED
    said = {reason.rule: reason.sentence for reason in verdict.reasons}
    assert said[Rule.MODELS_DISAGREE] == (
        "18 models describe the data almost equally well (within 6 BIC) and differ by a factor "
        "of 3.6: from 36,613 to 131,040 people."
    )
