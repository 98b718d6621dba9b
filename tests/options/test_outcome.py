"""The arithmetic of a weighing, by hand and by properties: exact, and nothing invented."""

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kmt.options.outcome import (
    MOST_WEIGHTINGS,
    UNKNOWN,
    Cells,
    Range,
    cell,
    divisions,
    everywhere,
    fineness,
    outcome,
    possibly_first,
    shares,
    surely_first,
    turning,
)


def points(**rows: tuple[int, ...]) -> dict[str, list[Range]]:
    """Cells with one score each."""
    return {name: [cell([one]) for one in row] for name, row in rows.items()}


def exactly(value: Fraction | int) -> Range:
    return Range(Fraction(value), Fraction(value))


def test_a_cell_runs_from_the_lowest_to_the_highest_score_and_unscored_over_everything() -> None:
    assert cell([3]) == exactly(3)
    assert cell([1, 4, 2]) == Range(Fraction(1), Fraction(4))
    assert cell([]) == UNKNOWN == Range(Fraction(0), Fraction(4))


@pytest.mark.parametrize("scores", [[5], [-1], [2, 9]])
def test_a_score_outside_zero_to_four_is_refused(scores: list[int]) -> None:
    with pytest.raises(ValueError, match="0, 1, 2, 3 or 4"):
        cell(scores)


def test_weights_become_shares() -> None:
    assert shares([2, 1, 1]) == (Fraction(1, 2), Fraction(1, 4), Fraction(1, 4))


@pytest.mark.parametrize("weights", [[0, 0], [1, -1]])
def test_weights_that_weigh_nothing_are_refused(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="whole numbers"):
        shares(weights)


def test_the_outcome_by_hand() -> None:
    # A: (2·4 + 1·1) / 3 = 3; B: (2·1 + 1·4) / 3 = 2.
    assert outcome(points(A=(4, 1), B=(1, 4)), [2, 1]) == {"A": exactly(3), "B": exactly(2)}


def test_the_case_of_the_memo_by_hand() -> None:
    """Two cells of VTT are not stated: with equal weights ZVHT is first whatever they are."""
    cells: Cells = {
        "VTT": [cell([2]), cell([1]), cell([]), cell([])],
        "ZVHT": [cell([4]), cell([4]), cell([4]), cell([3, 4])],
    }
    found = outcome(cells, [1, 1, 1, 1])
    assert found == {
        "VTT": Range(Fraction(3, 4), Fraction(11, 4)),
        "ZVHT": Range(Fraction(15, 4), Fraction(4)),
    }
    assert surely_first(found) == "ZVHT"
    # Only the weight of the network can open it: 2 + 1 + 4 + 4w against 12 + 3w, equal at w = 5.
    turned = turning(cells, [1, 1, 1, 1], 3)
    assert turned.less is None
    assert turned.more is not None
    assert (turned.more.weight, turned.more.share) == (Fraction(5), Fraction(5, 8))
    assert turned.more.beyond == {"VTT", "ZVHT"}
    assert [turning(cells, [1, 1, 1, 1], place).more for place in range(3)] == [None] * 3


def test_at_which_weight_the_first_place_changes_by_hand() -> None:
    # A = 4w + 1, B = w + 4: equal at w = 1, where w is the weight of the first criterion.
    cells = points(A=(4, 1), B=(1, 4))
    turned = turning(cells, [2, 1], 0)
    assert turned.more is None
    assert turned.less is not None
    assert turned.less.weight == 1
    assert turned.less.share == Fraction(1, 2)
    assert turned.less.tie == {"A", "B"}
    assert turned.less.beyond == {"B"}


def test_all_weightings_by_hand() -> None:
    # Two criteria in steps of 1/20: A is first from 11/20 on, B until 9/20, a tie at one half.
    found = everywhere(points(A=(4, 1), B=(1, 4)))
    assert found.weightings == 21
    assert found.step == Fraction(1, 20)
    for name in "AB":
        assert found.places[name].surely == Fraction(10, 21)
        assert found.places[name].possibly == Fraction(11, 21)


def test_with_one_criterion_there_is_one_weighting() -> None:
    found = everywhere(points(A=(3,), B=(2,)))
    assert found.weightings == 1
    assert found.places["A"].surely == 1
    assert turning(points(A=(3,), B=(2,)), [1], 0).more is None


def test_the_grid_is_as_fine_as_fits() -> None:
    assert fineness(2) == fineness(3) == fineness(4) == 20
    assert 1 <= fineness(10) < 20
    for criteria in range(1, 11):
        assert sum(1 for _one in divisions(fineness(criteria), criteria)) <= MOST_WEIGHTINGS
    with pytest.raises(ValueError, match="without a criterion"):
        fineness(0)


numbers = st.integers(0, 4)
#: A machine that does more at once draws slowly; that says nothing of the arithmetic.
UNHURRIED = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
a_cell = st.lists(numbers, max_size=3).map(cell)


@st.composite
def weighed(draw: st.DrawFn) -> tuple[dict[str, list[Range]], list[int]]:
    """Some alternatives on some criteria, with weights that are not all zero."""
    criteria = draw(st.integers(1, 4))
    names = draw(st.integers(2, 4))
    row = st.lists(a_cell, min_size=criteria, max_size=criteria)
    weights = draw(st.lists(st.integers(0, 9), min_size=criteria, max_size=criteria))
    if not any(weights):
        weights[0] = 1
    return {"ABCD"[at]: draw(row) for at in range(names)}, weights


@UNHURRIED
@given(weighed(), st.integers(2, 50))
def test_scaling_the_weights_changes_nothing(
    case: tuple[dict[str, list[Range]], list[int]], times: int
) -> None:
    cells, weights = case
    larger = [one * times for one in weights]
    assert outcome(cells, larger) == outcome(cells, weights)
    for place in range(len(weights)):
        one, other = turning(cells, weights, place), turning(cells, larger, place)
        for before, after in ((one.less, other.less), (one.more, other.more)):
            assert (before is None) == (after is None)
            if before and after:
                assert (before.share, before.beyond) == (after.share, after.beyond)
                assert before.weight * times == after.weight


@UNHURRIED
@given(weighed())
def test_what_is_worse_on_every_criterion_never_comes_first(
    case: tuple[dict[str, list[Range]], list[int]],
) -> None:
    cells, weights = case
    cells["worse"] = [Range(one.low - 1, one.low - 1) for one in cells["A"]]
    assert "worse" not in possibly_first(outcome(cells, weights))
    assert everywhere(cells).places["worse"].possibly == 0
    for place in range(len(weights)):
        found = turning(cells, weights, place)
        for change in (found.less, found.more):
            assert change is None or "worse" not in change.beyond


@UNHURRIED
@given(weighed())
def test_surely_and_possibly_first_hold_each_other(
    case: tuple[dict[str, list[Range]], list[int]],
) -> None:
    cells, weights = case
    found = outcome(cells, weights)
    assert possibly_first(found)
    if surely_first(found):
        assert possibly_first(found) == {surely_first(found)}
    places = everywhere(cells).places.values()
    assert sum(one.surely for one in places) <= 1 <= sum(one.possibly for one in places)
    assert all(one.surely <= one.possibly for one in places)


@UNHURRIED
@given(weighed(), st.data())
def test_between_here_and_the_weight_of_change_the_first_place_stays(
    case: tuple[dict[str, list[Range]], list[int]], data: st.DataObject
) -> None:
    cells, weights = case
    place = data.draw(st.integers(0, len(weights) - 1))
    here = possibly_first(outcome(cells, weights))
    found = turning(cells, weights, place)

    def first_at(weight: Fraction) -> frozenset[str]:
        sums = {
            name: Range(
                sum((w * c.low for w, c in zip(parts, row, strict=True)), Fraction(0)),
                sum((w * c.high for w, c in zip(parts, row, strict=True)), Fraction(0)),
            )
            for name, row in cells.items()
            for parts in ([weight if at == place else w for at, w in enumerate(weights)],)
        }
        return possibly_first(sums)

    part = Fraction(data.draw(st.integers(1, 99)), 100)
    now = Fraction(weights[place])
    until = found.more.weight if found.more else now + 1000
    assert first_at(now + (until - now) * part) == here
    until = found.less.weight if found.less else Fraction(0)
    assert first_at(until + (now - until) * part) == here
    if found.more:
        assert first_at(found.more.weight) != here or found.more.beyond != here


@UNHURRIED
@given(weighed())
def test_a_score_where_there_was_none_only_narrows(
    case: tuple[dict[str, list[Range]], list[int]],
) -> None:
    cells, weights = case
    cells["A"][0] = UNKNOWN
    wide = outcome(cells, weights)["A"]
    cells["A"][0] = cell([2])
    narrow = outcome(cells, weights)["A"]
    assert wide.low <= narrow.low <= narrow.high <= wide.high
