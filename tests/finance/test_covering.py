"""Coverage of written-out examples: the arithmetic stands in words beside each of them."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmt.finance.reckoning import (
    Actual,
    Basis,
    Budget,
    Certainty,
    Cost,
    CostKind,
    Counts,
    Index,
    Rate,
    Stream,
    compared,
    coverage,
    divided,
)

WAGES = Index(
    code="LOON",
    name="lonen",
    rates=(
        Rate(year=2028, percent=Decimal(3), source="proef"),
        Rate(year=2029, percent=Decimal("2.5"), source="proef"),
    ),
)
PEOPLE = Counts(id="people", year=2021, source="proef", numbers={"A": 600, "B": 400})
BASIS = Basis(municipalities=("A", "B"), inhabitants=PEOPLE)


def stream(amount: str, certainty: Certainty = Certainty.STRUCTURAL, **more: object) -> Stream:
    """A stream of the test; structural ones are decided unless it says otherwise."""
    decision = "besluit" if certainty == Certainty.STRUCTURAL else ""
    whole: dict[str, object] = {
        "id": f"s{amount}",
        "name": f"stroom {amount}",
        "certainty": certainty,
        "from_year": 2027,
        "amount": Decimal(amount),
        "decision": decision,
    }
    return Stream(**{**whole, **more})


def cost(amount: str, kind: CostKind = CostKind.POST, **more: object) -> Cost:
    """A cost of the test."""
    whole: dict[str, object] = {
        "id": f"c{amount}",
        "name": f"kosten {amount}",
        "kind": kind,
        "from_year": 2027,
        "amount": Decimal(amount),
    }
    return Cost(**{**whole, **more})


def budget(*rows: Stream | Cost, **more: object) -> Budget:
    """A budget of these rows for 2027 to 2030."""
    whole: dict[str, object] = {
        "first_year": 2027,
        "last_year": 2030,
        "streams": tuple(one for one in rows if isinstance(one, Stream)),
        "costs": tuple(one for one in rows if isinstance(one, Cost)),
        "indexes": (WAGES,),
        "basis": BASIS,
    }
    return Budget(**{**whole, **more})


TEMPORARY, UNCERTAIN = Certainty.TEMPORARY, Certainty.UNCERTAIN
#: What is in the budget, the year, what counts as income and cost, the ratio (cut off), the gap.
BY_HAND = {
    "exactly closed: 60,000 + 40,000 = 100,000 against 100,000, so 1 and closed": (
        (stream("60000"), stream("40000"), cost("100000")),
        (2027, "100000.00", "100000.00", "1.0000", "0.00", True),
    ),
    "one cent short: 99,999.99 / 100,000 = 0.9999999, cut off to 0.9999, never 1": (
        (stream("99999.99"), cost("100000")),
        (2027, "99999.99", "100000.00", "0.9999", "0.01", False),
    ),
    "a surplus: 120,000 / 96,000 = 1.25, nothing is missing": (
        (stream("120000"), cost("96000")),
        (2027, "120000.00", "96000.00", "1.2500", "0.00", True),
    ),
    "staff: 1.5 fte × 80,000 = 120,000; 90,000 / 120,000 = 0.75, 30,000 is missing": (
        (stream("90000"), cost("80000", CostKind.STAFF, fte=Decimal("1.5"))),
        (2027, "90000.00", "120000.00", "0.7500", "30000.00", False),
    ),
    "temporary money never counts: 50,000 of 80,000 = 0.625, though 80,000 comes in": (
        (stream("50000"), stream("30000", TEMPORARY, until_year=2028), cost("80000")),
        (2027, "50000.00", "80000.00", "0.6250", "30000.00", False),
    ),
    "uncertain money never counts, however likely: 50,000 / 80,000": (
        (stream("50000"), stream("30000", UNCERTAIN, probability=Decimal("0.99")), cost("80000")),
        (2027, "50000.00", "80000.00", "0.6250", "30000.00", False),
    ),
    "called structural without a decision does not count: 50,000 / 80,000": (
        (stream("50000"), stream("30000", decision=" "), cost("80000")),
        (2027, "50000.00", "80000.00", "0.6250", "30000.00", False),
    ),
    "one-off costs do not count: 80,000 / 80,000 = 1, with 25,000 of transition beside it": (
        (stream("80000"), cost("80000"), cost("25000", CostKind.ONE_OFF, until_year=2027)),
        (2027, "80000.00", "80000.00", "1.0000", "0.00", True),
    ),
    "wages in 2029: 100,000 × 1.03 × 1.025 = 105,575; 100,000 / 105,575 = 0.9471": (
        (stream("100000"), cost("100000", index="LOON", price_year=2027)),
        (2029, "100000.00", "105575.00", "0.9471", "5575.00", False),
    ),
    "a year without a rate: 2030 counts as 2029, so 105,575 again": (
        (stream("100000"), cost("100000", index="LOON", price_year=2027)),
        (2030, "100000.00", "105575.00", "0.9471", "5575.00", False),
    ),
    "half a cent goes up: 0.5 fte × 1,234.57 = 617.285, so 617.29": (
        (stream("617.29"), cost("1234.57", CostKind.STAFF, fte=Decimal("0.5"))),
        (2027, "617.29", "617.29", "1.0000", "0.00", True),
    ),
    "one year has another amount: 60,000 in 2028 instead of 100,000": (
        (stream("100000", exceptions=((2028, Decimal(60000)),)), cost("100000")),
        (2028, "60000.00", "100000.00", "0.6000", "40000.00", False),
    ),
    "a stream that ended: it ran until 2028, so nothing in 2029": (
        (stream("70000", until_year=2028), stream("30000"), cost("100000")),
        (2029, "30000.00", "100000.00", "0.3000", "70000.00", False),
    ),
}


@pytest.mark.parametrize("words", BY_HAND)
def test_coverage_is_what_one_reckons_by_hand(words: str) -> None:
    rows, (year, income, spent, ratio, gap, closed) = BY_HAND[words]
    found = coverage(budget(*rows), year)
    assert str(found.income.amount) == income
    assert str(found.cost.amount) == spent
    assert str(found.ratio) == ratio
    assert found.gap == Decimal(gap)
    assert found.closed is closed
    assert found.gap == 0 or found.surplus == 0


def test_without_costs_there_is_no_ratio_and_nothing_is_missing() -> None:
    found = coverage(budget(stream("10")), 2027)
    assert (found.ratio, found.closed, found.gap) == (None, True, 0)


def test_every_figure_names_its_rows() -> None:
    found = coverage(
        budget(
            stream("60000", example=True),
            stream("30000", TEMPORARY, until_year=2028),
            stream("20000", UNCERTAIN, probability=Decimal("0.25")),
            stream("10000", UNCERTAIN),
            cost("80000"),
            cost("5000", CostKind.ONE_OFF, until_year=2027),
        ),
        2027,
    )
    assert found.income.rows == ("s60000",)
    assert found.income.example
    assert found.cost.rows == ("c80000",)
    assert found.one_off.rows == ("c5000",)
    assert found.temporary.rows == ("s30000",)
    assert found.uncertain.rows == ("s20000", "s10000")
    # A quarter of 20,000; the one without a chance is in no sum.
    assert (str(found.expected.amount), found.expected.rows) == ("5000.00", ("s20000",))
    assert [one.row for one in found.unknown] == ["s10000"]
    # 60,000 and 30,000 come in, 80,000 and 5,000 go out.
    assert found.year_balance == 5000
    assert found.year_closed
    assert not found.closed


def test_it_says_what_would_close_the_gap() -> None:
    found = coverage(
        budget(
            stream("70000"),
            stream("30000", TEMPORARY, until_year=2028),
            stream("12000", UNCERTAIN),
            stream("18000", decision=""),
            cost("100000"),
        ),
        2027,
    )
    told = [(one.kind, one.row, str(one.amount), int(one.left)) for one in found.closers]
    assert told == [
        ("temporary", "s30000", "30000.00", 0),
        ("uncertain", "s12000", "12000.00", 18_000),
        ("undecided", "s18000", "18000.00", 12_000),
        # 30,000 over 1,000 inhabitants is 30 euros each.
        ("inhabitant", "", "30.00", 0),
        ("cost", "", "30000.00", 0),
    ]
    assert [one.closes for one in found.closers] == [True, False, False, True, True]


def test_the_amount_per_inhabitant_is_rounded_so_that_it_does_close() -> None:
    found = coverage(budget(stream("99"), cost("100.01")), 2027)
    each = next(one for one in found.closers if one.kind == "inhabitant").amount
    # 1.01 over 1,000 inhabitants is 0.00101 each, so one cent each.
    assert each == Decimal("0.01")
    assert each * 1000 >= found.gap


def test_a_closed_year_needs_nothing() -> None:
    assert coverage(budget(stream("100"), cost("100")), 2027).closers == ()


def test_a_rate_that_is_not_known_is_told() -> None:
    found = budget(
        cost("100", index="LOON", price_year=2027), cost("5", index="X", price_year=2028)
    )
    assert coverage(found, 2029).missing == (("X", 2029),)
    assert coverage(found, 2030).missing == (("X", 2029), ("X", 2030), ("lonen", 2030))
    assert coverage(found, 2027).missing == ()


def test_only_what_the_municipalities_bring_up_is_divided() -> None:
    found = budget(stream("60000"), stream("40000", divided=True), stream("5", until_year=2027))
    assert divided(found, 2027).rows == ("s40000",)


def test_plan_and_actual_are_both_kept() -> None:
    found = budget(
        stream("100"),
        cost("80"),
        actuals=(
            Actual(id="1", row="s100", year=2027, amount=Decimal("90.50"), source="rekening"),
            Actual(id="2", row="s100", year=2028, amount=Decimal("1.00")),
        ),
    )
    first, second = compared(found, 2027)
    assert (first.plan, first.actual, first.difference) == (100, Decimal("90.50"), Decimal("-9.50"))
    assert first.source == "rekening"
    assert (second.plan, second.actual, second.difference) == (80, None, None)


AMOUNT = st.integers(0, 10**9).map(lambda number: Decimal(number).scaleb(-2))


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(st.lists(AMOUNT, max_size=6), st.lists(AMOUNT, max_size=6), AMOUNT)
def test_closed_is_exactly_when_nothing_is_missing(
    incomes: list[Decimal], costs: list[Decimal], more: Decimal
) -> None:
    rows = [stream(str(one), id=f"s{at}") for at, one in enumerate(incomes)]
    spent = [cost(str(one), id=f"c{at}") for at, one in enumerate(costs)]
    found = coverage(budget(*rows, *spent), 2027)
    assert found.income.amount == sum(incomes, Decimal(0))
    assert found.closed == (sum(incomes, Decimal(0)) >= sum(costs, Decimal(0)))
    assert found.closed == (found.gap == 0)
    assert found.ratio is None or (found.ratio >= 1) == found.closed
    # More temporary or uncertain money changes nothing of it.
    for kind in (TEMPORARY, UNCERTAIN):
        extra = replace(stream(str(more), kind), id="extra", until_year=2030)
        with_more = coverage(budget(*rows, *spent, extra), 2027)
        assert (with_more.ratio, with_more.gap) == (found.ratio, found.gap)
