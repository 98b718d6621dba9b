"""The chart and the tables of the pages, made of what was reckoned."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from kmt.finance.reckoning import Budget, Contribution, Coverage, Key, KeyKind, counts_of
from kmt.finance.wording import KEYS, euros, plain
from kmt.kernel.charts import Chart, Line, years
from kmt.partners.region import region

Rows = tuple[tuple[str, ...], ...]


def money_chart(found: Sequence[Coverage], *, key: str = "money") -> Chart:
    """Secured income against cost over the years, with what is temporary beside it."""
    return years(
        [
            Line(
                label=_("Structural costs"),
                points={one.year: one.cost.amount for one in found},
            ),
            Line(
                label=_("Secured structural income"),
                points={one.year: one.income.amount for one in found},
            ),
            Line(
                label=_("With temporary money"),
                points={one.year: one.income.amount + one.temporary.amount for one in found},
            ),
        ],
        key=key,
        title=_("Income and costs per year"),
        unit=_("euros"),
        say=thousands,
        source=_("Budget, per row; closed where the secured income is not below the costs."),
    )


def thousands(amount: int | Decimal) -> str:
    """An amount as a chart says it: whole euros."""
    return euros(Decimal(amount).quantize(Decimal(1))).removesuffix(",00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """What one municipality pays, ready to show."""

    code: str
    name: str
    amount: Decimal
    per_inhabitant: Decimal | None
    share: str
    remainder: str
    extra_cent: bool
    bound: str


def paid(found: Sequence[Contribution], budget: Budget) -> tuple[Paid, ...]:
    """The contributions by name, and each divided by the inhabitants."""
    people = budget.basis.inhabitants
    names = dict(region().places)
    rows = (
        Paid(
            code=one.municipality,
            name=names.get(one.municipality, one.municipality),
            amount=one.amount,
            per_inhabitant=_each(one.amount, people.numbers.get(one.municipality, 0))
            if people
            else None,
            share=f"{one.share * 100:.3f} %".replace(".", ","),
            remainder=f"{one.remainder:.4f}".replace(".", ","),
            extra_cent=one.extra_cent,
            bound=one.bound,
        )
        for one in found
    )
    return tuple(sorted(rows, key=lambda one: one.name))


def _each(amount: Decimal, people: int) -> Decimal | None:
    return (amount / people).quantize(Decimal("0.01")) if people else None


def key_words(key: Key) -> str:
    """What a key divides by, in one line."""
    if key.kind != KeyKind.MIXED:
        return str(KEYS[key.kind])
    whole = sum((part for _kind, part in key.parts), Decimal(0))
    parts = (
        f"{KEYS[kind]} {plain((part * 100 / whole).quantize(Decimal('0.1')))} %"
        for kind, part in key.parts
        if part
    )
    return ", ".join(parts)


def bases(key: Key, budget: Budget) -> tuple[tuple[str, str, bool], ...]:
    """What a key divides by, with year and source, and whether it is an example."""
    kinds = [kind for kind, part in key.parts if part] if key.parts else [key.kind]
    found = []
    for kind in kinds:
        counts = counts_of(kind, budget.basis)
        if counts is None:
            said = _("everybody the same") if kind == KeyKind.FIXED else _("not counted yet")
            found.append((str(KEYS[kind]), said, False))
        else:
            found.append((str(KEYS[kind]), f"{counts.year}. {counts.source}", counts.example))
    return tuple(found)
