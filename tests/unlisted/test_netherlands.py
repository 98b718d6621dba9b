"""The Dutch table 2010-2015 (Silverman 2020, doi:10.1111/rssa.12505, Table 2), six lists.

No paper reports the best two-way model by BIC on this table; the figures are those of an
exhaustive search with empty pairs at minus infinity, and for five lists those of Rcapture 1.4-4
(closedpMS.t, order 2), which approximates minus infinity by a large number.
"""

import pytest

import unlisted as ul


@pytest.fixture(scope="module")
def six() -> ul.Selection:
    return ul.select(ul.published("netherlands_2010_2015"))


@pytest.fixture(scope="module")
def five() -> ul.Selection:
    return ul.select(ul.published("netherlands_2010_2015").merged(("I", "O")))


def test_the_table_holds_8234_people_of_whom_432_on_two_lists() -> None:
    table = ul.published("netherlands_2010_2015")
    assert (table.observed, table.on_two_or_more) == (8234, 432)
    assert table.empty_pairs == (("I", "K"), ("K", "R"))


def test_the_best_of_all_32768_models_has_116667_people(six: ul.Selection) -> None:
    assert six.considered == 32_768
    assert six.best is not None
    assert six.best.population == pytest.approx(116_667, abs=0.5)
    assert six.best.bic == pytest.approx(310.442, abs=5e-4)
    best = "I:K I:Z K:R O:P O:Z P:R P:Z"
    assert " ".join(":".join(pair) for pair in six.best.pairs) == best
    assert six.best.empty_pairs == (("I", "K"), ("K", "R"))
    assert six.best.parameters == 14  # 1 + 6 + 7: the two at minus infinity count


@pytest.mark.parametrize(("within", "low", "high"), [(6, 36_613, 131_040), (10, 35_999, 131_040)])
def test_models_of_about_equal_bic_differ_more_than_threefold(
    six: ul.Selection, within: float, low: int, high: int
) -> None:
    found = six.range_within(within)
    assert found is not None
    assert (found.low, found.high) == (pytest.approx(low, abs=0.5), pytest.approx(high, abs=0.5))


def test_merging_two_lists_more_than_halves_the_estimate(five: ul.Selection) -> None:
    assert five.best is not None
    assert five.best.population == pytest.approx(48_012.73, abs=0.005)
    assert five.best.bic == pytest.approx(222.05391026, abs=5e-9)
    found = five.range_within(10)
    assert found is not None
    assert (found.low, found.high) == (
        pytest.approx(40_608, abs=0.5),
        pytest.approx(121_522, abs=0.5),
    )


def test_the_five_best_models_of_five_lists_are_those_of_rcapture(five: ul.Selection) -> None:
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


def test_the_number_is_refused_because_good_models_disagree() -> None:
    result = ul.estimate(ul.published("netherlands_2010_2015"), replicates=200, candidates=100)
    assert result.verdict.outcome is ul.Outcome.REFUSED
    assert [reason.rule for reason in result.verdict.reasons] == [ul.Rule.MODELS_DISAGREE]
    assert result.verdict.reasons[0].sentence == (
        "18 models describe the data almost equally well (within 6 BIC) and differ by a factor "
        "of 3.6: from 36,613 to 131,040 people."
    )


def test_a_region_may_choose_to_show_a_band_instead() -> None:
    limits = ul.Thresholds(refuse_ratio=4.0)
    table = ul.published("netherlands_2010_2015")
    result = ul.estimate(table, replicates=100, candidates=50, thresholds=limits)
    assert result.verdict.outcome is ul.Outcome.BAND
