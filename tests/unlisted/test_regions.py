"""Small regions: what is borrowed, what is not, and when there is no number."""

import json
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from scipy.optimize import minimize

import unlisted as ul
from unlisted.errors import BadRequest, UnknownList
from unlisted.honesty.rules import Outcome
from unlisted.lattice import Floats
from unlisted.regions.borrowing import borrow
from unlisted.regions.conflict import Attraction, attraction, borrowed_from, conflict
from unlisted.regions.estimate import RegionEstimate
from unlisted.regions.learning import lessons_from_nation, spreads_of
from unlisted.regions.neighbours import REACH_SPREAD, lessons_from_neighbours
from unlisted.regions.posterior import Prior, log_posterior, mode_of, prior_on
from unlisted.regions.rules import Measured, RegionRule, RegionThresholds, reasons_of
from unlisted.regions.sampling import sample
from unlisted.trials.region_study import DOCS, WAYS, WORLDS, Score, row_of, scores_of
from unlisted.trials.simulate import (
    Dependent,
    Independent,
    Scenario,
    TwoClasses,
    simulate,
    simulate_counts,
)

PAIRS = (((0, 1), 1.2), ((0, 2), -0.6), ((1, 2), 0.8))
ELSEWHERE = Dependent(log_odds=PAIRS)
OPPOSITE = Dependent(log_odds=tuple((pair, -theta) for pair, theta in PAIRS))


def world(scenario: Scenario, population: int, seed: int, lists: int = 4) -> ul.CountTable:
    return simulate(scenario, population=population, lists=lists, seed=seed).table


NATION, REGION = world(ELSEWHERE, 6000, 1), world(ELSEWHERE, 230, 2)


def rules(found: RegionEstimate) -> set[RegionRule]:
    return {reason.rule for reason in found.reasons}


# Plain versions, written for clarity: no transforms, one cell at a time.


def plain_log_posterior(counts: Floats, place: Floats, prior: Prior) -> float:
    lists = counts.size.bit_length() - 1
    pairs = list(combinations(range(lists), 2))
    value = prior.log_scale - 0.5 * (place - prior.mean) @ prior.precision @ (place - prior.mean)
    for cell in range(1, counts.size):
        on = [j for j in range(lists) if cell >> j & 1]
        eta = place[0] + sum(place[1 + j] for j in on)
        eta += sum(place[1 + lists + at] for at, (i, j) in enumerate(pairs) if i in on and j in on)
        value += counts[cell] * eta - np.exp(eta)
    return float(value)


@pytest.mark.parametrize("lists", [3, 4, 5])
def test_newton_finds_the_top_that_a_general_optimiser_finds(lists: int) -> None:
    counts = world(Dependent(), 300, 3, lists).counts()
    pairs = lists * (lists - 1) // 2
    prior = prior_on(np.linspace(-0.5, 0.5, pairs), 0.3 * np.eye(pairs) + 0.1)
    mode = mode_of(counts, prior)
    other = minimize(
        lambda x: -plain_log_posterior(counts, x, prior), mode.place + 0.3, method="BFGS"
    )
    assert mode.converged
    assert mode.height == pytest.approx(-other.fun, abs=1e-6)
    assert mode.place == pytest.approx(other.x, abs=1e-3)


def test_the_curvature_is_the_second_derivative() -> None:
    counts, step = REGION.counts(), 1e-4
    prior = prior_on(np.zeros(6), np.eye(6))
    mode = mode_of(counts, prior)
    for a, b in ((0, 0), (0, 3), (2, 7), (5, 5), (6, 9)):
        ea, eb = step * np.eye(11)[a], step * np.eye(11)[b]
        corners = [
            sign * plain_log_posterior(counts, mode.place + s * ea + t * eb, prior)
            for sign, s, t in ((1, 1, 1), (-1, 1, -1), (-1, -1, 1), (1, -1, -1))
        ]
        assert mode.information[a, b] == pytest.approx(-sum(corners) / (4 * step**2), abs=1e-3)


def test_the_mode_exists_where_a_pair_shares_nobody() -> None:
    table = ul.CountTable(lists=("A", "B", "C"), cells={1: 20, 2: 15, 4: 9, 3: 4, 6: 2})
    mode = mode_of(table.counts(), prior_on(np.zeros(3), np.eye(3)))
    assert mode.converged
    assert np.isfinite(mode.place).all()


def metropolis(counts: Floats, mean: Floats, covariance: Floats, spread: float) -> Floats:
    """Intercepts by plain random-walk Metropolis: 1,000 chains, tau on its whole half-line.

    theta = mean + L u + tau v with u, v standard normal, tau = spread * |t|.
    """
    random, lists, pairs = np.random.default_rng(8), counts.size.bit_length() - 1, mean.size
    factor, chains = np.linalg.cholesky(covariance), 1000
    on = np.array([[cell >> j & 1 for cell in range(1, counts.size)] for j in range(lists)])
    both = np.array([on[i] * on[j] for i, j in combinations(range(lists), 2)])

    def target(x: Floats) -> Floats:
        lone, u = x[:, 1 : 1 + lists], x[:, 1 + lists : 1 + lists + pairs]
        v, t = x[:, 1 + lists + pairs : -1], x[:, -1:]
        theta = mean + u @ factor.T + spread * np.abs(t) * v
        eta = x[:, :1] + lone @ on + theta @ both
        seen = eta @ counts[1:] - np.exp(eta).sum(axis=1)
        rest = 0.5 * (x[:, 1 + lists :] ** 2).sum(axis=1)
        return np.asarray(seen - 0.5 * ((lone + 2.0) ** 2 / 9.0).sum(axis=1) - rest)

    at = np.concatenate(([5.0], np.full(lists, -1.5), np.zeros(2 * pairs + 1)))
    x = at + 0.1 * random.standard_normal((chains, at.size))
    now = target(x)
    for step in range(2000):
        move = 0.12 * random.standard_normal(x.shape)
        if step % 2:  # the intercept alone moves every mean: let the lists go against it
            move[:, 1 : 1 + lists] -= move[:, :1]
        there = x + move
        new = target(there)
        taken = np.log(random.random(chains)) < new - now
        x[taken], now[taken] = there[taken], new[taken]
    return x[:, 0]


def test_draws_agree_with_a_plain_metropolis_sampler() -> None:
    nation, region = world(Dependent(), 6000, 1, 3), world(Dependent(), 400, 2, 3)
    lessons = lessons_from_nation(nation.counts(), 0.5)
    draws = sample(region.counts(), lessons, 20_000, np.random.default_rng(1))
    chains = metropolis(region.counts(), lessons[0].mean, lessons[0].covariance, 0.5)
    levels = (0.1, 0.25, 0.5, 0.75, 0.9)
    mine = draws.quantiles(draws.places[:, 0], levels)
    assert mine == pytest.approx(np.quantile(chains, levels).tolist(), abs=0.08)


def test_unseen_people_scatter_like_whole_people_around_what_is_expected() -> None:
    lessons = lessons_from_nation(NATION.counts(), 0.5)
    draws = sample(REGION.counts(), lessons, 20_000, np.random.default_rng(1))
    expected = np.exp(draws.places[:, 0])
    assert np.all(draws.unseen == np.round(draws.unseen))
    assert np.mean((draws.unseen - expected) ** 2 / expected) == pytest.approx(1, abs=0.05)


def test_neighbours_and_their_centre_are_at_their_joint_top() -> None:
    tables = [world(Dependent(), 500, seed, 3).counts() for seed in (1, 2, 3)]
    lesson = lessons_from_neighbours(tables, 0.5)[2]
    spreads = np.r_[np.full(3, REACH_SPREAD), np.full(3, lesson.spread)]

    def joint(x: Floats) -> float:
        centre = x[:6]
        prior = Prior(
            mean=np.r_[0.0, centre], precision=np.diag(np.r_[0.0, spreads**-2.0]), log_scale=0.0
        )
        each = [
            float(log_posterior(counts, x[6 + 7 * r : 13 + 7 * r], prior))
            for r, counts in enumerate(tables)
        ]
        return 0.5 * ((centre[:3] + 2) ** 2 / 9 + centre[3:] ** 2 / 2.25).sum() - sum(each)

    start = np.r_[np.full(3, -2.0), np.zeros(3), np.tile([5.0, -2, -2, -2, 0, 0, 0], 3)]
    found = minimize(joint, start, method="BFGS")
    assert lesson.converged
    assert lesson.mean == pytest.approx(found.x[3:6], abs=2e-3)
    covariance = np.linalg.inv(second_derivatives(joint, found.x))[3:6, 3:6]
    assert lesson.covariance == pytest.approx(covariance, rel=0.02, abs=1e-3)


def second_derivatives(joint: object, at: Floats) -> Floats:
    assert callable(joint)
    size, step = at.size, 1e-3
    moves, out = step * np.eye(size), np.empty((size, size))
    for a in range(size):
        for b in range(a + 1):
            corners = (
                joint(at + moves[a] + moves[b]) - joint(at + moves[a] - moves[b]),
                joint(at - moves[a] + moves[b]) - joint(at - moves[a] - moves[b]),
            )
            out[a, b] = out[b, a] = (corners[0] - corners[1]) / (4 * step**2)
    return out


def test_the_grid_of_spreads_is_a_half_normal() -> None:
    spreads, logs = spreads_of(0.5)
    weights = np.exp(logs)
    assert weights.sum() == pytest.approx(1)
    assert weights @ spreads**2 == pytest.approx(0.25, rel=0.03)  # E tau**2 = scale**2
    assert weights @ spreads == pytest.approx(0.5 * np.sqrt(2 / np.pi), rel=0.01)


def test_an_easy_region_is_found() -> None:
    scenario = Independent(capture=(0.5, 0.45, 0.4, 0.35))
    found = borrow(world(scenario, 1000, 5), world(scenario, 6000, 6), compare=0)
    assert found.outcome is Outcome.ESTIMATE
    assert found.low is not None
    assert found.high is not None
    assert found.low < 1000 < found.high
    assert found.high / found.low < 1.3
    assert found.point == pytest.approx(1000, rel=0.06)


def test_borrowing_covers_and_is_narrower_than_borrowing_nothing() -> None:
    """30 regions of 230; the whole study is in docs/small-regions-study.md."""
    random, held, narrower = np.random.default_rng(11), 0, 0
    never = RegionThresholds(fewest_on_two_lists=0, conflict_refused=0.0, widest_interval=1e9)
    for _ in range(30):
        table = simulate(ELSEWHERE, population=230, lists=4, seed=random).table
        found, alone = (
            borrow(table, others, draws=2000, compare=0, thresholds=never)
            for others in (NATION, ())
        )
        assert found.low is not None
        assert found.high is not None
        assert alone.low is not None
        assert alone.high is not None
        held += found.low <= 230 <= found.high
        narrower += found.high / found.low < alone.high / alone.low
    assert held >= 26
    assert narrower >= 27


def test_with_a_huge_spread_the_region_speaks_alone() -> None:
    """The posterior is then centred on the all-pairs fit, whatever the nation says."""
    region = world(OPPOSITE, 200_000, 4)
    model = ul.Model.of(4, [3, 5, 6, 9, 10, 12])
    alone = ul.fit(region, model)
    never = RegionThresholds(conflict_band=0.0, conflict_refused=0.0)
    found = borrow(region, NATION, spread=100.0, compare=0, thresholds=never)
    assert found.point == pytest.approx(alone.population, rel=0.02)
    fitted = [alone.coefficients[pair] for pair in (3, 5, 9, 6, 10, 12)]
    assert [one.here for one in found.dependences] == pytest.approx(fitted, abs=0.05)


def test_with_a_tiny_spread_the_region_has_the_dependences_of_the_nation() -> None:
    large = world(ELSEWHERE, 3_000_000, 1)
    found = borrow(REGION, large, spread=1e-3, compare=0)
    for one in found.dependences:
        assert one.here == pytest.approx(one.elsewhere, abs=0.02)
        assert one.high - one.low < 0.15


def test_a_larger_spread_gives_a_wider_interval() -> None:
    found = [borrow(REGION, NATION, spread=spread, compare=0) for spread in (0.05, 0.5, 2.0)]
    ratios = [one.high / one.low for one in found if one.low and one.high]
    assert ratios == sorted(ratios)
    assert ratios[0] < ratios[-1] / 1.5


def test_order_of_lists_and_of_neighbours_changes_nothing() -> None:
    near = [world(ELSEWHERE, 400, seed) for seed in (21, 22, 23)]
    one = borrow(REGION, near, compare=0, draws=2000)
    turned = [near[2].rearranged("DABC"), near[0], near[1].rearranged("BADC")]
    two = borrow(REGION.rearranged("CDAB"), turned, compare=0, draws=2000)
    same = replace(two, lists=one.lists, dependences=one.dependences, seconds=one.seconds)
    assert same == one
    assert two.lists == ("C", "D", "A", "B")
    there = {frozenset(d.pair): (d.here, d.elsewhere) for d in two.dependences}
    assert {frozenset(d.pair): (d.here, d.elsewhere) for d in one.dependences} == there
    assert two.dependences[0].pair == ("C", "D")


def test_a_seed_gives_the_figures_again() -> None:
    one, two, other = (borrow(REGION, NATION, seed=seed, compare=0) for seed in (3, 3, 4))
    assert replace(two, seconds=one.seconds) == one
    assert (other.low, other.point, other.high) != (one.low, one.point, one.high)
    assert other.point == pytest.approx(one.point, rel=0.05)


def test_a_region_inside_the_nation_is_taken_out_first() -> None:
    whole = ul.CountTable.pool((NATION, REGION))
    inside = borrow(REGION, whole, includes_region=True, compare=0)
    outside = borrow(REGION, NATION, compare=0)
    assert replace(inside, seconds=outside.seconds) == outside
    listed = borrow(REGION, [whole], includes_region=True, compare=0)
    assert replace(listed, seconds=outside.seconds) == outside


def test_other_ways_stand_beside_it() -> None:
    found = borrow(REGION, NATION, share=0.04, compare=40, draws=2000)
    ways = {one.name: one for one in found.comparisons}
    nation = ul.estimate(ul.CountTable.pool((REGION, NATION)), bootstrap=40, seed=1)
    assert nation.low is not None
    assert ways["population share"].low == pytest.approx(0.04 * nation.low)
    assert ways["region alone"].point == pytest.approx(ul.estimate(REGION, bootstrap=0).point)
    assert "region alone" in str(found)


# Refusals.


def test_a_region_that_contradicts_the_others_is_refused() -> None:
    found = borrow(world(OPPOSITE, 1150, 3), NATION, compare=0)
    assert found.outcome is Outcome.REFUSED
    assert rules(found) == {RegionRule.DIFFERS_FROM_OTHERS}
    assert found.conflict is not None
    assert found.conflict < 0.005
    assert (found.low, found.high, found.point) == (None, None, None)


def test_the_test_of_conflict_is_fair_where_regions_differ_as_the_prior_says() -> None:
    """Dependences drawn from the prior itself: p below .05 about one time in twenty."""
    random, lessons = np.random.default_rng(2), lessons_from_nation(NATION.counts(), 0.5)
    borrowed = borrowed_from(lessons)
    pairs = list(combinations(range(4), 2))
    chances = []
    for _ in range(150):
        theta = random.multivariate_normal(borrowed.mean, borrowed.of_region)
        log_odds = tuple(zip(pairs, theta.tolist(), strict=True))
        scenario = Dependent(log_odds=log_odds)
        counts = simulate_counts(scenario, population=800, lists=4, seed=random)
        chances.append(conflict(counts, borrowed))
    assert 0.01 <= np.mean(np.array(chances) < 0.05) <= 0.12
    assert np.mean(chances) == pytest.approx(0.5, abs=0.12)


def test_a_nation_of_hidden_and_visible_people_is_refused() -> None:
    nation, region = world(TwoClasses(), 6000, 1, 5), world(TwoClasses(), 230, 2, 5)
    found = borrow(region, nation, compare=0)
    assert found.outcome is Outcome.REFUSED
    assert RegionRule.LISTS_ATTRACT_ALIKE in rules(found)
    assert found.attraction is not None
    assert found.attraction.share == 1.0


def test_independent_lists_do_not_attract() -> None:
    lessons = lessons_from_nation(world(Independent(), 6000, 1).counts(), 0.5)
    found = attraction(borrowed_from(lessons))
    assert abs(found.mean) < 2.5 * found.error
    assert found.share < 0.9


def test_a_region_without_overlap_is_refused() -> None:
    table = ul.CountTable(lists=tuple("ABCD"), cells={1: 20, 2: 15, 4: 10, 8: 9})
    found = borrow(table, NATION, compare=0)
    assert found.outcome is Outcome.REFUSED
    assert RegionRule.TOO_LITTLE_OVERLAP in rules(found)
    assert "at least 54 people" in str(found)


def test_two_lists_are_refused() -> None:
    table = ul.CountTable(lists=("A", "B"), cells={1: 30, 2: 20, 3: 10})
    large = ul.CountTable(lists=("B", "A"), cells={1: 300, 2: 200, 3: 100})
    assert RegionRule.TOO_FEW_LISTS in rules(borrow(table, large, compare=0))


def test_others_with_hardly_any_overlap_teach_nothing() -> None:
    assert RegionRule.OTHERS_TELL_TOO_LITTLE in rules(borrow(REGION, [REGION], compare=0))


def test_few_draws_give_no_number() -> None:
    found = borrow(REGION, NATION, draws=200, compare=0)
    assert RegionRule.DRAWS_UNRELIABLE in rules(found)
    assert found.low is None


def test_a_band_has_no_point() -> None:
    limits = RegionThresholds(conflict_band=1.0)
    found = borrow(REGION, NATION, compare=0, thresholds=limits)
    assert found.outcome is Outcome.BAND
    assert found.point is None
    assert found.low is not None
    assert "Only this band" in str(found)


def strong(mean: float) -> Attraction:
    return Attraction(mean=mean, error=0.1, share=0.8)


def test_a_large_table_is_not_refused_for_a_trifling_attraction() -> None:
    trifle = Measured(
        lists=4, on_two_lists=9, attraction=Attraction(mean=0.09, error=0.01, share=1.0)
    )
    assert reasons_of(trifle, RegionThresholds()) == ()


@pytest.mark.parametrize(
    ("broken", "rule", "outcome"),
    [
        ({"lists": 2}, RegionRule.TOO_FEW_LISTS, Outcome.REFUSED),
        ({"on_two_lists": 4}, RegionRule.TOO_LITTLE_OVERLAP, Outcome.REFUSED),
        ({"others_on_two_lists": 49}, RegionRule.OTHERS_TELL_TOO_LITTLE, Outcome.REFUSED),
        ({"attraction": strong(0.2)}, RegionRule.LISTS_ATTRACT_ALIKE, Outcome.BAND),
        ({"attraction": strong(0.3)}, RegionRule.LISTS_ATTRACT_ALIKE, Outcome.REFUSED),
        ({"conflict": 0.04}, RegionRule.DIFFERS_FROM_OTHERS, Outcome.BAND),
        ({"conflict": 0.004}, RegionRule.DIFFERS_FROM_OTHERS, Outcome.REFUSED),
        ({"converged": False}, RegionRule.NOT_CONVERGED, Outcome.REFUSED),
        ({"effective": 399.0}, RegionRule.DRAWS_UNRELIABLE, Outcome.REFUSED),
        ({"largest_weight": 0.06}, RegionRule.DRAWS_UNRELIABLE, Outcome.REFUSED),
        ({"ratio": 10.1}, RegionRule.INTERVAL_TOO_WIDE, Outcome.REFUSED),
    ],
)
def test_every_rule_breaks_alone(
    broken: dict[str, float | Attraction], rule: RegionRule, outcome: Outcome
) -> None:
    sound = Measured(
        lists=3,
        on_two_lists=5,
        others_on_two_lists=50,
        attraction=replace(strong(0.3), share=0.79),
        conflict=0.05,
        effective=400.0,
        largest_weight=0.05,
        ratio=10.0,
    )
    assert reasons_of(sound, RegionThresholds()) == ()
    (reason,) = reasons_of(replace(sound, **broken), RegionThresholds())  # type: ignore[arg-type]
    assert (reason.rule, reason.outcome) == (rule, outcome)
    assert reason.sentence.endswith(".")


def test_wrong_requests_are_named() -> None:
    with pytest.raises(UnknownList):
        borrow(REGION, world(Independent(), 6000, 1, 5))
    with pytest.raises(BadRequest, match="spread"):
        borrow(REGION, NATION, spread=0.0)
    with pytest.raises(BadRequest, match="level"):
        borrow(REGION, NATION, level=1.0)
    with pytest.raises(BadRequest, match="share"):
        borrow(REGION, NATION, share=3.7)
    with pytest.raises(BadRequest, match="include the region"):
        borrow(REGION, [NATION, NATION], includes_region=True)


def test_the_result_prints_and_turns_into_plain_values() -> None:
    found = borrow(REGION, NATION, compare=0)
    values = found.to_dict()
    assert values["outcome"] == "estimate"
    assert list(values).index("low") < list(values).index("point")
    assert str(found).index("Between") < str(found).index("point")
    assert "A:B" in found.to_html()


# The study.


def score(low: float | None, high: float | None, shown: str = "estimate") -> Score:
    return Score(way="borrowed", shown=shown, low=low, high=high, on_two_lists=9)


def test_the_study_counts_refused_covered_and_width() -> None:
    scores = [
        score(100, 400),
        score(240, 480, "band"),
        score(90, 200),
        score(None, None, "refused"),
    ]
    row = row_of(WORLDS[0], 4, 230, "borrowed", scores)
    assert (row.given, row.band) == (0.75, 0.25)
    assert (row.covered, row.above) == (pytest.approx(1 / 3), pytest.approx(1 / 3))
    assert row.ratio == pytest.approx(200 / 90)


def test_the_study_scores_one_region_in_every_way() -> None:
    scores = scores_of(WORLDS[5], 4, 1150, np.random.default_rng(1))
    found = {one.way: one for one in scores}
    assert tuple(found) == WAYS
    borrowed, share = found["borrowed, rules ignored"], found["population share"]
    assert borrowed.low is not None
    assert borrowed.high is not None
    assert borrowed.low <= 1150 <= borrowed.high
    assert share.high is not None
    assert share.high < 1150  # half as many again per inhabitant: the share cannot know


def test_the_recorded_study_shows_what_the_page_says() -> None:
    """It holds more than the region alone, and than the share of a region that is not average."""
    record = json.loads((DOCS / "small-regions-study.json").read_text(encoding="utf-8"))
    rows = {(r["world"], r["lists"], r["size"], r["way"]): r for r in record["rows"]}
    assert record["simulations"] >= 200
    for lists, size in ((4, 100), (4, 230), (4, 1150), (5, 230)):
        for name in ("same", "vary-0.3", "prevalence"):
            covered = {way: rows[name, lists, size, way]["covered"] for way in WAYS}
            assert covered["borrowed"] >= 0.93
            assert covered["borrowed"] > covered["region alone"]
            assert covered["borrowed"] >= covered["region alone, judged"]
        for name in ("prevalence", "vary-1.0"):
            row = rows[name, lists, size, "borrowed"]
            assert row["covered"] > rows[name, lists, size, "population share"]["covered"]
        assert rows["classes", lists, size, "borrowed"]["given"] <= 0.25
