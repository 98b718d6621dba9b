"""The parts of which the actions of finance are made; each runs inside the act of its caller."""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from decimal import Decimal
from typing import Any
from uuid import UUID

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.advice.telling import told_in
from kmt.finance.access import visible
from kmt.finance.given import CostGiven, CountGiven, KeyGiven, RateGiven, StreamGiven
from kmt.finance.models import (
    Budget,
    BudgetRow,
    CostKey,
    CostPost,
    FundingStream,
    IndexRate,
    KeyCount,
)
from kmt.finance.reckoning import Certainty, KeyKind
from kmt.finance.rules import Problems, may_change
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Conflict, Invalid
from kmt.partners.region import Funding, Snapshot, region

#: How the memo puts the certainty of a stream, and what that is here: what is not stated or only
#: proposed is not decided.
CERTAINTY = {"temporary": Certainty.TEMPORARY}
ROWS: tuple[type[BudgetRow], ...] = (FundingStream, CostPost, IndexRate, CostKey, KeyCount)


class Overtaken(Conflict):
    """Somebody else changed the row since the page was opened; the page shows both."""

    def __init__(self, version: int) -> None:
        """Take the version that the row has now."""
        super().__init__(
            "Iemand anders heeft dit intussen veranderd.",
            "Hieronder staat wat er nu staat, met wat jij typte in het formulier. Sla het nog een "
            "keer op als jouw versie moet gelden.",
        )
        self.version = version


def check(problems: Problems, *texts: str) -> None:
    """Refuse what was typed, each field with its own sentence; also what is about somebody."""
    if about := about_somebody(texts):
        raise Invalid(about)
    if problems:
        raise Invalid("Kijk de gemarkeerde velden na.", fields=problems)


def about_somebody(texts: Iterable[str]) -> str:
    """The refusal for texts that hold a number or date of a person; empty when they do not."""
    told = next(filter(None, map(told_in, texts)), "")
    if not told:
        return ""
    return f"Hier lijkt {told} te staan. Een begroting gaat niet over personen: haal dit weg."


def acting(
    by: Actor,
    budget_id: UUID,
    reason: str = "",
    *,
    action: str = "update",
    permission: Permission = Permission.FINANCE_BUDGET_WRITE,
) -> AbstractContextManager[None]:
    """The act on a budget; ``reason`` is a code of :mod:`kmt.finance.wording`."""
    name = str(budget_id)
    return act(by, permission, action=action, object_type="budget", object_id=name, reason=reason)


def draft(by: Actor, budget_id: UUID) -> Budget:
    """The budget that is worked on, held until the act ends; refuses one that is adopted."""
    found = Budget.objects.seen_by(by, visible(by)).select_for_update().one(id=budget_id)
    may_change(found.state).check()
    return found


def values_of(given: StreamGiven | CostGiven | RateGiven | KeyGiven | CountGiven) -> dict[str, Any]:
    """The columns of a row; amounts inside lists are kept as text, so that no digit is lost."""
    values = {name: getattr(given, name) for name in given.__dataclass_fields__}
    for name in ("exceptions", "parts"):
        if name in values:
            values[name] = {str(key): str(one) for key, one in values[name].items()}
    if "own" in values:
        values["own"] = {code: [_text(one) for one in pair] for code, pair in values["own"].items()}
    if "numbers" in values:
        values["numbers"] = dict(values["numbers"])
    if isinstance(given, StreamGiven | CostGiven) and not given.index:
        values["price_year"] = 0
    return {name: one.strip() if isinstance(one, str) else one for name, one in values.items()}


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)


def put(
    model: type[BudgetRow],
    budget: Budget,
    row: UUID,
    version: int,
    values: Mapping[str, Any],
) -> None:
    """Write a row: new, or over the version that was seen; the same again changes nothing.

    Raises :class:`Overtaken` when the row has another version and other values than these.
    """
    found = model._default_manager.filter(budget=budget, row=row).first()
    if found is None:
        model(budget=budget, row=row, **values).save()
        return
    if all(getattr(found, name) == one for name, one in values.items()):
        return
    if found.version != version:
        raise Overtaken(found.version)
    for name, one in values.items():
        setattr(found, name, one)
    found.version += 1
    found.save()


def copy_rows(old: Budget, new: Budget) -> None:
    """Give a new version every row of the old one, each with the id it keeps."""
    for model in ROWS:
        for one in model._default_manager.filter(budget=old):
            kept = {
                field.attname: getattr(one, field.attname)
                for field in model._meta.concrete_fields
                if field.name not in {"id", "budget", "version"}
            }
            model(budget=new, **kept).save()


def begin_with_region(budget: Budget) -> None:
    """What the region file knows: its streams without an amount, and the newest inhabitants."""
    for one in region().funding:
        FundingStream(budget=budget, **_funding(one, budget)).save()
    newest = max(region().snapshots, key=lambda one: one.year, default=None)
    if newest is not None:
        KeyCount(budget=budget, **values_of(inhabitants(newest))).save()
    CostKey(
        budget=budget, name="Naar inwonertal", kind=KeyKind.INHABITANTS, parts={}, own={}
    ).save()


def inhabitants(snapshot: Snapshot) -> CountGiven:
    """The inhabitants of one snapshot of the region file as a count to divide by."""
    return CountGiven(
        kind=KeyKind.INHABITANTS,
        year=snapshot.year,
        source=f"{snapshot.source}; grenzen van {snapshot.year}, dag onbekend"[:200],
        numbers=snapshot.inhabitants,
    )


def _funding(one: Funding, budget: Budget) -> dict[str, Any]:
    certainty = CERTAINTY.get(one.certainty, Certainty.UNCERTAIN)
    ends = budget.last_year if certainty == Certainty.TEMPORARY else None
    return values_of(
        StreamGiven(
            name=one.name[:1].upper() + one.name[1:],
            certainty=certainty,
            from_year=budget.first_year,
            until_year=ends,
            amount=Decimal(0),
            conditions="Uit het regiobestand, zonder bedrag.",
        )
    )
