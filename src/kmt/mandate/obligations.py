"""The obligations: what ships with the product as data, and what a region changed or added.

Version 1 of each shipped item stands in ``data/obligations.toml``; a later version, and every item
of the region itself, is a row. Which version holds is a question of a day: nothing is overwritten.
"""

import csv
import tomllib
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from kmt.mandate.models import ItemVersion
from kmt.mandate.reading import Monitor, Obligation

DATA = Path(__file__).parent / "data"


@lru_cache(maxsize=1)
def shipped() -> tuple[Obligation, ...]:
    """Version 1 of every item that ships with the product, in order of its code."""
    raw = tomllib.loads((DATA / "obligations.toml").read_text(encoding="utf-8"))
    groups = {one["key"]: one for one in raw["group"]}
    return tuple(_of(one, groups[one["group"]]) for one in raw["item"])


def _of(one: dict[str, Any], group: dict[str, Any]) -> Obligation:
    return Obligation(
        item=one["code"],
        version=1,
        title=one["title"],
        words=one["words"],
        themes=tuple(one["themes"]),
        origin=group["origin"],
        source=group["source"],
        status=group["status"],
        said_by=group["said_by"],
        since=group["since"],
        since_words=group["since_words"],
        due_before=group.get("due_before"),
        due_words=group.get("due_words", ""),
        evidence=one["evidence"],
        term=one["term"],
        suggests=one.get("suggests", ""),
    )


@lru_cache(maxsize=1)
def monitors() -> tuple[Monitor, ...]:
    """What was published about municipalities, with year, base and status."""
    with (DATA / "monitors.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(Monitor(**row) for row in csv.DictReader(lines))


def every_version() -> tuple[Obligation, ...]:
    """Every version of every item, of the product and of the region, in order; one question."""
    first = {one.item: one for one in shipped()}
    changed = [_of_row(row, first.get(row.item)) for row in ItemVersion.objects.all()]
    return tuple(sorted((*shipped(), *changed), key=lambda one: (one.item, one.version)))


def _of_row(row: ItemVersion, first: Obligation | None) -> Obligation:
    return Obligation(
        item=row.item,
        version=row.version,
        title=row.title,
        words=row.words,
        themes=tuple(row.themes),
        origin=row.origin,
        source=row.source,
        status=row.status,
        said_by=row.said_by,
        since=row.since,
        due_before=row.due_before,
        due_words=row.due_words,
        evidence=row.evidence,
        term=row.term,
        suggests=first.suggests if first else "",
        own=row.own,
        reason=row.reason,
        ended=row.ended,
    )


def in_force(versions: Iterable[Obligation], on: date) -> tuple[Obligation, ...]:
    """Per item the last version that holds on a day; an item that ended is gone from that day."""
    last: dict[str, Obligation] = {}
    for one in versions:
        if one.since <= on and (one.item not in last or one.version > last[one.item].version):
            last[one.item] = one
    return tuple(one for one in last.values() if not one.ended)
