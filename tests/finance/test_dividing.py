"""Contributions: they add up to the cent, keep to floors and caps, and say when nothing fits."""

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmt.finance.reckoning import (
    Basis,
    Bound,
    CannotDivide,
    Contribution,
    Counts,
    Key,
    KeyKind,
    contributions,
)

CODES = tuple(f"GM{number:04d}" for number in range(1, 15))
PEOPLE, FIXED, CASES, MIXED = (
    KeyKind.INHABITANTS,
    KeyKind.FIXED,
    KeyKind.CASES,
    KeyKind.MIXED,
)


def cents(number: int) -> Decimal:
    """So many cents in euros."""
    return Decimal(number).scaleb(-2)


def counted(kind: str, numbers: Mapping[str, int]) -> Counts:
    """A count of the test."""
    return Counts(id=f"count-{kind}", year=2026, source="proef", numbers=numbers)


def basis(*rows: tuple[int, ...]) -> Basis:
    """As many municipalities as the rows are long: inhabitants, cases, fixed shares."""
    codes = CODES[: len(rows[0])]
    named = [
        counted(kind, dict(zip(codes, row, strict=True)))
        for kind, row in zip((PEOPLE, CASES, FIXED), rows, strict=False)
    ]
    return Basis(
        municipalities=codes,
        inhabitants=named[0],
        cases=named[1] if len(named) > 1 else None,
        fixed=named[2] if len(named) > 2 else None,
    )


def key(kind: KeyKind = PEOPLE, **more: object) -> Key:
    """A key of the test."""
    return Key(id="key", name="proef", kind=kind, **more)


def amounts(found: tuple[Contribution, ...]) -> list[str]:
    """What everybody pays, as it is written."""
    return [str(one.amount) for one in found]


# --- by hand -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("people", "amount", "expected", "why"),
    [
        ((1, 1, 1), "100.00", ["33.34", "33.33", "33.33"], "a tie: the cent goes by code"),
        ((1, 1, 1), "0.02", ["0.01", "0.01", "0.00"], "two cents over three"),
        ((50, 30, 20), "10.00", ["5.00", "3.00", "2.00"], "even"),
        ((2, 1), "0.01", ["0.01", "0.00"], "two thirds of a cent is the largest remainder"),
        ((1, 2), "0.01", ["0.00", "0.01"], "also when the code comes later"),
        ((7, 0, 3), "1.00", ["0.70", "0.00", "0.30"], "who has no weight pays nothing"),
        ((5, 5), "0.00", ["0.00", "0.00"], "nothing to divide"),
    ],
)
def test_an_amount_is_divided_to_the_cent(
    people: tuple[int, ...], amount: str, expected: list[str], why: str
) -> None:
    assert amounts(contributions(key(), Decimal(amount), basis(people))) == expected, why


def test_the_remainder_is_shown_for_each() -> None:
    first, second, third = contributions(key(), Decimal("1.00"), basis((2, 2, 3)))
    assert [str(one.exact) for one in (first, second, third)] == [
        "0.285714",
        "0.285714",
        "0.428571",
    ]
    assert [str(one.remainder) for one in (first, second, third)] == [
        "0.571429",
        "0.571429",
        "0.857143",
    ]
    assert [one.extra_cent for one in (first, second, third)] == [True, False, True]
    assert amounts((first, second, third)) == ["0.29", "0.28", "0.43"]


def test_fixed_without_shares_is_the_same_for_everybody() -> None:
    found = contributions(key(FIXED), Decimal("14.00"), Basis(municipalities=CODES))
    assert {one.amount for one in found} == {Decimal("1.00")}


def test_fixed_with_shares_and_cases_divide_by_their_own_count() -> None:
    world = basis((1, 1), (3, 1), (1, 4))
    assert amounts(contributions(key(CASES), Decimal("8.00"), world)) == ["6.00", "2.00"]
    assert amounts(contributions(key(FIXED), Decimal("8.00"), world)) == ["1.60", "6.40"]


def test_a_mixed_key_weighs_parts_of_the_whole() -> None:
    # Half by inhabitants (1 of 4 and 3 of 4), half by cases (9 of 10 and 1 of 10), of 80 euros:
    # 40 × 1/4 + 40 × 9/10 = 10 + 36 = 46, and 40 × 3/4 + 40 × 1/10 = 30 + 4 = 34.
    mixed = key(MIXED, parts=((PEOPLE, Decimal("0.5")), (CASES, Decimal("0.5"))))
    found = contributions(mixed, Decimal("80.00"), basis((1, 3), (9, 1)))
    assert amounts(found) == ["46.00", "34.00"]
    assert found[0].rows == ("key", "count-inhabitants", "count-cases")


def test_weights_of_a_mixed_key_may_be_in_any_unit() -> None:
    world = basis((1, 3), (9, 1))
    tenths = key(MIXED, parts=((PEOPLE, Decimal("0.7")), (CASES, Decimal("0.3"))))
    percent = key(MIXED, parts=((PEOPLE, Decimal(70)), (CASES, Decimal(30))))
    assert amounts(contributions(tenths, Decimal("99.99"), world)) == amounts(
        contributions(percent, Decimal("99.99"), world)
    )


def test_what_a_floor_and_a_cap_leave_goes_over_the_others() -> None:
    # 100 over 80, 15 and 5. The cap of 60 leaves 40 to the others, in proportion 30 and 10. The
    # floor of 12 makes the last one pay 12, so the second pays the 28 that is left.
    found = contributions(key(floor=Decimal(12), cap=Decimal(60)), Decimal(100), basis((80, 15, 5)))
    assert amounts(found) == ["60.00", "28.00", "12.00"]
    assert [one.bound for one in found] == ["cap", "", "floor"]


def test_a_floor_that_first_seems_too_low_may_hold_after_all() -> None:
    # 100 over 60, 31 and 9: the cap of 40 gives 20 to the others, in proportion 31 to 9:
    # 46.50 and 13.50. The second is over the cap too, so the last one pays the 20 that is left.
    found = contributions(key(floor=Decimal(12), cap=Decimal(40)), Decimal(100), basis((60, 31, 9)))
    assert amounts(found) == ["40.00", "40.00", "20.00"]
    assert [one.bound for one in found] == ["cap", "cap", ""]


def test_one_municipality_may_have_its_own_bounds() -> None:
    own = key(floor=Decimal(20), own=(Bound(municipality=CODES[1], floor=None, cap=Decimal(1)),))
    assert amounts(contributions(own, Decimal(100), basis((50, 50)))) == ["99.00", "1.00"]


@pytest.mark.parametrize(
    ("which", "amount", "world", "reason", "limit"),
    [
        (key(floor=Decimal(40)), "100", basis((1, 1, 1)), "too_little", "120.00"),
        (key(cap=Decimal(30)), "100", basis((1, 1, 1)), "too_much", "90.00"),
        (key(cap=Decimal(60)), "100", basis((1, 1, 0)[:3]), None, None),
        (key(cap=Decimal(40)), "100", basis((1, 1, 0)), "too_much", "80.00"),
        (key(floor=Decimal(5), cap=Decimal(4)), "10", basis((1, 1)), "bounds", None),
        (key(), "-1", basis((1, 1)), "negative", None),
        (key(), "1", basis((0, 0)), "no_weight", None),
        (key(CASES), "1", basis((1, 1)), "no_counts", None),
        (key(MIXED), "1", basis((1, 1)), "no_weight", None),
        (key(), "1", Basis(municipalities=()), "no_municipalities", None),
    ],
)
def test_it_says_when_no_division_fits(
    which: Key, amount: str, world: Basis, reason: str | None, limit: str | None
) -> None:
    if reason is None:
        assert sum(one.amount for one in contributions(which, Decimal(amount), world)) == 100
        return
    with pytest.raises(CannotDivide) as refused:
        contributions(which, Decimal(amount), world)
    assert refused.value.reason == reason
    assert (str(refused.value.limit) if limit else None) == limit


def test_half_a_cent_is_not_divided() -> None:
    with pytest.raises(ValueError, match="whole cents"):
        contributions(key(), Decimal("1.005"), basis((1, 1)))


# --- for random keys ---------------------------------------------------------------------------


WEIGHT = st.integers(0, 100).map(lambda number: Decimal(number) / 10)
BOUND = st.none() | st.integers(0, 3_000_000).map(cents)


@st.composite
def divisions(draw: st.DrawFn) -> tuple[Key, int, Basis]:
    """A key of any kind with bounds, an amount in cents, and counts for one to fourteen."""
    kind = draw(st.sampled_from(KeyKind))
    kinds = (PEOPLE, CASES, FIXED) if kind == MIXED else (kind,)
    size = draw(st.integers(1, 14))
    codes = CODES[:size]
    numbers = draw(
        st.lists(st.integers(0, 200_000), min_size=size * len(kinds), max_size=size * len(kinds))
    )
    counts = {
        one: counted(one, dict(zip(codes, numbers[size * at :], strict=False)))
        for at, one in enumerate(kinds)
    }
    parts = tuple((one, draw(WEIGHT)) for one in kinds) if kind == MIXED else ()
    floor, cap = draw(BOUND), draw(BOUND)
    if floor is not None and cap is not None and cap < floor:
        floor, cap = cap, floor
    world = Basis(
        municipalities=codes,
        inhabitants=counts.get(PEOPLE),
        cases=counts.get(CASES),
        fixed=counts.get(FIXED),
    )
    which = key(kind, parts=parts, floor=floor, cap=cap)
    return which, draw(st.integers(0, 50_000_000)), world


@pytest.mark.slow
@settings(max_examples=10_000, deadline=None, derandomize=True, database=None)
@given(divisions())
def test_contributions_add_up_to_the_cent_between_their_bounds(
    asked: tuple[Key, int, Basis],
) -> None:
    which, total, world = asked
    try:
        found = contributions(which, cents(total), world)
    except CannotDivide as refused:
        # It refuses only what cannot be: no weight at all, or bounds that leave no room.
        _refused_rightly(refused, which, cents(total), world)
        return
    assert sum((one.amount for one in found), Decimal(0)) == cents(total)
    floor, cap = which.floor or Decimal(0), which.cap
    for one in found:
        assert one.amount >= floor
        assert cap is None or one.amount <= cap
        assert one.amount == one.amount.quantize(Decimal("0.01"))
        # Never a cent or more from the share before rounding (shown to six digits).
        assert abs(one.amount - one.exact) < Decimal("0.010001")
    _in_proportion(found)


def _refused_rightly(refused: CannotDivide, which: Key, amount: Decimal, world: Basis) -> None:
    size = len(world.municipalities)
    if refused.reason == "too_little":
        assert amount < (which.floor or 0) * size
    elif refused.reason == "too_much":
        assert which.cap is not None
        assert amount > (refused.limit or 0)
    else:
        assert refused.reason == "no_weight"


def _in_proportion(found: tuple[Contribution, ...]) -> None:
    """Who weighs more never pays less; two between the bounds pay in proportion to a cent."""
    by_share = sorted(found, key=lambda one: (one.share, one.amount))
    for less, more in pairwise(by_share):
        assert less.share == more.share or less.amount <= more.amount


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(divisions(), st.integers(0, 1_000_000))
def test_who_divides_more_never_pays_more_than_a_cent_less(
    asked: tuple[Key, int, Basis], extra: int
) -> None:
    """The share before rounding only rises; the largest remainder may move one cent."""
    which, total, world = asked
    try:
        before = contributions(which, cents(total), world)
        after = contributions(which, cents(total + extra), world)
    except CannotDivide:
        return
    for old, new in zip(before, after, strict=True):
        assert new.exact >= old.exact - Decimal("0.000001")
        assert new.amount >= old.amount - Decimal("0.01")


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(divisions())
def test_the_order_of_the_municipalities_changes_nothing(asked: tuple[Key, int, Basis]) -> None:
    which, total, world = asked
    turned = Basis(
        municipalities=tuple(reversed(world.municipalities)),
        inhabitants=world.inhabitants,
        cases=world.cases,
        fixed=world.fixed,
    )
    try:
        found = contributions(which, cents(total), world)
    except CannotDivide:
        return
    assert contributions(which, cents(total), turned) == found
