"""A small budget to reckon with by hand: three municipalities, two years, three streams."""

from decimal import Decimal

from kmt.finance.reckoning import (
    Basis,
    Budget,
    Certainty,
    Cost,
    CostKind,
    Counts,
    Index,
    Key,
    KeyKind,
    Rate,
    Stream,
)
from kmt.scenarios.changing import Change, ChangeKind

KEY = Key(id="k", name="per inwoner", kind=KeyKind.INHABITANTS)
INHABITANTS = Counts(id="n", year=2026, source="verzonnen", numbers={"A": 50, "B": 30, "C": 20})

BUDGET = Budget(
    id="b",
    title="Voorbeeld",
    first_year=2027,
    last_year=2028,
    streams=(
        Stream(
            id="own",
            name="Bijdragen",
            certainty=Certainty.STRUCTURAL,
            from_year=2027,
            amount=Decimal("100.00"),
            decision="ja",
            divided=True,
        ),
        Stream(
            id="duvo",
            name="DUVO",
            certainty=Certainty.STRUCTURAL,
            from_year=2027,
            amount=Decimal("60.00"),
            decision="ja",
        ),
        Stream(
            id="prov",
            name="Provincie",
            certainty=Certainty.TEMPORARY,
            from_year=2027,
            until_year=2027,
            amount=Decimal("40.00"),
            decision="ja",
        ),
    ),
    costs=(
        Cost(
            id="staff",
            name="Personeel",
            kind=CostKind.STAFF,
            amount=Decimal("75.00"),
            fte=Decimal(2),
            index="wages",
            price_year=2027,
            from_year=2027,
        ),
        Cost(id="post", name="Huur", kind=CostKind.POST, amount=Decimal("10.00"), from_year=2027),
    ),
    indexes=(Index(code="wages", name="Lonen", rates=(Rate(year=2028, percent=Decimal(10)),)),),
    key=KEY,
    basis=Basis(municipalities=("A", "B", "C"), inhabitants=INHABITANTS),
)


def change(kind: ChangeKind, year: int = 2027, **values: object) -> Change:
    """A change with an id of its own."""
    return Change(id=f"{kind}-{year}", kind=kind, year=year, **values)  # type: ignore[arg-type]


def maybe(key: str, amount: str, probability: str | None) -> Stream:
    """An uncertain stream."""
    return Stream(
        id=key,
        name=key,
        certainty=Certainty.UNCERTAIN,
        from_year=2027,
        amount=Decimal(amount),
        probability=None if probability is None else Decimal(probability),
    )
