"""R-hat and effective sample size, against closed cases and a plain version written for clarity.

Definitions: Vehtari, Gelman, Simpson, Carpenter, Bürkner 2021, doi:10.1214/20-BA1221.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unlisted.errors import BadRequest
from unlisted.estimators.convergence import (
    autocovariance,
    bulk_size,
    effective_size,
    rank_normalised_rhat,
    split_rhat,
    tail_size,
)
from unlisted.lattice import Floats


def normal(chains: int = 4, length: int = 2000, seed: int = 1) -> Floats:
    return np.random.default_rng(seed).normal(size=(chains, length))


def autoregressive(rho: float, *, chains: int = 4, length: int = 5000) -> Floats:
    noise = normal(chains, length, seed=2)
    out = np.empty_like(noise)
    out[:, 0] = noise[:, 0] / np.sqrt(1 - rho**2)
    for t in range(1, length):
        out[:, t] = rho * out[:, t - 1] + noise[:, t]
    return out


def size_by_hand(chains: Floats) -> float:
    """Effective sample size term by term, as the paper writes it."""
    m, n = chains.shape
    mean = chains.mean()
    within = sum(((c - c.mean()) ** 2).sum() / (n - 1) for c in chains) / m
    between = n / (m - 1) * sum((c.mean() - mean) ** 2 for c in chains)
    plus = (n - 1) / n * within + between / n
    rho = []
    for t in range(n):
        lagged = [((c[: n - t] - c.mean()) * (c[t:] - c.mean())).sum() / (n - 1) for c in chains]
        rho.append(1 - (within - np.mean(lagged)) / plus)
    rho[0] = 1.0
    kept: list[float] = []
    for t in range(0, n - 1, 2):
        pair = rho[t] + rho[t + 1]
        if pair <= 0:
            break
        kept.append(min([pair, *kept[-1:]]))
    return m * n / max(2 * sum(kept) - 1, 1 / np.log10(m * n))


def test_independent_draws_are_worth_what_they_are() -> None:
    draws = normal()
    assert rank_normalised_rhat(draws) == pytest.approx(1.0, abs=0.003)
    assert bulk_size(draws) == pytest.approx(8000, rel=0.1)
    assert tail_size(draws) == pytest.approx(8000, rel=0.15)


@pytest.mark.parametrize("rho", [0.3, 0.6, 0.9])
def test_autocorrelated_draws_are_worth_one_minus_rho_over_one_plus_rho(rho: float) -> None:
    expected = 20_000 * (1 - rho) / (1 + rho)
    assert bulk_size(autoregressive(rho)) == pytest.approx(expected, rel=0.12)


def test_alternating_draws_are_worth_more_than_their_number() -> None:
    assert bulk_size(autoregressive(-0.5)) > 30_000


def test_a_chain_elsewhere_is_seen() -> None:
    draws = normal()
    draws[3] += 1.0
    assert rank_normalised_rhat(draws) > 1.09
    assert bulk_size(draws) < 100


def test_a_chain_of_another_width_is_seen_though_its_middle_is_the_same() -> None:
    draws = normal()
    draws[3] *= 4.0
    assert split_rhat(draws) < 1.01
    assert rank_normalised_rhat(draws) > 1.05


def test_a_chain_that_drifts_is_seen_by_splitting_it() -> None:
    draws = normal() + np.linspace(-1.0, 1.0, 2000)
    assert split_rhat(draws) < 1.01
    assert rank_normalised_rhat(draws) > 1.1


def test_infinite_variance_does_not_hide_a_chain_elsewhere() -> None:
    draws = np.random.default_rng(3).standard_cauchy(size=(4, 2000))
    assert rank_normalised_rhat(draws) < 1.01
    assert rank_normalised_rhat(draws + np.array([[0.0], [0.0], [0.0], [3.0]])) > 1.1


def test_split_r_hat_is_its_formula() -> None:
    draws = np.array([[1.0, 2.0, 3.0, 4.0], [2.0, 4.0, 6.0, 8.0]])
    within, between = (5 / 3 + 20 / 3) / 2, (2.5**2) / 2
    assert split_rhat(draws) == pytest.approx(np.sqrt(3 / 4 + between / within), rel=1e-12)


@pytest.mark.parametrize("rho", [0.0, 0.7, 0.95])
def test_effective_size_is_the_sum_written_term_by_term(rho: float) -> None:
    draws = autoregressive(rho, length=300)
    assert effective_size(draws) == pytest.approx(size_by_hand(draws), rel=1e-9)


def test_autocovariance_by_transform_is_the_sum_of_products() -> None:
    chain = normal(1, 50)
    centred = chain[0] - chain[0].mean()
    for lag, found in enumerate(autocovariance(chain)[0]):
        assert found == pytest.approx((centred[: 50 - lag] * centred[lag:]).sum() / 50, abs=1e-12)


def test_draws_that_are_all_the_same_agree() -> None:
    draws = np.full((4, 100), 7.0)
    assert rank_normalised_rhat(draws) == 1.0
    assert bulk_size(draws) == 400


def test_chains_that_stand_still_apart_do_not_agree() -> None:
    draws = np.repeat([[1.0], [2.0], [3.0], [4.0]], 100, axis=1)
    assert rank_normalised_rhat(draws) == np.inf
    assert bulk_size(draws) < 10


def test_too_few_samples_are_refused() -> None:
    with pytest.raises(BadRequest):
        rank_normalised_rhat(np.zeros((4, 3)))


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 6), st.integers(8, 60))
def test_ranks_alone_count_and_chains_have_no_order(seed: int, chains: int, length: int) -> None:
    draws = normal(chains, length, seed)
    size = bulk_size(draws)
    assert size == pytest.approx(bulk_size(np.exp(draws)), rel=1e-12)
    assert size == pytest.approx(bulk_size(draws[::-1]), rel=1e-9)
    assert rank_normalised_rhat(draws) == pytest.approx(rank_normalised_rhat(-draws), rel=1e-9)
