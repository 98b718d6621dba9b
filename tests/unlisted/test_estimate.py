"""The result as a whole, for every log-linear method: what it carries, what work it took."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import unlisted as ul
from unlisted.errors import BadRequest, ModelError, TooManyLists, UnknownMethod
from unlisted.estimators.dispatch import METHODS
from unlisted.estimators.formula import model_of
from unlisted.results import CautionCode, Estimate

KOREA = ul.published("korea_palembang")
WESTERN = ul.published("western_united_states")
SEVEN = ul.CountTable(
    lists=tuple("ABCDEFG"),
    cells={**{1 << j: 20 for j in range(7)}, **{3 << j: 4 for j in range(6)}, 0b101: 3},
)
CHOOSING = ("bic", "aic", "aicc", "stepwise", "downhill")


def codes(found: Estimate) -> list[str]:
    return [caution.code.value for caution in found.warnings]


def test_the_result_carries_all_that_is_needed_to_make_it_again() -> None:
    found = ul.estimate(KOREA, bootstrap=60, seed=5, level=0.9)
    assert (found.seed, found.level, found.bootstrap) == (5, 0.9, 60)
    assert (found.version, found.data_hash) == (ul.__version__, KOREA.data_hash)
    assert (found.method, found.interval, found.observed) == ("bic", "bca", 123)
    assert found.seconds > 0


@pytest.mark.parametrize("method", [*CHOOSING, "independence"])
def test_the_result_as_plain_values_has_the_promised_keys(method: str) -> None:
    found = ul.estimate(KOREA, method=method, bootstrap=60).to_dict()
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    promised = (
        "observed point low high level method model bic parameters models_considered "
        "models_excluded bootstrap_failed seed seconds version data_hash warnings"
    )
    assert set(promised.split()) <= found.keys()
    assert found["method"] == method
    assert isinstance(found["low"], float)


def test_every_result_says_that_its_assumption_is_untestable_and_its_level_nominal() -> None:
    assert codes(ul.estimate(KOREA, bootstrap=300)) == [
        "untestable_assumption",
        "models_excluded",
        "nominal_level",
    ]
    assert codes(ul.estimate(WESTERN, method="stepwise", bootstrap=0)) == [
        "untestable_assumption",
        "empty_pairs",
        "search_not_exhaustive",
    ]


def test_interval_and_point_come_together_or_the_point_alone_when_that_is_asked() -> None:
    for method in (*CHOOSING, "independence"):
        found = ul.estimate(KOREA, method=method, bootstrap=0)
        assert found.point is not None
        assert (found.low, found.high, found.interval) == (None, None, "none")


def test_a_restricted_choice_of_models_is_said() -> None:
    found = ul.estimate(KOREA, bootstrap=60, candidates=2)
    assert found.details["candidates"] == 2
    said = {caution.code: caution.sentence for caution in found.warnings}
    assert "best 2 of the 6 models" in said[CautionCode.CANDIDATES_RESTRICTED]


def test_pairs_are_named_in_the_order_of_the_callers_lists() -> None:
    turned = KOREA.rearranged(("d", "c", "b"))
    assert ul.estimate(turned, bootstrap=0).terms == (("d", "c"), ("c", "b"))
    found = ul.estimate(turned, method="stepwise", bootstrap=0)
    assert found.model == "c:b"
    assert found.details["path"][0]["pair"] == "c:b"


@pytest.mark.parametrize("method", [*CHOOSING, "fixed"])
@given(order=st.permutations(WESTERN.lists))
@settings(max_examples=3, deadline=None, derandomize=True)
def test_no_figure_depends_on_the_order_of_the_lists(method: str, order: list[str]) -> None:
    given_model = "A:E,B:C" if method == "fixed" else None
    here, there = (
        ul.estimate(table, method=method, bootstrap=32, candidates=20, model=given_model)
        for table in (WESTERN, WESTERN.rearranged(order))
    )
    assert (here.point, here.low, here.high) == (there.point, there.low, there.high)
    assert {frozenset(t) for t in here.terms} == {frozenset(t) for t in there.terms}


@pytest.mark.parametrize("resampling", ["multinomial", "parametric"])
@pytest.mark.parametrize("method", ["bic", "stepwise", "downhill"])
def test_no_figure_depends_on_the_number_of_threads(method: str, resampling: str) -> None:
    one, three = (
        ul.estimate(KOREA, method=method, resampling=resampling, bootstrap=100, jobs=jobs)
        for jobs in (1, 3)
    )
    assert replace(one, seconds=0.0) == replace(three, seconds=0.0)


def test_the_number_of_fits_is_the_number_of_models_and_replicates() -> None:
    """8 models; 6 candidates on the data, on 50 resampled and on 6 delete-one tables."""
    assert ul.estimate(KOREA, bootstrap=50).fits == 8 + 6 * (1 + 50 + 6)
    assert ul.estimate(WESTERN, bootstrap=50, candidates=9).fits == 1024 + 9 * (1 + 50 + 13)
    assert ul.estimate(WESTERN, method="independence", bootstrap=50).fits == 1 + 1 + 50 + 13


def test_six_lists_take_one_fit_per_model_few_steps_and_no_linear_programme() -> None:
    found = ul.select(ul.published("netherlands_2010_2015"))
    assert (found.fits, found.programmes) == (32_768, 0)
    assert found.steps < 4 * 32_768


def test_models_without_an_estimate_cost_no_linear_programme_either() -> None:
    assert (len(ul.select(KOREA).excluded), ul.select(KOREA).programmes) == (1, 0)


def test_progress_is_told_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    ul.estimate(KOREA, bootstrap=50, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (56, 56)
    assert [done for done, _ in told] == sorted({done for done, _ in told})


def test_what_was_computed_before_an_interruption_is_given_and_said() -> None:
    def breaking(done: int, total: int) -> None:
        if done > total / 2:
            raise KeyboardInterrupt

    found = ul.estimate(KOREA, bootstrap=1000, progress=breaking)
    assert 480 < found.bootstrap < 540
    assert found.low is not None
    assert found.details["interrupted"] is True
    assert "interrupted" in codes(found)


def test_a_model_of_higher_order_is_chosen_when_it_is_allowed() -> None:
    table = ul.published("united_kingdom_2013").merged(("PF", "NCA"))
    found = ul.estimate(table, order=3, bootstrap=0)
    assert (found.models_considered, found.models_excluded) == (6212, 128)
    assert max(len(term) for term in found.terms) == 3
    assert "interact at most 3 at a time" in found.warnings[0].sentence


def test_the_criterion_asked_for_decides() -> None:
    found = {name: ul.estimate(WESTERN, method=name, bootstrap=0) for name in ("bic", "aic")}
    low_bic, low_aic = found["bic"], found["aic"]
    assert low_bic.bic is not None
    assert low_aic.bic is not None
    assert low_bic.bic < low_aic.bic
    assert low_bic.aic is not None
    assert low_aic.aic is not None
    assert low_aic.aic < low_bic.aic
    assert ul.estimate(WESTERN, method="aicc", bootstrap=0).method == "aicc"


def test_a_stricter_p_value_adds_fewer_pairs() -> None:
    strict, loose = (ul.estimate(WESTERN, method="stepwise", p=p, bootstrap=0) for p in (1e-6, 0.2))
    assert strict.model == ""
    assert len(loose.terms) > 1
    assert loose.details["threshold"] == 0.2


def test_seven_lists_are_refused_by_bic_with_advice_that_works() -> None:
    with pytest.raises(TooManyLists, match=r"merge lists.*downhill.*stepwise"):
        ul.estimate(SEVEN)
    for method in ("downhill", "stepwise"):
        found = ul.estimate(SEVEN, method=method, bootstrap=16)
        assert found.low is not None
        assert "search_not_exhaustive" in codes(found)


def test_a_given_model_keeps_its_pairs_in_every_replicate() -> None:
    given_model = ul.Model.of(5, [0b10001])
    by_name = ul.estimate(WESTERN, method="fixed", model="E:A", bootstrap=200)
    by_model = ul.estimate(WESTERN, method="fixed", model=given_model, bootstrap=200)
    assert replace(by_name, seconds=0.0) == replace(by_model, seconds=0.0)
    assert (by_name.model, by_name.models_considered) == ("A:E", 1)
    assert "selection_ignored" in codes(by_name)
    assert by_name.details["profile_low"] == pytest.approx(1680.614, abs=0.01)
    assert by_name.details["profile_high"] == pytest.approx(3928.083, abs=0.01)
    chosen = ul.estimate(WESTERN, bootstrap=200, candidates=100)
    assert by_name.high is not None
    assert chosen.high is not None
    assert by_name.high < chosen.high


def test_a_given_model_without_an_estimate_gives_no_number_and_says_why() -> None:
    found = ul.estimate(KOREA, method="fixed", model="b:c,b:d")
    assert (found.point, found.low, found.high, found.model) == (None, None, None, None)
    assert (found.models_considered, found.models_excluded, found.bootstrap) == (1, 1, 0)
    said = {caution.code: caution.sentence for caution in found.warnings}
    assert "cannot be fitted to these data: " in said[CautionCode.NO_ESTIMATE]
    assert str(found).startswith("Estimate by fixed")


@pytest.mark.parametrize("method", [*CHOOSING, "independence"])
def test_lists_that_share_nobody_give_no_number(method: str) -> None:
    table = ul.CountTable(lists=("A", "B", "C"), cells={1: 30, 2: 20, 4: 10})
    found = ul.estimate(table, method=method, bootstrap=20)
    assert (found.point, found.low, found.high) == (None, None, None)
    assert found.models_excluded == found.models_considered > 0
    assert "no_estimate" in codes(found)


def test_small_tables_can_be_drawn_from_the_model_instead() -> None:
    """Thirty people: cells that are empty in the data can fill."""
    cells = {1: 9, 2: 8, 4: 7, 3: 3, 5: 2, 6: 1}
    table = ul.CountTable(lists=("A", "B", "C"), cells=cells)
    data, model = (
        ul.estimate(table, bootstrap=400, resampling=kind) for kind in ("multinomial", "parametric")
    )
    assert data.point == model.point
    assert (data.low, data.high) != (model.low, model.high)
    assert model.details["resampling"] == "parametric"
    assert model.low is not None
    assert model.high is not None
    assert table.observed < model.low < (model.point or 0) < model.high


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"level": 1.0}, "level = 1.0: must lie between 0 and 1"),
        ({"level": 95}, "level = 95: must lie between 0 and 1"),
        ({"bootstrap": -1}, "bootstrap = -1: must be a whole number of at least 0"),
        ({"bootstrap": 10.5}, "bootstrap = 10.5"),
        ({"jobs": 0}, "jobs = 0"),
        ({"seed": -1}, "seed = -1"),
        ({"candidates": 0}, "candidates = 0"),
        ({"p": 0.0}, "p = 0.0"),
        ({"resampling": "bayesian"}, "must be 'multinomial' or 'parametric'"),
    ],
)
def test_a_setting_outside_its_range_is_named(asked: dict[str, object], message: str) -> None:
    with pytest.raises(BadRequest, match=message):
        ul.estimate(KOREA, **asked)


def test_an_unknown_method_is_answered_with_those_there_are() -> None:
    with pytest.raises(
        UnknownMethod, match="no method 'guess'; the methods are bic, aic"
    ) as raised:
        ul.estimate(KOREA, method="guess")
    assert all(name in str(raised.value) for name in METHODS)


@pytest.mark.parametrize(
    ("method", "model", "message"),
    [
        ("fixed", None, "needs a model"),
        ("bic", "b:c", "use method='fixed'"),
        ("fixed", "b:x", "'x' is not a list of this table; its lists are b, c, d"),
        ("fixed", "b", "b is no interaction"),
        ("fixed", "b:b", "two or more different lists"),
        ("fixed", "b:c,", "comma with no interaction"),
        ("fixed", "b:", "ends with a colon"),
        ("fixed", "b::c", "a list is missing at position 3"),
        ("fixed", ul.Model.of(4), "the model has 4 lists, the table 3"),
    ],
)
def test_a_model_that_does_not_fit_the_request_is_explained(
    method: str, model: str | None, message: str
) -> None:
    with pytest.raises(ModelError, match=message):
        ul.estimate(KOREA, method=method, model=model)


def test_formulas_bring_what_is_inside_an_interaction_and_survive_odd_names() -> None:
    assert model_of("b:c:d", KOREA.lists) == ul.Model.generated(3, [0b111])
    assert model_of("", KOREA.lists) == model_of("  ", KOREA.lists) == ul.Model.of(3)
    odd = ("A:1", "A", "NGO, north", "(d)")
    assert model_of("A:1:A , NGO, north:(d)", odd) == ul.Model.of(4, [0b0011, 0b1100])


names = st.text(st.characters(codec="utf-8", exclude_characters=":,"), min_size=1, max_size=6)


@given(lists=st.lists(names.map(str.strip).filter(bool), min_size=3, max_size=5, unique=True))
@settings(max_examples=50, deadline=None, derandomize=True)
def test_the_formula_of_a_model_is_read_back_as_that_model(lists: list[str]) -> None:
    formula = f"{lists[0]}:{lists[2]},{lists[1]}:{lists[2]}"
    assert model_of(formula, lists) == ul.Model.of(len(lists), [0b101, 0b110])


def test_the_library_knows_nothing_of_the_application() -> None:
    code = "import sys, unlisted; print({'django', 'kmt', 'cellsafe'} & sys.modules.keys())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(path for path in sys.path if path)},
    )
    assert done.stdout.strip() == "set()"
