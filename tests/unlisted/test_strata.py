"""Log-linear models over strata: two independent ways to a number, and levels that add up."""

import itertools
import json
from math import lgamma, log, prod

import numpy as np
import pytest
from numpy.typing import NDArray

from unlisted.errors import BadRequest, EmptyList, ModelError, NoEstimate
from unlisted.loglinear.existence import Status, status_of, support_of
from unlisted.loglinear.fitting import fit
from unlisted.loglinear.models import Model
from unlisted.results import CautionCode
from unlisted.strata import StrataModel, StratifiedEstimate, estimate_strata, fit_strata, searching
from unlisted.strata.design import design_of
from unlisted.strata.fitting import fit_tables
from unlisted.strata.layout import arrange
from unlisted.strata.newton import solve
from unlisted.tables.catalogue import published
from unlisted.tables.stratified import StratifiedTable

Floats = NDArray[np.float64]
Names = tuple[str, ...]

# Spina bifida, New York State 1969-1974, by ethnicity: Madigan, York 1997, Biometrika 84(1),
# 19-31, doi:10.1093/biomet/84.1.19. Columns by bitmask of birth, death and rehabilitation lists.
SPINA = StratifiedTable.from_array(
    ("S1", "S2", "S3"),
    ("eth",),
    (("caucasian",), ("afro-american",), ("other",)),
    [[0, 230, 45, 134, 52, 107, 3, 12], [0, 13, 3, 8, 8, 3, 1, 0], [0, 1, 0, 0, 0, 1, 0, 0]],
)
MODELS: list[list[Names]] = [
    [],
    [("S1", "S2")],
    [("S2", "S3")],
    [("S1", "S2"), ("S2", "S3")],
    [("S3", "eth")],
    [("S1", "S2"), ("S2", "S3"), ("S3", "eth")],
]


def world(
    sizes: list[int], reach: list[list[float]], seed: int, factor: str = "group"
) -> StratifiedTable:
    """Draw people who are on every list by chance, with the chances of their level."""
    generator = np.random.default_rng(seed)
    lists = len(reach[0])
    rows = []
    for size, chances in zip(sizes, reach, strict=True):
        on = generator.random((size, lists)) < np.array(chances)
        rows.append(np.bincount(on @ (1 << np.arange(lists)), minlength=1 << lists))
    array = np.array(rows)
    array[:, 0] = 0
    levels = [(f"g{place}",) for place in range(len(sizes))]
    return StratifiedTable.from_array("ABCDEF"[:lists], (factor,), levels, array)


def dense_fit(table: StratifiedTable, interactions: list[Names]) -> tuple[float, Floats, float]:
    """Population, unseen per level and BIC, the slow and readable way.

    A column of 0 and 1 per level and per term, none for the first category of a term with a
    factor; weighted least squares; margins without people leave the table.
    """
    factor = table.factors[0]
    terms = {(name,) for name in table.lists} | set(interactions)
    terms |= {(name,) for term in interactions for name in term if name in table.lists}

    def row(level: int, cell: int) -> list[float]:
        out = [float(level == other) for other in range(len(table.levels))]
        for term in sorted(terms):
            on = all(cell >> table.lists.index(n) & 1 for n in term if n != factor)
            out += (
                [float(on and level == other) for other in range(1, len(table.levels))]
                if factor in term
                else [float(on)]
            )
        return out

    def margin(level: int, term: Names) -> float:
        mask = sum(1 << table.lists.index(n) for n in term if n != factor)
        levels = [level] if factor in term else range(len(table.levels))
        counts = table.array()
        return sum(counts[s, c] for s in levels for c in range(counts.shape[1]) if c & mask == mask)

    kept = [
        (s, c)
        for s, c in itertools.product(range(len(table.levels)), range(1, 1 << len(table.lists)))
        if all(
            margin(s, term) > 0
            for term in terms
            if all(c >> table.lists.index(n) & 1 for n in term if n != factor)
        )
    ]
    design = np.array([row(s, c) for s, c in kept])
    counts = np.array([table.array()[s, c] for s, c in kept])
    mean = counts + 0.5
    for _ in range(300):
        root = np.sqrt(mean)
        target = np.log(mean) + (counts - mean) / mean
        found, *_ = np.linalg.lstsq(design * root[:, None], target * root, rcond=None)
        mean = np.exp(design @ found)
    value = sum(n * log(m) - m - lgamma(n + 1) for n, m in zip(counts, mean, strict=True))
    unseen = np.exp([np.dot(row(s, 0), found) for s in range(len(table.levels))])
    bic = -2.0 * value + design.shape[1] * log(table.observed)
    return table.observed + float(unseen.sum()), unseen, bic


@pytest.mark.parametrize("interactions", MODELS)
def test_a_fit_agrees_with_a_plain_dense_fit(interactions: list[Names]) -> None:
    found = fit_strata(SPINA, StrataModel.of(SPINA.lists, SPINA.factors, interactions))
    population, unseen, bic = dense_fit(SPINA, interactions)
    assert found.population == pytest.approx(population, rel=1e-8)
    assert found.unseen == pytest.approx(unseen, rel=1e-7)
    assert found.bic == pytest.approx(bic, abs=1e-7)


def test_a_list_by_factor_margin_without_people_is_minus_infinity_and_counts() -> None:
    """Nobody of level g1 is on list C; the dense fit drops those cells in its own way."""
    table = StratifiedTable.from_array(
        "ABC",
        ("group",),
        (("g0",), ("g1",)),
        [[0, 40, 30, 12, 20, 9, 7, 3], [0, 25, 30, 9, 0, 0, 0, 0]],
    )
    found = fit_strata(table, StrataModel.of("ABC", ("group",), [("C", "group")]))
    population, _, bic = dense_fit(table, [("C", "group")])
    assert found.population == pytest.approx(population, rel=1e-8)
    assert found.bic == pytest.approx(bic, abs=1e-7)
    assert found.parameters == 6
    assert found.means[1, 4:].tolist() == [0.0] * 4


def test_two_lists_are_lincoln_and_petersen_in_every_level() -> None:
    table = world([900, 400, 2500], [[0.3, 0.2], [0.1, 0.4], [0.2, 0.1]], seed=3)
    model = StrataModel.of("AB", ("group",), [("A", "group"), ("B", "group")])
    by_hand = [row[1] * row[2] / row[3] for row in table.array()]
    found = fit_strata(table, model)
    assert found.unseen == pytest.approx(by_hand, rel=1e-9)
    assert found.population == pytest.approx(table.observed + sum(by_hand), rel=1e-10)


def test_the_people_seen_per_level_are_fitted_exactly() -> None:
    for interactions in MODELS:
        found = fit_strata(SPINA, StrataModel.of(SPINA.lists, SPINA.factors, interactions))
        seen = SPINA.array().sum(axis=1)
        assert found.means[:, 1:].sum(axis=1) == pytest.approx(seen, rel=1e-9)
        assert found.people == pytest.approx(seen)
        assert found.means[:, 0] == pytest.approx(found.unseen)


def test_every_covariate_term_reproduces_its_margins() -> None:
    table = world([900, 700], [[0.3, 0.2, 0.2], [0.2, 0.4, 0.1]], seed=8)
    model = StrataModel.of("ABC", ("group",), [("A", "B", "group"), ("C", "group")])
    found, counts = fit_strata(table, model), table.array()
    for mask in (1, 2, 3, 4):
        above = [c for c in range(1, 8) if c & mask == mask]
        assert found.means[:, above].sum(axis=1) == pytest.approx(counts[:, above].sum(axis=1))


def test_without_covariate_terms_the_total_is_that_of_the_pooled_table() -> None:
    table = published("western_united_states")
    half = np.floor(table.counts() / 3)
    strata = StratifiedTable.from_array(
        table.lists, ("half",), (("1",), ("2",)), [half, table.counts() - half]
    )
    first, second, third, *_ = table.lists
    model = StrataModel.of(table.lists, ("half",), [(first, second), (second, third)])
    alone = fit(table, Model.of(len(table.lists), [0b011, 0b110]))
    assert fit_strata(strata, model).population == pytest.approx(alone.population, rel=1e-9)


@pytest.mark.parametrize("name", ["artificial_three_lists", "korea_palembang"])
def test_models_without_an_estimate_are_those_of_the_exact_check(name: str) -> None:
    """Chan, Silverman, Vincent 2021, doi:10.1080/01621459.2019.1708748: 4 of 8 and 2 of 8."""
    table = published(name)
    counts = table.counts()
    strata = StratifiedTable.from_array(table.lists, ("h",), (("1",), ("2",)), [counts, 2 * counts])
    for size in range(4):
        for pairs in itertools.combinations([3, 5, 6], size):
            names = [tuple(table.lists[j] for j in range(3) if p >> j & 1) for p in pairs]
            status = status_of(3, Model.of(3, pairs).terms, support_of(counts))
            model = StrataModel.of(table.lists, ("h",), names)
            if status is Status.ESTIMABLE:
                fit_strata(strata, model)
            else:
                with pytest.raises(NoEstimate, match=status.name.lower().replace("_", " ")):
                    fit_strata(strata, model)


def test_a_level_that_is_wholly_on_one_list_has_no_estimate_by_that_list() -> None:
    """Both people of level `other` are on S1: its odds there are infinite."""
    with pytest.raises(NoEstimate, match="no estimate"):
        fit_strata(SPINA, StrataModel.of(SPINA.lists, SPINA.factors, [("S1", "eth")]))
    found = estimate_strata(SPINA, bootstrap=0)
    assert (found.models_considered, found.models_excluded) == (64, 32)
    assert CautionCode.MODELS_EXCLUDED in {c.code for c in found.warnings}


def best_by_hand(table: StratifiedTable) -> tuple[tuple[Names, ...], float]:
    """Fit all models one by one through the public fit."""
    optional = [*itertools.combinations(table.lists, 2), *((n, "group") for n in table.lists)]
    scored = []
    for code in range(1 << len(optional)):
        chosen = [term for j, term in enumerate(optional) if code >> j & 1]
        try:
            found = fit_strata(table, StrataModel.of(table.lists, table.factors, chosen))
        except NoEstimate:
            continue
        scored.append((found.bic, found.model.interactions))
    best = min(scored)
    return best[1], best[0]


def test_the_search_finds_the_best_of_all_models_whole_and_downhill(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = world([700, 500], [[0.3, 0.2, 0.25], [0.1, 0.3, 0.25]], seed=4)
    terms, bic = best_by_hand(table)
    whole = estimate_strata(table, bootstrap=0)
    monkeypatch.setattr(searching, "WHOLE", 0)
    down = estimate_strata(table, bootstrap=0)
    for found, how in ((whole, "whole"), (down, "downhill")):
        assert found.search == how
        assert found.model == ",".join(":".join(term) for term in terms)
        assert found.bic == pytest.approx(bic, abs=1e-8)
        assert found.point == pytest.approx(whole.point)
    assert down.models_considered < whole.models_considered
    assert CautionCode.SEARCH_NOT_EXHAUSTIVE in {c.code for c in down.warnings}


def test_the_search_goes_downhill_until_no_single_term_improves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(searching, "MOST_LISTS_WHOLE", 3)
    table = world([900, 700], [[0.3, 0.1, 0.2, 0.2], [0.1, 0.3, 0.2, 0.2]], seed=5)
    array = table.array()
    array[:, 0b01100] += 60  # people whom C sends to D
    table = StratifiedTable.from_array(table.lists, table.factors, table.levels, array)
    found = estimate_strata(table, bootstrap=0)
    assert found.search == "downhill"
    assert found.model is not None
    chosen = {tuple(part.split(":")) for part in found.model.split(",")}
    assert {("A", "group"), ("B", "group"), ("C", "D")} <= chosen

    def bic_of(terms: set[Names]) -> float:
        return fit_strata(table, StrataModel.of(table.lists, ("group",), sorted(terms))).bic

    assert found.bic == pytest.approx(bic_of(chosen))
    for term in (*itertools.combinations(table.lists, 2), *((n, "group") for n in table.lists)):
        assert bic_of(chosen ^ {term}) > found.bic


@pytest.fixture(scope="module")
def spina() -> StratifiedEstimate:
    return estimate_strata(SPINA, bootstrap=30, seed=7)


def test_levels_add_up_to_the_total(spina: StratifiedEstimate) -> None:
    points = [one.point for one in spina.joint]
    assert None not in points
    assert sum(p for p in points if p is not None) == pytest.approx(spina.point, rel=1e-12)
    assert sum(one.observed for one in spina.joint) == spina.observed == 621


def test_every_point_stands_in_its_intervals(spina: StratifiedEstimate) -> None:
    for one in (spina, *spina.joint):
        assert one.point is not None
        for low, high in ((one.low, one.high), (one.parametric_low, one.parametric_high)):
            assert low is not None
            assert high is not None
            assert one.observed <= low < one.point < high


def test_a_level_by_itself_is_refused_when_hardly_anybody_overlaps(
    spina: StratifiedEstimate,
) -> None:
    by_level = {apart.level: apart for apart in spina.separate}
    assert by_level["other",].estimate is None
    assert by_level["other",].reason == "1 on two or more lists, at least 10 needed"
    large = by_level["caucasian",].estimate
    assert large is not None
    assert large.observed == 583
    assert spina.pooled.estimate is not None
    assert spina.pooled.estimate.observed == 621
    sparse = [c.sentence for c in spina.warnings if c.code is CautionCode.SPARSE_TABLE]
    assert len(sparse) == 1
    assert "other" in sparse[0]
    assert "caucasian" not in sparse[0]


def test_the_result_prints_the_three_side_by_side_and_turns_into_json(
    spina: StratifiedEstimate,
) -> None:
    text = str(spina)
    assert "pooled, levels ignored" in text
    assert "refused: 1 on two or more lists" in text
    plain = json.loads(spina.to_json())
    assert plain["joint"][0]["level"] == ["caucasian"]
    assert plain["separate"][2]["estimate"] is None
    assert plain["pooled"]["estimate"]["observed"] == 621
    assert "<table>" in spina.to_html()


def test_the_order_of_lists_and_levels_and_the_threads_change_nothing(
    spina: StratifiedEstimate,
) -> None:
    lists, levels = ("S3", "S1", "S2"), (2, 0, 1)
    cells = [0, 4, 1, 5, 2, 6, 3, 7]  # cell of the old order at every cell of the new one
    turned = StratifiedTable.from_array(
        lists,
        ("eth",),
        [SPINA.levels[place] for place in levels],
        SPINA.array()[list(levels)][:, cells],
    )
    other = estimate_strata(turned, bootstrap=30, seed=7, jobs=1)
    assert other.data_hash == spina.data_hash
    assert (other.point, other.low, other.high) == (spina.point, spina.low, spina.high)
    assert set(other.joint) == set(spina.joint)
    assert {a.level: a.reason for a in other.separate} == {
        a.level: a.reason for a in spina.separate
    }
    assert other.roles == spina.roles


def test_the_seed_fixes_the_interval() -> None:
    table = world([300, 200], [[0.5, 0.4], [0.4, 0.5]], seed=1)
    one, same, other = (estimate_strata(table, bootstrap=20, seed=seed) for seed in (3, 3, 4))
    assert (one.low, one.parametric_low) == (same.low, same.parametric_low)
    assert (one.low, one.parametric_low) != (other.low, other.parametric_low)
    assert one.point == other.point


def test_the_interval_repeats_the_choice_of_the_model() -> None:
    """With choice it is at least as wide here as for the same model taken as given."""
    table = world([260, 240], [[0.3, 0.2, 0.25], [0.15, 0.3, 0.25]], seed=12)
    chosen = estimate_strata(table, bootstrap=100)
    assert chosen.model is not None
    terms = [tuple(part.split(":")) for part in chosen.model.split(",") if part]
    model = StrataModel.of(table.lists, table.factors, terms)
    given = estimate_strata(table, method="fixed", model=model, bootstrap=100)
    assert given.point == pytest.approx(chosen.point, rel=1e-10)
    assert CautionCode.SELECTION_IGNORED in {c.code for c in given.warnings}
    widths = [e.high - e.low for e in (given, chosen) if e.high and e.low]
    assert widths[1] > 1.05 * widths[0]


def test_the_truth_lies_in_the_intervals_of_simulated_levels() -> None:
    table = world([1500, 800], [[0.3, 0.2, 0.25], [0.1, 0.3, 0.2]], seed=1)
    found = estimate_strata(table, bootstrap=100)
    for one, truth in zip((found, *found.joint), (2300, 1500, 800), strict=True):
        assert one.low is not None
        assert one.high is not None
        assert one.low < truth < one.high


def test_a_factor_that_only_one_list_depends_on_is_passive() -> None:
    """Van der Heijden and others 2012, doi:10.1214/12-AOAS536: the table is collapsible."""
    table = world([900, 700], [[0.3, 0.2, 0.25], [0.1, 0.3, 0.25]], seed=4)
    one = StrataModel.of("ABC", ("group",), [("A", "group")])
    two = StrataModel.of("ABC", ("group",), [("A", "group"), ("B", "group")])
    passive = estimate_strata(table, method="fixed", model=one, bootstrap=0)
    active = estimate_strata(table, method="fixed", model=two, bootstrap=0)
    assert (passive.roles[0].active, active.roles[0].active) == (False, True)
    assert passive.roles[0].without == pytest.approx(passive.point, rel=1e-9)
    assert "passive" in passive.roles[0].sentence
    alone = fit(table.pooled(), Model.of(3)).population
    assert active.roles[0].without == pytest.approx(alone, rel=1e-9)
    assert f"{alone:,.0f} instead of" in active.roles[0].sentence


def test_pooling_levels_that_lists_reach_in_opposite_ways_is_cautioned() -> None:
    table = world([1000, 1000], [[0.6, 0.04, 0.5], [0.04, 0.6, 0.05]], seed=2)
    model = StrataModel.of("ABC", ("group",), [(n, "group") for n in "ABC"])
    found = estimate_strata(table, method="fixed", model=model, bootstrap=0)
    assert found.point == pytest.approx(2000, rel=0.15)
    same = world([1000, 1000], [[0.3, 0.3, 0.3], [0.3, 0.3, 0.3]], seed=2)
    calm = estimate_strata(same, bootstrap=0)
    assert CautionCode.POOLED_DIFFERS not in {c.code for c in calm.warnings}
    two = StratifiedTable.from_array(
        "AB", ("group",), (("g0",), ("g1",)), [[0, 576, 16, 24], [0, 16, 576, 24]]
    )
    opposite = estimate_strata(two, bootstrap=0)
    assert opposite.point == pytest.approx(2000, rel=1e-6)
    assert opposite.pooled.estimate is not None
    assert opposite.pooled.estimate.point == pytest.approx(640 * 640 / 48, rel=1e-9)
    sentences = [c.sentence for c in opposite.warnings if c.code is CautionCode.POOLED_DIFFERS]
    assert ["the joint model" in s or "by themselves" in s for s in sentences] == [True, True]


def test_replicates_without_an_estimate_are_counted_and_too_many_give_no_interval() -> None:
    table = StratifiedTable.from_array(
        "AB", ("group",), (("g0",), ("g1",)), [[0, 9, 8, 1], [0, 7, 9, 0]]
    )
    found = estimate_strata(table, bootstrap=50)
    assert found.point is not None
    assert found.bootstrap_failed + found.parametric_failed > 20
    assert CautionCode.REPLICATES_FAILED in {c.code for c in found.warnings}
    nobody = StratifiedTable.from_array(
        "AB", ("group",), (("g0",), ("g1",)), [[0, 9, 8, 0], [0, 7, 9, 0]]
    )
    none = estimate_strata(nobody, bootstrap=50)
    assert (none.point, none.low, none.high) == (None, None, None)
    assert CautionCode.NO_ESTIMATE in {c.code for c in none.warnings}
    assert "No estimate" in str(none)


def test_a_level_without_people_has_no_number_and_changes_no_other() -> None:
    empty = StratifiedTable.from_array(
        SPINA.lists, ("eth",), (*SPINA.levels, ("nobody",)), [*SPINA.array(), np.zeros(8)]
    )
    model = StrataModel.of(SPINA.lists, ("eth",), [("S2", "S3")])
    with_it, without = (
        estimate_strata(table, method="fixed", model=model, bootstrap=0) for table in (empty, SPINA)
    )
    assert with_it.joint[:3] == without.joint
    assert with_it.joint[3].point is None
    assert with_it.point == without.point
    with pytest.raises(EmptyList):
        empty.table("nobody")


def test_six_lists_by_thirty_levels_take_a_handful_of_newton_steps() -> None:
    """1,890 cells and 63 coefficients: under 50 ms, of which a step is nearly everything."""
    generator = np.random.default_rng(1)
    reach = [0.12, 0.1, 0.08, 0.05, 0.15, 0.07]
    chances = [prod(p if c >> j & 1 else 1 - p for j, p in enumerate(reach)) for c in range(64)]
    array = generator.multinomial(300, chances, size=30)
    array[:, 0] = 0
    levels = [(str(year), group) for year in range(2010, 2016) for group in "abcde"]
    table = StratifiedTable.from_array("UVWXYZ", ("year", "group"), levels, array)
    terms = [*((name, "group") for name in "UVWXYZ"), ("U", "V"), ("V", "W"), ("X", "Y")]
    layout = arrange(table)
    design = design_of(layout, StrataModel.of("UVWXYZ", ("group", "year"), sorted(terms)))
    assert design.columns.shape == (1890, 63)
    tables = layout.counts[None, :, 1:]
    found = fit_tables(design, tables, layout.compatible)
    assert found.certified[0]
    assert found.steps <= 8
    again = solve(
        design, tables.reshape(1, -1), np.ones((1, 1890), dtype=np.bool_), found.coefficients
    )
    assert again.steps == 1
    score = (tables.reshape(-1) - found.means[0]) @ design.columns
    assert np.abs(score).max() < 1e-6


def test_the_information_is_the_product_of_the_design() -> None:
    """By look-up in sums over cells, against the product written out."""
    model = StrataModel.of(SPINA.lists, ("eth",), [("S1", "S2"), ("S3", "eth"), ("S2", "eth")])
    design = design_of(arrange(SPINA), model)
    weights = np.random.default_rng(2).random((2, 21))
    for found, weight in zip(design.information(weights), weights, strict=True):
        by_hand = design.columns.T @ (weight[:, None] * design.columns)
        assert found == pytest.approx(by_hand, abs=1e-12)


def test_progress_counts_every_part() -> None:
    told: list[tuple[int, int]] = []
    table = world([300, 200], [[0.5, 0.4], [0.4, 0.5]], seed=1)
    estimate_strata(table, bootstrap=5, progress=lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == list(range(1, told[-1][1] + 1))


def test_faults_are_named() -> None:
    model = StrataModel.of("ABC", ("eth",))
    with pytest.raises(ModelError, match="the model is of A, B, C"):
        fit_strata(SPINA, model)
    with pytest.raises(ModelError, match="'bic', without a model"):
        estimate_strata(SPINA, method="fixed")
    with pytest.raises(ModelError, match="'aic'"):
        estimate_strata(SPINA, method="aic")
    with pytest.raises(BadRequest, match="level between 0 and 1"):
        estimate_strata(SPINA, level=95)
    with pytest.raises(BadRequest, match="bootstrap=-1"):
        estimate_strata(SPINA, bootstrap=-1)
