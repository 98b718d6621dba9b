"""What follows from a scenario: what closes it, chances, and what each assumption does."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kmt.finance.reckoning import Budget, Cost, CostKind, Key, KeyKind, coverage
from kmt.scenarios import chances as chances_module
from kmt.scenarios.chances import DRAWS, MOST_EXACT, chances
from kmt.scenarios.changing import ChangeKind, applied
from kmt.scenarios.closing import what_closes
from kmt.scenarios.sensing import sensed
from tests.scenarios.examples import BUDGET, change, maybe

CENT = Decimal("0.01")
UNHURRIED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_what_closes_by_hand() -> None:
    found = what_closes(BUDGET, [])
    assert found is not None
    assert found.gaps == ((2027, Decimal(0)), (2028, Decimal(15)))
    assert (found.year, found.rise) == (2028, Decimal(15))
    own, fixed = found.closings
    assert own.own
    assert [(one.municipality, one.now, one.then, one.more) for one in own.rises] == [
        ("A", Decimal("50.00"), Decimal("57.50"), Decimal("7.50")),
        ("B", Decimal("30.00"), Decimal("34.50"), Decimal("4.50")),
        ("C", Decimal("20.00"), Decimal("23.00"), Decimal("3.00")),
    ]
    assert fixed.key.kind == KeyKind.FIXED
    assert [one.then for one in fixed.rises] == [
        Decimal("38.34"),
        Decimal("38.33"),
        Decimal("38.33"),
    ]


def test_what_is_closed_needs_nothing() -> None:
    cheap = change(ChangeKind.COST_AMOUNT, row="staff", amount=Decimal(1))
    assert what_closes(BUDGET, [cheap]) is None


def test_a_cap_that_is_too_low_is_said() -> None:
    key = Key(id="c", name="", kind=KeyKind.INHABITANTS, cap=Decimal(34))
    found = what_closes(replace(BUDGET, key=key), [])
    assert found is not None
    assert (found.closings[0].refused, found.closings[0].limit) == ("too_much", Decimal(102))
    assert found.closings[1].rises


@UNHURRIED
@given(st.integers(1, 10_000_000), st.integers(0, 3_000_000))
def test_the_rise_closes_and_one_cent_less_does_not(cost: int, extra: int) -> None:
    posts = (
        Cost(
            id="post",
            name="Huur",
            kind=CostKind.POST,
            amount=Decimal(cost).scaleb(-2),
            from_year=2027,
        ),
        Cost(
            id="more",
            name="Meer",
            kind=CostKind.POST,
            amount=Decimal(extra).scaleb(-2),
            from_year=2028,
        ),
    )
    budget = replace(BUDGET, costs=posts)
    found = what_closes(budget, [])
    if found is None:
        assert all(coverage(budget, year).closed for year in budget.years)
        return

    def closed(rise: Decimal) -> bool:
        higher = change(ChangeKind.STREAM_AMOUNT, row="own", amount=Decimal(100) + rise)
        return all(coverage(applied(budget, [higher], year), year).closed for year in budget.years)

    assert closed(found.rise)
    assert not closed(found.rise - CENT)
    for one in found.closings:
        assert sum(rise.more for rise in one.rises) == found.rise


def with_chances(*streams: tuple[str, str, str | None]) -> Budget:
    made = tuple(maybe(*one) for one in streams)
    return replace(BUDGET, streams=(*BUDGET.streams, *made))


def test_chances_by_hand() -> None:
    """15 is missing in 2028: x (10) and y (5) together close it, or z (20) alone."""
    found = chances(with_chances(("x", "10", "0.5"), ("y", "5", "0.5"), ("z", "20", "0.2")), [])
    assert found is not None
    assert (found.draws, found.outcomes) == (0, 8)
    assert [(one.year, one.closed) for one in found.years] == [
        (2027, Fraction(1)),
        (2028, Fraction(2, 5)),  # 0.2 + 0.8 x 0.25
    ]
    assert found.every.closed == Fraction(2, 5)
    assert found.every.low == found.every.high == found.every.closed


def test_without_a_probability_there_are_no_chances() -> None:
    assert chances(BUDGET, []) is None
    assert chances(with_chances(("x", "100", None)), []) is None


def test_what_a_scenario_secures_is_no_chance_any_more() -> None:
    decided = change(ChangeKind.STREAM_CERTAINTY, row="x", decision="ja")
    assert chances(with_chances(("x", "100", "0.5")), [decided]) is None


def test_with_many_streams_it_is_drawn_with_an_interval_that_holds_the_truth(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    several = [(f"s{at}", str(at + 1), f"0.{at + 1}") for at in range(8)]
    budget = with_chances(*several)
    exact = chances(budget, [])
    monkeypatch.setattr(chances_module, "MOST_EXACT", 7)
    drawn = chances(budget, [])
    assert exact is not None
    assert drawn is not None
    assert (drawn.draws, exact.draws) == (DRAWS, 0)
    for sure, lot in zip(exact.years, drawn.years, strict=True):
        assert lot.low <= sure.closed <= lot.high
        assert lot.high - lot.low < Fraction(1, 50)
    assert chances(budget, []) == drawn  # the same every time


def test_more_than_twelve_are_drawn() -> None:
    several = [(f"s{at}", "1", "0.5") for at in range(MOST_EXACT + 1)]
    assert (found := chances(with_chances(*several), [])) is not None
    assert found.draws == DRAWS
    assert (less := chances(with_chances(*several[:-1]), [])) is not None
    assert (less.draws, less.outcomes) == (0, 4096)


@UNHURRIED
@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 100)), min_size=1, max_size=6))
def test_chances_are_chances_and_more_money_never_makes_them_less(
    several: list[tuple[int, int]],
) -> None:
    def found(plus: int) -> list[Fraction]:
        streams = [
            (f"s{at}", str(Decimal(cents + plus).scaleb(-2)), str(Decimal(percent) / 100))
            for at, (cents, percent) in enumerate(several)
        ]
        seen = chances(with_chances(*streams), [])
        assert seen is not None
        return [one.closed for one in (*seen.years, seen.every)]

    before, after = found(0), found(100)
    assert all(0 <= one <= 1 for one in before)
    assert all(one <= other for one, other in zip(before, after, strict=True))
    assert before[-1] <= min(before[:-1])


def test_what_each_assumption_does_by_hand() -> None:
    found = {(one.kind, one.row): one for one in sensed(BUDGET, [])}
    assert {kind for kind, _row in found} == {"ends", "stream", "cost", "index", "leaves"}
    assert ("ends", "prov") not in found  # temporary money carries nothing
    # 2028: 160 of 175. Without DUVO: 100 of 175; own contributions 10% up: 170 of 175.
    assert found["ends", "duvo"].worse.ratio == Decimal("0.5714")
    assert found["ends", "duvo"].worse.year == 2028
    better = found["stream", "own"].better
    assert better is not None
    assert (better.ratio, better.closed) == (Decimal("0.9714"), False)
    # Staff 10% less in 2028: 165 x 0.9 + 10 = 158.50.
    cheaper = found["cost", "staff"].better
    assert cheaper is not None
    assert cheaper.closed
    # A leaves and its 50 is lost: 110 of 175.
    assert found["leaves", "A"].worse.ratio == Decimal("0.6285")
    assert found["leaves", "A"].better is None
    ratios = [one.worse.ratio for one in sensed(BUDGET, [])]
    assert ratios == sorted(ratios, key=lambda one: one or Decimal(0))


def test_an_index_moves_by_a_point_in_every_year() -> None:
    found = next(one for one in sensed(BUDGET, []) if one.kind == "index")
    # 2028: 150 x 1.11 + 10 = 176.50, and 150 x 1.09 + 10 = 173.50.
    assert found.worse.ratio == Decimal("0.9065")
    assert found.better is not None
    assert found.better.ratio == Decimal("0.9221")
