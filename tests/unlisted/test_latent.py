"""Latent classes: the sampler against exact posteriors, against LCMCR, and its refusal.

LCMCR 0.4.14 (Manrique-Vallier 2016, doi:10.1111/biom.12502; 10 classes, priors of 0.25, 110,000
sweeps), posterior medians of seeds 1, 2, 3: New Orleans of five lists 796, 788, 802; western
United States 1,841, 1,835, 1,812; Korea 137, 137, 138; United Kingdom of five lists 20,973,
12,918, 22,385: its chains do not agree on that one.
"""

from collections.abc import Callable

import numpy as np
import pytest
from scipy.special import betaln, gammaln
from scipy.stats import nbinom

from unlisted.errors import BadRequest, TooFewLists
from unlisted.estimators import gibbs
from unlisted.estimators.chains import Schedule, sampled, started, tables_of
from unlisted.estimators.latent import by_latent_class
from unlisted.lattice import Floats
from unlisted.results import CautionCode, Estimate
from unlisted.tables.catalogue import published
from unlisted.tables.table import CountTable

FOUR_LISTS = CountTable(
    lists=("A", "B", "C", "D"),
    cells={1: 40, 2: 30, 4: 20, 8: 25, 3: 9, 5: 6, 6: 4, 9: 7, 10: 5, 12: 4, 7: 1},
)
SHORT = {"burn_in": 500, "samples": 500, "thinning": 10}
KERNELS = (
    "swap_neighbours",
    "draw_weights",
    "draw_odds",
    "fill_shares",
    "draw_parameters",
    "exchange",
    "allocate",
    "draw_classes",
    "add",
    "run",
)


def figures(found: Estimate) -> tuple[float | None, ...]:
    return found.low, found.point, found.high


def codes(found: Estimate) -> set[CautionCode]:
    return {caution.code for caution in found.warnings}


def test_one_class_is_independence_whose_posterior_is_a_sum() -> None:
    drawn = sampled(
        tables_of(FOUR_LISTS, 3),
        Schedule(burn_in=200, samples=1000, thinning=5),
        classes=1,
        chains=4,
        seed=1,
    )
    observed, unseen = FOUR_LISTS.observed, np.arange(20_000)
    on = [sum(n for c, n in FOUR_LISTS.cells.items() if c >> j & 1) for j in range(4)]
    log = gammaln(observed + unseen) - gammaln(unseen + 1.0)
    for count in on:
        log += betaln(1.0 + count, 1.0 + observed + unseen - count)
    exact = np.cumsum(np.exp(log - log.max()))
    exact /= exact[-1]
    for value in np.searchsorted(exact, (0.025, 0.2, 0.5, 0.8, 0.975)):
        assert (drawn.unseen <= value).mean() == pytest.approx(exact[value], abs=0.025)


def prior_draws(rng: np.random.Generator, draws: int, classes: int) -> tuple[Floats, Floats]:
    """Weights (draws, classes) and chances (draws, classes, 3): the prior, sticks as written."""
    alpha = rng.gamma(0.25, 1 / 0.25, size=(draws, 1))
    sticks = rng.beta(1.0, np.maximum(alpha, 1e-12), size=(draws, classes))
    sticks[:, -1] = 1.0
    left = np.cumprod(1.0 - sticks, axis=1)
    before = np.concatenate((np.ones((draws, 1)), left[:, :-1]), axis=1)
    return sticks * before, rng.random((draws, classes, 3))


def test_three_classes_and_a_ladder_give_the_posterior_found_by_weighting_prior_draws() -> None:
    cells, counts = (1, 2, 4, 3, 5), np.array([6, 5, 4, 2, 1])
    members = np.array([[0, -1, -1], [1, -1, -1], [2, -1, -1], [0, 1, -1], [0, 2, -1]])
    tables = gibbs.Tables(members=members, counts=np.array([counts, [4, 3, 3, 1, 1]]))
    drawn = sampled(
        tables, Schedule(burn_in=500, samples=2000, thinning=10), classes=3, chains=4, seed=2
    )
    weights, chances = prior_draws(np.random.default_rng(3), 150_000, 3)

    def chance(cell: int) -> Floats:
        on = np.array([cell >> j & 1 for j in range(3)], dtype=bool)
        out: Floats = (weights * np.where(on, chances, 1.0 - chances).prod(axis=2)).sum(axis=1)
        return out

    caught = 1.0 - chance(0)
    log = sum(n * np.log(chance(c) / caught) for c, n in zip(cells, counts, strict=True))
    importance = np.exp(log - log.max())
    importance /= importance.sum()
    assert 1 / (importance**2).sum() > 2000, "too few prior draws to compare with"
    for value in (3, 8, 15, 25, 50, 120):
        exact = float(importance @ nbinom.cdf(value, counts.sum(), caught))
        assert (drawn.unseen <= value).mean() == pytest.approx(exact, abs=0.02), value
    assert (drawn.exchanged > 0.3).all()


def plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the plain functions in the place of the compiled ones."""
    for name in KERNELS:
        kernel = getattr(gibbs, name)
        monkeypatch.setattr(gibbs, name, getattr(kernel, "py_func", kernel))


def chain(run: Callable[..., None]) -> tuple[list[list[int]], float]:
    rng = np.random.default_rng(5)
    tables = tables_of(FOUR_LISTS, 3)
    state = started(rng, tables, 6)
    trace = np.zeros((30, 2), np.int64)
    run(rng, tables, state, 2, trace)
    return trace.tolist(), float(rng.random())


def test_the_plain_sampler_walks_the_same_chain_to_the_last_bit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compiled = chain(gibbs.run)
    plainly(monkeypatch)
    assert chain(gibbs.run) == compiled
    assert len({unseen for unseen, _ in compiled[0]}) > 10


@pytest.mark.parametrize(
    ("name", "median", "tolerance"),
    [
        ("new_orleans_five_lists", 796, 25),
        ("western_united_states", 1835, 50),
        ("korea_palembang", 137, 2),
    ],
)
def test_posterior_medians_are_those_of_lcmcr(name: str, median: int, tolerance: int) -> None:
    found = by_latent_class(published(name), **SHORT)
    assert found.point == pytest.approx(median, abs=tolerance)
    assert found.interval == "posterior"
    assert CautionCode.NOT_CONVERGED not in codes(found)


def five_british_lists() -> CountTable:
    return published("united_kingdom_2013").merged(("PF", "NCA"))


def test_chains_that_disagree_give_no_number() -> None:
    found = by_latent_class(five_british_lists(), ladder=1, **SHORT)
    assert figures(found) == (None, None, None)
    assert found.interval == "none"
    assert CautionCode.NOT_CONVERGED in codes(found)
    rhat, medians = found.details["rhat"], found.details["chain_medians"]
    assert isinstance(rhat, float)
    assert isinstance(medians, list)
    assert rhat > 1.01
    assert len(medians) == 4


def test_two_kinds_of_people_are_found_where_independence_finds_too_few() -> None:
    rng = np.random.default_rng(8)
    visible = rng.random((600, 5)) < (0.6, 0.5, 0.5, 0.4, 0.4)
    hidden = rng.random((2400, 5)) < (0.15, 0.1, 0.1, 0.1, 0.08)
    masks = np.concatenate((visible, hidden)) @ (1 << np.arange(5))
    cells = {int(c): int(n) for c, n in zip(*np.unique(masks, return_counts=True), strict=True)}
    table = CountTable(lists=tuple("ABCDE"), cells={c: n for c, n in cells.items() if c})

    def population(classes: int) -> Floats:
        schedule = Schedule(burn_in=300, samples=200, thinning=10)
        drawn = sampled(tables_of(table, 1), schedule, classes=classes, chains=4, seed=1)
        out: Floats = np.quantile(drawn.unseen + table.observed, (0.025, 0.975))
        return out

    low, high = population(4)
    assert low < 3000 < high
    assert population(1)[1] < 2200 < low


def test_figures_do_not_depend_on_the_order_of_lists_or_on_threads() -> None:
    settings = {"burn_in": 200, "samples": 300, "thinning": 5}
    first = by_latent_class(FOUR_LISTS, jobs=1, **settings)
    other = by_latent_class(FOUR_LISTS.rearranged("DBAC"), jobs=3, **settings)
    assert figures(first) == figures(other)
    assert first.point is not None
    assert other.lists == ("D", "B", "A", "C")
    assert figures(by_latent_class(FOUR_LISTS, seed=2, **settings)) != figures(first)


def test_three_chains_cannot_show_that_they_agree() -> None:
    found = by_latent_class(FOUR_LISTS, chains=3, burn_in=200, samples=500, thinning=5)
    assert figures(found) == (None, None, None)
    assert any("3 chains" in caution.sentence for caution in found.warnings)


def test_two_lists_are_refused_and_three_come_with_a_caution() -> None:
    with pytest.raises(TooFewLists, match="at least 3 lists"):
        by_latent_class(CountTable(lists=("A", "B"), cells={1: 3, 2: 4, 3: 5}))
    found = by_latent_class(published("korea_palembang"), burn_in=10, samples=10, thinning=1)
    assert CautionCode.PRIOR_SENSITIVE in codes(found)


@pytest.mark.parametrize(
    "wrong",
    [
        {"classes": 0},
        {"chains": 0},
        {"burn_in": -1},
        {"samples": 3},
        {"thinning": 0},
        {"ladder": 0},
        {"level": 1.0},
    ],
)
def test_settings_out_of_range_are_refused_by_name(wrong: dict[str, int]) -> None:
    with pytest.raises(BadRequest, match=next(iter(wrong))):
        by_latent_class(FOUR_LISTS, **wrong)


def test_the_ladder_holds_the_data_first_and_then_evenly_thinned_tables() -> None:
    tables = tables_of(FOUR_LISTS, 12)
    assert tables.counts[0].tolist() == [FOUR_LISTS.cells[c] for c in sorted(FOUR_LISTS.cells)]
    totals = tables.counts.sum(axis=1)
    expected = 151 * 0.65 ** np.arange(len(totals))
    assert totals == pytest.approx(expected, abs=0.51)
    assert totals.min() >= 50
    assert (np.abs(tables.counts - np.outer(expected / 151, tables.counts[0])) < 1).all()


def test_progress_ends_with_all_sweeps_done() -> None:
    told: list[tuple[int, int]] = []
    by_latent_class(
        FOUR_LISTS,
        burn_in=10,
        samples=7,
        thinning=2,
        progress=lambda done, total: told.append((done, total)),
    )
    assert told[0] == (40, 96)
    assert told[-1] == (96, 96)


def test_a_result_prints_itself_and_tells_the_seed() -> None:
    found = by_latent_class(FOUR_LISTS, burn_in=300, samples=300, thinning=10, seed=4)
    assert "Estimate by lcm from 4 lists" in str(found)
    assert found.to_dict()["seed"] == 4
    assert '"rhat"' in found.to_json()
