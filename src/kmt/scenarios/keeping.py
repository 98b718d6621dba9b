"""A change as it is kept: values as text, and back. No value goes through binary fractions."""

from decimal import Decimal
from typing import Any

from kmt.finance.reckoning import Certainty, Counts, Key, KeyKind
from kmt.scenarios.changing import Change, ChangeKind
from kmt.scenarios.models import ScenarioChange

_TEXTS = ("row", "name", "decision", "municipality")


def kept(change: Change) -> dict[str, Any]:
    """The values of a change, without what is not filled in."""
    values: dict[str, Any] = {name: getattr(change, name) for name in _TEXTS}
    values |= {
        "amount": _text(change.amount),
        "percent": _text(change.percent),
        "probability": _text(change.probability),
        "until_year": change.until_year,
        "certainty": str(change.certainty),
        "divided": change.divided,
        "lost": not change.carried,
        "key": _key_kept(change.key) if change.key else None,
        "counts": _counts_kept(change.counts) if change.counts else None,
    }
    return {name: value for name, value in values.items() if value not in ("", None, False)}


def read(row: ScenarioChange) -> Change:
    """The change as it is reckoned with."""
    values: dict[str, Any] = row.values
    texts = {name: values.get(name, "") for name in _TEXTS}
    return Change(
        id=str(row.id),
        kind=ChangeKind(row.kind),
        year=row.year,
        words=row.words,
        amount=_decimal(values.get("amount")),
        percent=_decimal(values.get("percent")),
        probability=_decimal(values.get("probability")),
        until_year=values.get("until_year"),
        certainty=Certainty(values.get("certainty", Certainty.STRUCTURAL)),
        divided=bool(values.get("divided")),
        carried=not values.get("lost"),
        key=_key_read(values["key"], str(row.id)) if "key" in values else None,
        counts=_counts_read(values["counts"], str(row.id)) if "counts" in values else None,
        **texts,
    )


def _key_kept(key: Key) -> dict[str, Any]:
    return {
        "kind": str(key.kind),
        "name": key.name,
        "parts": [[str(kind), str(part)] for kind, part in key.parts],
        "floor": _text(key.floor),
        "cap": _text(key.cap),
    }


def _key_read(values: dict[str, Any], row: str) -> Key:
    return Key(
        id=row,
        name=values["name"],
        kind=KeyKind(values["kind"]),
        parts=tuple((KeyKind(kind), Decimal(part)) for kind, part in values["parts"]),
        floor=_decimal(values["floor"]),
        cap=_decimal(values["cap"]),
    )


def _counts_kept(counts: Counts) -> dict[str, Any]:
    return {
        "year": counts.year,
        "source": counts.source,
        "numbers": dict(counts.numbers),
        "example": counts.example,
    }


def _counts_read(values: dict[str, Any], row: str) -> Counts:
    return Counts(
        id=row,
        year=values["year"],
        source=values["source"],
        numbers=values["numbers"],
        example=values["example"],
    )


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
