"""Changes on a budget, worked out by hand; the budget itself is never touched."""

from dataclasses import replace
from decimal import Decimal

import pytest

from kmt.finance.reckoning import Certainty, Counts, Key, KeyKind, coverage
from kmt.scenarios.changing import Change, ChangeKind, adrift, applied, divided_over
from tests.scenarios.examples import BUDGET, change


def gaps(*changes: Change) -> list[Decimal]:
    """What is missing in each year. Without changes: 0 in 2027 (160 of 160), 15 in 2028."""
    return [coverage(applied(BUDGET, changes, year), year).gap for year in BUDGET.years]


def pays(year: int, *changes: Change) -> dict[str, str]:
    found = divided_over(applied(BUDGET, changes, year), year)
    return {one.municipality: str(one.amount) for one in found}


def test_the_budget_itself() -> None:
    assert gaps() == [Decimal(0), Decimal(15)]
    assert pays(2027) == {"A": "50.00", "B": "30.00", "C": "20.00"}


CASES: list[tuple[str, Change, list[str]]] = [
    ("a stream ends", change(ChangeKind.STREAM_ENDS, 2027, row="duvo"), ["0", "75"]),
    (
        "it ends before the first year",
        change(ChangeKind.STREAM_ENDS, 2026, row="duvo"),
        ["60", "75"],
    ),
    ("a temporary stream ends", change(ChangeKind.STREAM_ENDS, 2026, row="prov"), ["0", "15"]),
    (
        "a decided stream is added",
        change(ChangeKind.STREAM_ADDED, 2028, name="Nieuw", amount=Decimal(9), decision="ja"),
        ["0", "6"],
    ),
    (
        "a stream is added without a decision",
        change(ChangeKind.STREAM_ADDED, 2028, name="Nieuw", amount=Decimal(9)),
        ["0", "15"],
    ),
    (
        "an amount changes from a year on",
        change(ChangeKind.STREAM_AMOUNT, 2028, row="own", amount=Decimal(110)),
        ["0", "5"],
    ),
    (
        "a stream becomes uncertain",
        change(ChangeKind.STREAM_CERTAINTY, 2028, row="duvo", certainty=Certainty.UNCERTAIN),
        ["0", "75"],
    ),
    (
        "a temporary stream becomes structural, with a decision",
        change(ChangeKind.STREAM_CERTAINTY, row="prov", decision="ja"),
        ["0", "15"],
    ),
    (
        "a cost changes",
        change(ChangeKind.COST_AMOUNT, 2028, row="staff", amount=Decimal(150)),
        ["0", "0"],
    ),
    (
        "wages rise less",
        change(ChangeKind.INDEX, 2028, row="wages", percent=Decimal(2)),
        ["0", "3"],
    ),
    (
        "somebody leaves and the others carry it",
        change(ChangeKind.LEAVES, 2028, municipality="A"),
        ["0", "15"],
    ),
    (
        "somebody leaves and its part is lost",
        change(ChangeKind.LEAVES, 2028, municipality="A", carried=False),
        ["0", "65"],
    ),
    ("what is not there does nothing", change(ChangeKind.STREAM_ENDS, row="gone"), ["0", "15"]),
]


@pytest.mark.parametrize(("what", "made", "left"), CASES, ids=[one[0] for one in CASES])
def test_what_a_change_does_to_the_gap(what: str, made: Change, left: list[str]) -> None:
    assert gaps(made) == [Decimal(one) for one in left]


def test_who_leaves_pays_nothing_and_the_others_carry_it_or_not() -> None:
    carried = change(ChangeKind.LEAVES, 2028, municipality="A")
    assert pays(2027, carried) == pays(2027)
    assert pays(2028, carried) == {"B": "60.00", "C": "40.00"}
    assert pays(2028, replace(carried, carried=False)) == {"B": "30.00", "C": "20.00"}


def test_another_key_divides_the_same_amount() -> None:
    fixed = Key(id="f", name="gelijk", kind=KeyKind.FIXED)
    made = change(ChangeKind.KEY, 2028, key=fixed)
    assert pays(2027, made) == pays(2027)
    assert pays(2028, made) == {"A": "33.34", "B": "33.33", "C": "33.33"}
    assert gaps(made) == gaps()


def test_another_count_divides_otherwise() -> None:
    counts = Counts(id="m", year=2027, source="verzonnen", numbers={"A": 25, "B": 25, "C": 50})
    made = change(ChangeKind.POPULATION, counts=counts)
    assert pays(2027, made) == {"A": "25.00", "B": "25.00", "C": "50.00"}


def test_a_later_change_goes_on_from_an_earlier_one() -> None:
    added = change(ChangeKind.STREAM_ADDED, name="Nieuw", amount=Decimal(20), decision="ja")
    ends = change(ChangeKind.STREAM_ENDS, 2027, row=added.id)
    assert gaps(added) == [Decimal(0), Decimal(0)]
    assert gaps(added, ends) == [Decimal(0), Decimal(15)]


def test_the_budget_is_not_touched() -> None:
    before = repr(BUDGET)
    for _what, made, _left in CASES:
        applied(BUDGET, [made], 2028)
    assert repr(BUDGET) == before


def test_what_is_about_nothing_any_more_is_named() -> None:
    added = change(ChangeKind.STREAM_ADDED, name="Nieuw", amount=Decimal(20))
    on_it = change(ChangeKind.STREAM_ENDS, 2028, row=added.id)
    gone = change(ChangeKind.STREAM_AMOUNT, row="gone", amount=Decimal(1))
    left = change(ChangeKind.LEAVES, municipality="Z")
    assert adrift(BUDGET, [added, on_it, gone, left]) == (gone, left)
