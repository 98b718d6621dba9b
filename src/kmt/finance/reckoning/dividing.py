"""Dividing an amount over municipalities by a key, to the cent, between floors and caps.

Shares are fractions of whole numbers inside, so that a tie is a tie and no digit is lost; what
comes out is a :class:`~decimal.Decimal`. No floats.

Rounding is by the largest remainder: everybody's share is cut to whole cents, and the cents that
are left go to the largest cut-off parts; equal ones in the order of the municipality's code.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm

from kmt.finance.reckoning.shapes import Basis, Bound, Counts, Key, KeyKind

CENTS = 100
FLOOR, CAP = "floor", "cap"
SHOWN = Decimal("0.000001")


class CannotDivide(ValueError):
    """The amount cannot be divided by this key; ``reason`` is a code, with the amounts it needs.

    ``no_municipalities``, ``no_counts`` (of ``kind``), ``no_weight``, ``negative``, ``bounds``
    (a floor over its cap), ``too_little`` (the floors ask for ``limit``) and ``too_much`` (the
    caps allow ``limit``).
    """

    def __init__(self, reason: str, *, kind: str = "", limit: Decimal | None = None) -> None:
        """Take the code and what goes with it."""
        super().__init__(reason)
        self.reason, self.kind, self.limit = reason, kind, limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one municipality pays in euros, and how that came about.

    ``share`` is its part of the weights; ``exact`` its amount before rounding and ``remainder``
    the part of a cent that was cut off, both shown to six digits; ``extra_cent``: it got one of
    the cents that were left. ``bound`` is ``floor`` or ``cap`` when that decided. ``rows`` are
    the ids of the key and the counts.
    """

    municipality: str
    amount: Decimal
    share: Decimal
    exact: Decimal
    remainder: Decimal
    extra_cent: bool
    bound: str
    rows: tuple[str, ...]


def contributions(key: Key, amount: Decimal, basis: Basis) -> tuple[Contribution, ...]:
    """Divide ``amount`` (euros) by the key; in order of municipality code, exact to the cent.

    Raises :class:`CannotDivide` when there is no answer; it never divides nearly.
    """
    total = _cents(amount)
    if total < 0:
        raise CannotDivide("negative")
    codes = sorted(set(basis.municipalities))
    weights = weights_of(key, basis, codes)
    floors, caps = _bounds(key, codes)
    exact, bound = _between(total, weights, floors, caps)
    whole = [top // bottom for top, bottom in exact]
    parts = [Fraction(top % bottom, bottom) for top, bottom in exact]
    order = sorted(range(len(codes)), key=lambda one: (-parts[one], codes[one]))
    extra = set(order[: total - sum(whole)])
    weight, rows = sum(weights), _rows(key, basis)
    return tuple(
        Contribution(
            municipality=code,
            amount=_euros(whole[at] + (at in extra)),
            share=_shown(weights[at], weight),
            exact=_shown(exact[at][0], exact[at][1] * CENTS),
            remainder=_shown(parts[at].numerator, parts[at].denominator),
            extra_cent=at in extra,
            bound=bound[at],
            rows=rows,
        )
        for at, code in enumerate(codes)
    )


def weights_of(key: Key, basis: Basis, codes: Sequence[str]) -> list[int]:
    """The weight of each municipality as a whole number; only their proportions mean something."""
    if not codes:
        raise CannotDivide("no_municipalities")
    parts = key.parts if key.kind == KeyKind.MIXED else ((key.kind, Decimal(1)),)
    if any(part < 0 for _kind, part in parts) or not any(part > 0 for _kind, part in parts):
        raise CannotDivide("no_weight")
    columns = [
        (part, numbers, sum(numbers))
        for kind, part in parts
        if part > 0
        for numbers in (_numbers(kind, basis, codes),)
    ]
    if any(whole <= 0 for _part, _numbers_of, whole in columns):
        raise CannotDivide("no_weight")
    scaled = [(*_fraction(part), numbers, whole) for part, numbers, whole in columns]
    common = lcm(*(bottom * whole for _top, bottom, _numbers_of, whole in scaled))
    return [
        sum(
            top * numbers[at] * (common // (bottom * whole))
            for top, bottom, numbers, whole in scaled
        )
        for at in range(len(codes))
    ]


def counts_of(kind: KeyKind, basis: Basis) -> Counts | None:
    """The counts that a part of a key divides by; None when they are not there."""
    return {
        KeyKind.INHABITANTS: basis.inhabitants,
        KeyKind.CASES: basis.cases,
        KeyKind.FIXED: basis.fixed,
        KeyKind.MIXED: None,
    }[kind]


def _numbers(kind: KeyKind, basis: Basis, codes: Sequence[str]) -> list[int]:
    counts = counts_of(kind, basis)
    if counts is None:
        if kind == KeyKind.FIXED:
            return [1] * len(codes)
        raise CannotDivide("no_counts", kind=kind)
    if any(code not in counts.numbers for code in codes):
        raise CannotDivide("no_counts", kind=kind)
    found = [counts.numbers[code] for code in codes]
    if any(one < 0 for one in found):
        raise CannotDivide("no_weight")
    return found


def _fraction(part: Decimal) -> tuple[int, int]:
    return part.as_integer_ratio()


def _cents(amount: Decimal) -> int:
    cents = amount * CENTS
    if cents != cents.to_integral_value():
        raise ValueError("An amount to divide is in whole cents.")
    return int(cents)


def _euros(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)


def _bounds(key: Key, codes: Sequence[str]) -> tuple[list[int], list[int | None]]:
    own: Mapping[str, Bound] = {one.municipality: one for one in key.own}
    floors: list[int] = []
    caps: list[int | None] = []
    for code in codes:
        mine = own.get(code) or Bound(municipality=code, floor=key.floor, cap=key.cap)
        floor = _cents(mine.floor or Decimal(0))
        cap = None if mine.cap is None else _cents(mine.cap)
        if floor < 0 or (cap is not None and cap < floor):
            raise CannotDivide("bounds")
        floors.append(floor)
        caps.append(cap)
    return floors, caps


Exact = tuple[int, int]


def _between(
    total: int, weights: Sequence[int], floors: Sequence[int], caps: Sequence[int | None]
) -> tuple[list[Exact], list[str]]:
    """Each exact share in cents as numerator and denominator, and the bound that decided it.

    In rounds: divide what is left over who is free; of those outside a bound fix the side that is
    over by most, and divide again, until nobody is outside. Fixing one side only keeps the other
    right: what a floor takes from the rest may lift nobody over a cap.
    """
    _check_possible(total, weights, floors, caps)
    exact: list[Exact] = [(0, 1)] * len(weights)
    bound = [""] * len(weights)
    free, left = list(range(len(weights))), total
    while free:
        weight = sum(weights[at] for at in free)
        if weight == 0:
            under, over = [(at, floors[at]) for at in free], list[tuple[int, int]]()
        else:
            under = [
                (at, floors[at] * weight - left * weights[at])
                for at in free
                if left * weights[at] < floors[at] * weight
            ]
            over = [
                (at, left * weights[at] - cap * weight)
                for at in free
                if (cap := caps[at]) is not None and left * weights[at] > cap * weight
            ]
        if not under and not over:
            for at in free:
                exact[at] = (left * weights[at], weight)
            break
        less, more = sum(by for _at, by in under), sum(by for _at, by in over)
        fixed = [(at, floors[at], FLOOR) for at, _by in under] if less >= more else []
        if more >= less:
            fixed += [(at, caps[at] or 0, CAP) for at, _by in over]
        for at, cents, why in fixed:
            exact[at], bound[at] = (cents, 1), why if cents or why == CAP else ""
            left -= cents
            free.remove(at)
    return exact, bound


def _check_possible(
    total: int, weights: Sequence[int], floors: Sequence[int], caps: Sequence[int | None]
) -> None:
    """Say when no division fits: who has no weight never pays more than the floor."""
    least = sum(floors)
    if total < least:
        raise CannotDivide("too_little", limit=_euros(least))
    most = 0
    for weight, floor, cap in zip(weights, floors, caps, strict=True):
        if weight == 0:
            most += floor
        elif cap is None:
            return
        else:
            most += cap
    if total > most:
        raise CannotDivide("too_much", limit=_euros(most))


def _shown(top: int, bottom: int) -> Decimal:
    return (Decimal(top) / Decimal(bottom)).quantize(SHOWN)


def _rows(key: Key, basis: Basis) -> tuple[str, ...]:
    kinds = [kind for kind, _part in key.parts] if key.kind == KeyKind.MIXED else [key.kind]
    found = (counts_of(kind, basis) for kind in kinds)
    return (key.id, *(one.id for one in found if one is not None))
