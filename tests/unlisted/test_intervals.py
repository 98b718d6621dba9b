"""BCa and percentile intervals against hand-made cases and SciPy's own BCa."""

import numpy as np
import pytest
from scipy import stats

from unlisted.intervals.limits import acceleration_of, bca, percentile


def test_the_percentile_interval_reads_quantiles_of_type_eight() -> None:
    """Type 8 puts quantile p of n values at position n p + (p + 1) / 3."""
    found = percentile(np.arange(1.0, 100.0), 0.95)
    assert found.low == pytest.approx(99 * 0.025 + 1.025 / 3)
    assert found.high == pytest.approx(99 * 0.975 + 1.975 / 3)
    assert not found.at_edge


def test_without_bias_and_acceleration_bca_is_the_percentile_interval() -> None:
    values = np.arange(1.0, 101.0)
    corrected, plain = bca(50.9, values, 0.0, 0.9), percentile(values, 0.9)
    assert corrected.low == pytest.approx(plain.low)
    assert corrected.high == pytest.approx(plain.high)


def test_levels_are_those_of_scipy_for_a_mean() -> None:
    """SciPy computes the same levels from the same replicates; only its quantile type differs."""
    generator = np.random.default_rng(4)
    data = generator.exponential(size=40)
    peer = stats.bootstrap(
        (data,), np.mean, n_resamples=4000, method="BCa", rng=np.random.default_rng(9)
    )
    left_out = np.array([np.delete(data, i).mean() for i in range(data.size)])
    found = bca(
        float(data.mean()),
        peer.bootstrap_distribution,
        acceleration_of(left_out, np.ones(data.size)),
        0.95,
    )
    levels = [found.lower_level, found.upper_level]
    low, high = np.quantile(peer.bootstrap_distribution, levels, method="linear")
    assert low == pytest.approx(peer.confidence_interval.low, rel=1e-9)
    assert high == pytest.approx(peer.confidence_interval.high, rel=1e-9)
    assert found.bias != 0
    assert found.acceleration != 0


def test_weights_stand_for_repeated_values() -> None:
    once = acceleration_of(np.array([1.0, 2.0, 5.0]), np.array([3.0, 2.0, 1.0]))
    spelled = acceleration_of(np.array([1.0, 1, 1, 2, 2, 5]), np.ones(6))
    assert once == pytest.approx(spelled)
    assert once < 0
    assert acceleration_of(np.array([2.0, 2.0]), np.array([5.0, 1.0])) == 0.0


@pytest.mark.parametrize("point", [0.0, 1000.0])
def test_all_replicates_on_one_side_is_bounded_and_flagged(point: float) -> None:
    found = bca(point, np.arange(1.0, 101.0), 0.0, 0.95)
    assert found.at_edge
    assert 1.0 <= found.low <= found.high <= 100.0


def test_a_correction_that_runs_away_ends_at_the_replicates() -> None:
    found = bca(50.0, np.arange(1.0, 101.0), 0.6, 0.95)
    assert (found.high, found.upper_level, found.at_edge) == (100.0, 1.0, True)


def test_a_replicate_that_equals_the_point_but_for_rounding_is_not_below_it() -> None:
    values = np.array([1.0, 2.0, 3.0, 4.0, 5.0 * (1 - 1e-14), 6.0, 7.0, 8.0, 9.0])
    assert bca(5.0, values, 0.0, 0.5).bias == pytest.approx(float(stats.norm.ppf(4 / 9)))
