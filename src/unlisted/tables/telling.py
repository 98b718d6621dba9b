"""What a count table says of itself: its lists, its people, and where they overlap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unlisted.results import Grid, Summary

if TYPE_CHECKING:
    from unlisted.tables.table import CountTable


def told(table: CountTable) -> Summary:
    """Give the summary of a table: one fact per line, then sizes and overlaps."""
    return Summary(
        title=table.title or table.name or "Count table",
        headline=f"{table.observed:,} people on {len(table.lists)} lists, "
        f"{table.on_two_or_more:,} of them on two or more.",
        facts=tuple((label, value) for label, value in _facts(table) if value),
        grids=(_lists(table), _overlaps(table)),
    )


def _facts(table: CountTable) -> list[tuple[str, str]]:
    combinations = (1 << len(table.lists)) - 1
    pairs = len(table.lists) * (len(table.lists) - 1) // 2
    empty = ", ".join(f"{first} and {second}" for first, second in table.empty_pairs)
    citation = table.citation
    return [
        ("period", table.period),
        ("on exactly 1, 2, ...", ", ".join(f"{people:,}" for people in table.frequencies)),
        (
            "combinations seen",
            f"{len(table.cells)} of {combinations} ({table.sparsity:.0%} are empty)",
        ),
        ("pairs sharing nobody", f"{len(table.empty_pairs)} of {pairs}{empty and ': '}{empty}"),
        ("source", citation.text if citation else ""),
        ("doi", citation.doi if citation else ""),
        ("data", table.data_hash[:16]),
    ]


def _lists(table: CountTable) -> Grid:
    only = {name: table.cells.get(1 << j, 0) for j, name in enumerate(table.lists)}
    blank: list[tuple[str, ...]] = [()] * len(table.lists)
    meanings = [(text,) for text in table.meanings] or blank
    return Grid(
        caption="Lists",
        columns=("list", "people", "on no other", *(("meaning",) if table.meanings else ())),
        rows=tuple(
            (name, f"{size:,}", f"{only[name]:,}", *meaning)
            for (name, size), meaning in zip(table.sizes.items(), meanings, strict=True)
        ),
    )


def _overlaps(table: CountTable) -> Grid:
    shared = {name: {name: size} for name, size in table.sizes.items()}
    for (first, second), people in table.overlaps.items():
        shared[first][second] = shared[second][first] = people
    return Grid(
        caption="People on both lists of a pair",
        columns=("", *table.lists),
        rows=tuple(
            (name, *(f"{shared[name][other]:,}" for other in table.lists)) for name in table.lists
        ),
    )
