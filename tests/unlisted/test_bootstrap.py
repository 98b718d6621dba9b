"""Resampling: what is drawn, what is chosen again, how failures and interruptions are kept."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import numpy as np
import pytest

from unlisted.errors import NoEstimate
from unlisted.intervals.bootstrap import Urn, resample
from unlisted.intervals.choosing import Best, ByPValue, Choices, Chooser, Downhill
from unlisted.intervals.limits import acceleration_of
from unlisted.lattice import Floats
from unlisted.loglinear.fitting import Stack, fit
from unlisted.loglinear.kernels import DOUBTFUL
from unlisted.loglinear.models import Model, stack_terms
from unlisted.selection.criteria import Criterion
from unlisted.selection.downhill import downhill
from unlisted.selection.exhaustive import select
from unlisted.tables.catalogue import published
from unlisted.tables.table import CountTable

KOREA = published("korea_palembang")
WESTERN = published("western_united_states")


def best_of(table: CountTable, most: int, criterion: Criterion = Criterion.BIC) -> Best:
    found = select(table, criterion=criterion)
    return Best.of(table.counts(), found.terms[found.order[:most]], criterion)


def plainly(counts: Floats, models: list[Model], criterion: str) -> float:
    """Fit the models one by one and take the lowest criterion."""
    cells = {c: int(n) for c, n in enumerate(counts) if n}
    table = CountTable(lists=("a", "b", "c", "d", "e")[: models[0].lists], cells=cells)
    fits = []
    for model in models:
        try:
            fits.append(fit(table, model))
        except NoEstimate:
            continue
    return min(fits, key=lambda one: float(getattr(one, criterion))).population if fits else np.nan


@pytest.mark.parametrize("criterion", list(Criterion))
def test_every_replicate_chooses_as_if_it_were_the_data(criterion: Criterion) -> None:
    """Against fits made one by one; sixty people, so that many candidates have no estimate."""
    found = select(KOREA)
    models = [found.model(int(place)) for place in found.order]
    chooser = Best.of(KOREA.counts(), found.terms[found.order], criterion)
    shares = KOREA.counts() / KOREA.observed
    tables = Urn(people=60, shares=shares).draw(np.random.default_rng(2), 40)
    expected = [plainly(table, models, str(criterion)) for table in tables]
    assert chooser.choose(tables).populations == pytest.approx(expected, rel=1e-9, nan_ok=True)


def test_a_doubtful_fit_that_is_settled_competes_like_any_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every second candidate is put in doubt, and so judged and fitted once more."""
    chooser, fitted = best_of(WESTERN, 12), Best._fitted
    tables = Urn.of_data(WESTERN.counts()).draw(np.random.default_rng(1), 12)
    certified = chooser.choose(tables)

    def doubting(self: Best, stack: Floats) -> Iterator[Stack]:
        for found in fitted(self, stack):
            yield replace(found, flags=np.where(np.arange(12) % 2 == 0, found.flags, DOUBTFUL))

    monkeypatch.setattr(Best, "_fitted", doubting)
    settled = chooser.choose(tables)
    assert settled.populations == pytest.approx(certified.populations, rel=1e-9)
    assert certified.fits == 12 * 12 < settled.fits


def test_the_candidates_may_be_models_of_any_order() -> None:
    table = published("united_kingdom_2013").merged(("PF", "NCA", "GO"))
    found = select(table, "all")
    models = [found.model(int(place)) for place in found.order[:30]]
    assert any(model.terms[-1].bit_count() == 3 for model in models)
    chooser = Best.of(table.counts(), found.terms[found.order[:30]])
    tables = Urn.of_data(table.counts()).draw(np.random.default_rng(1), 4)
    expected = [plainly(one, models, "bic") for one in tables]
    assert chooser.choose(tables).populations == pytest.approx(expected, rel=1e-9)


def test_one_candidate_is_a_fixed_model() -> None:
    model = Model.of(3, [0b011])
    chooser = Best.of(KOREA.counts(), stack_terms([model]))
    assert chooser.choose(KOREA.counts()[None]).populations[0] == fit(KOREA, model).population


def test_a_replicate_takes_the_best_of_its_own_descent_and_the_known_models() -> None:
    table = published("united_kingdom_2013").merged(("PF", "NCA")).canonical()
    visited = downhill(table).visited
    known = Best.of(table.counts(), visited.terms[visited.order[:5]])
    tables = Urn.of_data(table.counts()).draw(np.random.default_rng(4), 12)
    found, (kept, scores) = Downhill(known=known).choose(tables), known.scored(tables)
    descents = [
        downhill(
            CountTable(lists=table.lists, cells={c: int(n) for c, n in enumerate(one) if n}),
            restarts=0,
        ).best
        for one in tables
    ]
    expected = [
        mine.population if mine and mine.bic < score else population
        for mine, score, population in zip(descents, scores, kept.populations, strict=True)
    ]
    assert found.populations == pytest.approx(expected)
    assert 0 < (found.populations == kept.populations).sum() < 12


def test_the_data_themselves_keep_the_model_that_one_descent_would_miss() -> None:
    """From independence the descent ends at 12,262 people; the best known model has 22,991."""
    table = published("united_kingdom_2013").merged(("PF", "NCA")).canonical()
    visited = downhill(table).visited
    known = Best.of(table.counts(), visited.terms[visited.order[:5]])
    found = Downhill(known=known).choose(table.counts()[None])
    assert found.populations[0] == pytest.approx(22_991.33, abs=0.01)


def test_a_list_that_nobody_is_on_any_more_is_left_out_of_the_descent() -> None:
    chooser = Downhill(known=best_of(KOREA, 3))
    counts = np.array([0.0, 30, 20, 10, 0, 0, 0, 0])
    found = chooser.choose(np.array([counts, np.eye(8)[1]]))
    assert found.populations[0] == pytest.approx(120.0)
    assert np.isnan(found.populations[1])


@pytest.mark.parametrize("chooser", [best_of(WESTERN, 30), ByPValue()], ids=["best", "stepwise"])
def test_figures_depend_on_the_seed_and_never_on_the_number_of_threads(chooser: Chooser) -> None:
    one, three, other = (
        resample(WESTERN.counts(), chooser, replicates=50, seed=seed, jobs=jobs)
        for seed, jobs in ((3, 1), (3, 3), (4, 1))
    )
    assert (one.populations == three.populations).all()
    assert (one.jackknife == three.jackknife).all()
    assert (one.fits, one.steps) == (three.fits, three.steps)
    assert (one.populations != other.populations).any()


def test_work_is_counted_model_by_model() -> None:
    """Every one of 30 candidates on 50 resampled tables and 13 tables with one person less."""
    assert resample(WESTERN.counts(), best_of(WESTERN, 30), replicates=50, seed=1).fits == 30 * 63


def test_the_delete_one_tables_weigh_as_many_people_as_their_cell() -> None:
    chooser = Best.of(KOREA.counts(), stack_terms([Model.of(3)]))
    found = resample(KOREA.counts(), chooser, replicates=0, seed=1)
    cells = dict(KOREA.cells)
    expected = [
        fit(
            CountTable(lists=KOREA.lists, cells={**cells, cell: cells[cell] - 1}), Model.of(3)
        ).population
        for cell in cells
    ]
    assert found.jackknife == pytest.approx(expected)
    assert found.weights.tolist() == list(cells.values())
    spelled = np.repeat(found.jackknife, found.weights.astype(int))
    assert acceleration_of(found.jackknife, found.weights) == pytest.approx(
        acceleration_of(spelled, np.ones(spelled.size))
    )


def test_resampling_the_data_keeps_empty_cells_empty_and_the_number_seen() -> None:
    counts = WESTERN.counts()
    tables = Urn.of_data(counts).draw(np.random.default_rng(1), 400)
    assert (tables.sum(axis=1) == 345).all()
    assert not tables[:, counts == 0].any()
    assert tables.mean(axis=0) == pytest.approx(counts, abs=2.5)


def test_drawing_from_a_fit_fills_empty_cells_and_lets_the_number_seen_vary() -> None:
    counts = WESTERN.counts()
    fitted = fit(WESTERN, Model.of(5, [0b10001]))
    urn = Urn.of_fit(counts, fitted)
    assert urn.people == round(fitted.population) == 2483
    tables = urn.draw(np.random.default_rng(1), 400)
    seen = tables.sum(axis=1)
    assert seen.mean() == pytest.approx(345, abs=3)
    assert seen.std() == pytest.approx((2483 * 0.139 * 0.861) ** 0.5, rel=0.15)
    assert tables[:, counts == 0].any()
    assert not tables[:, 0].any()


def test_cells_ruled_out_by_an_empty_pair_in_the_model_stay_empty_in_its_draws() -> None:
    table = published("netherlands_2010_2015").merged(("I", "O"))
    pair = 0b01010
    assert table.empty_pairs == (("K", "R"),)
    urn = Urn.of_fit(table.counts(), fit(table, Model.of(5, [pair])))
    cells = np.arange(32)
    assert not urn.shares[cells & pair == pair].any()
    assert urn.shares[cells & pair != pair].all()


def test_replicates_without_an_estimate_are_counted_and_left_out() -> None:
    chooser = Best.of(KOREA.counts(), stack_terms([Model.of(3, [0b011, 0b110])]))
    found = resample(KOREA.counts(), chooser, replicates=500, seed=1)
    assert 0 < found.failed < 50
    assert found.succeeded.size == 500 - found.failed
    assert np.isfinite(found.succeeded).all()


def test_a_table_of_one_person_leaves_a_table_of_nobody() -> None:
    counts = np.array([0.0, 1, 0, 0])
    found = resample(counts, ByPValue(), replicates=3, seed=1)
    assert np.isnan(found.jackknife).all()


class Breaking:
    """Answers 1 for every table, and is broken off at a group."""

    def __init__(self, after: int) -> None:
        self._after, self._calls = after, count()

    def choose(self, tables: Floats) -> Choices:
        if next(self._calls) == self._after:
            raise KeyboardInterrupt
        return Choices(populations=np.ones(len(tables)), fits=0, steps=0)


def test_an_interruption_keeps_what_was_done_when_it_is_worth_keeping() -> None:
    """Groups of 16: one of delete-one tables, then 112 replicates are done."""
    found = resample(WESTERN.counts(), Breaking(8), replicates=1000, seed=1, jobs=1)
    assert found.interrupted
    assert found.populations.size == 7 * 16
    assert found.jackknife.size == 13


@pytest.mark.parametrize("after", [0, 3])
def test_an_interruption_before_a_hundred_replicates_stops_the_work(after: int) -> None:
    with pytest.raises(KeyboardInterrupt):
        resample(WESTERN.counts(), Breaking(after), replicates=1000, seed=1, jobs=1)


def test_a_progress_that_breaks_off_is_an_interruption_too() -> None:
    def told(done: int, total: int) -> None:
        assert total == 1013
        if done > 500:
            raise KeyboardInterrupt

    found = resample(WESTERN.counts(), ByPValue(), replicates=1000, seed=1, progress=told)
    assert found.interrupted
    assert found.populations.size == pytest.approx(500, abs=16)
    whole = resample(WESTERN.counts(), ByPValue(), replicates=1000, seed=1)
    assert (whole.populations[: found.populations.size] == found.populations).all()
