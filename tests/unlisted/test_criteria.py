"""BIC, AIC and AICc of a search, and the weights that follow from them."""

from math import exp, log

import numpy as np
import pytest

import unlisted as ul
from unlisted.errors import ModelError
from unlisted.selection.criteria import weights

WESTERN = ul.published("western_united_states")
KOREA = ul.published("korea_palembang")


def test_the_three_criteria_are_what_their_formulas_say() -> None:
    found = ul.fit(KOREA, ul.Model.of(3, [0b011]))
    minus_twice, p, n = -2 * found.log_likelihood, 5, 123
    assert found.parameters == p
    assert found.bic == pytest.approx(minus_twice + p * log(n), rel=1e-14)
    assert found.aic == pytest.approx(minus_twice + 2 * p, rel=1e-14)
    assert found.aicc == pytest.approx(found.aic + 2 * p * (p + 1) / (n - p - 1), rel=1e-14)


def test_aic_chooses_more_interactions_than_bic() -> None:
    chosen = {name: ul.select(WESTERN, criterion=name) for name in ("bic", "aicc", "aic")}
    parameters = {name: s.best.parameters for name, s in chosen.items() if s.best}
    assert parameters["bic"] < parameters["aicc"] <= parameters["aic"]
    for name, selection in chosen.items():
        assert selection.criterion == name
        assert selection.scores.min() == getattr(selection.best, name)
        ranked = [getattr(model, name) for model in selection.top(30)]
        assert ranked == sorted(ranked)


def test_the_range_over_models_is_measured_by_the_chosen_criterion() -> None:
    selection = ul.select(WESTERN, criterion="aic")
    near = selection.range_within(2)
    assert near is not None
    close = selection.aic <= selection.aic.min() + 2
    assert near.models == close.sum() > 1
    assert (near.low, near.high) == (
        selection.population[close].min(),
        selection.population[close].max(),
    )


def test_aicc_is_infinite_where_there_are_no_more_people_than_parameters() -> None:
    tiny = ul.CountTable(lists=("A", "B", "C"), cells={1: 2, 2: 1, 3: 1, 4: 1, 5: 1})
    found = ul.fit(tiny, ul.Model.of(3, [0b011]))
    assert (found.observed, found.parameters, found.aicc) == (6, 5, np.inf)
    assert ul.fit(tiny, ul.Model.of(3)).aicc == pytest.approx(
        ul.fit(tiny, ul.Model.of(3)).aic + 2 * 4 * 5 / (6 - 4 - 1)
    )


def test_weights_fall_by_half_the_distance_and_sum_to_one() -> None:
    found = weights(np.array([7.0, 3.0, np.inf, 4.0]))
    raw = np.array([exp(-2), 1, 0, exp(-0.5)])
    assert found == pytest.approx(raw / raw.sum(), rel=1e-14)
    assert weights(np.array([np.inf, np.inf])).tolist() == [0, 0]


def test_only_models_with_an_estimate_weigh_and_carry_figures() -> None:
    selection = ul.select(KOREA)
    bad = np.setdiff1d(np.arange(8), selection.order)
    assert bad.size == 2
    assert selection.weights.sum() == pytest.approx(1)
    assert selection.best is not None
    assert selection.best.weight == selection.weights.max()
    assert not selection.weights[bad].any()
    assert np.isnan(selection.population[bad]).all()
    assert np.isinf([selection.bic[bad], selection.aic[bad], selection.aicc[bad]]).all()


def test_a_criterion_of_another_name_is_refused() -> None:
    with pytest.raises(ModelError, match="'dic' is not one of bic, aic, aicc"):
        ul.select(KOREA, criterion="dic")
