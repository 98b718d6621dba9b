"""The published tables that the library carries, as a result that can be listed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from unlisted.results import Grid, Result, Summary
from unlisted.tables.catalogue import Entry, entries
from unlisted.version import VERSION


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue(Result):
    """What is carried along, each with its citation."""

    tables: tuple[Entry, ...]
    version: str

    @classmethod
    def carried(cls) -> Self:
        """Everything that is there."""
        return cls(tables=entries(), version=VERSION)

    def summary(self) -> Summary:
        """A row per table, the citations below."""
        return Summary(
            title="Published tables",
            headline="unlisted data NAME gives one as CSV: unlisted data NAME > table.csv",
            grids=(
                Grid(
                    caption="Carried along",
                    columns=("name", "lists", "people", "period"),
                    rows=tuple(_cells(one) for one in self.tables),
                ),
            ),
            notes=tuple(f"{one.name}: {one.title}. {_cited(one)}" for one in self.tables),
        )


def _cells(one: Entry) -> tuple[str, ...]:
    return one.name, str(len(one.lists)), f"{one.observed:,}", one.period or "–"


def _cited(one: Entry) -> str:
    if one.citation is None:
        return ""
    doi = f" doi:{one.citation.doi}" if one.citation.doi else ""
    return f"{' '.join(one.citation.text.split())}{doi}"
