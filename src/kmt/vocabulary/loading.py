"""Loads the vocabulary from its tables, once, and refuses data that contradict themselves.

A code, indicator or rule may stand in several rows, one per period, as long as the periods do not
overlap: so a change of law ends one row and adds another, and the old row stays readable.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from kmt.vocabulary import parsing
from kmt.vocabulary.entries import (
    Code,
    CodeList,
    Dated,
    DeadlineRule,
    Figure,
    FigureSeries,
    Indicator,
    IndicatorGroup,
    Source,
    Term,
)
from kmt.vocabulary.tables import Row, VocabularyBroken, rows

DATA = Path(__file__).parent / "data"

SOURCES = "source title address"
LISTS = "subject list dutch english htcds_field status source"
CODES = "list code dutch english htcds valid_from valid_to law_ref status source note"
GROUPS = "group dutch english status source"
INDICATORS = (
    "indicator version group dutch english forms critical ilo valid_from valid_to status source"
)
RULES = (
    "rule track dutch english starts_on duration day_kind valid_from valid_to"
    " who_dutch who_english consequence_dutch consequence_english law_ref status source"
)
SERIES = "series dutch english"
FIGURES = "series period from_year to_year dimension code dutch english unit value note source"
TERMS = "kind dutch code name english meaning source"

Entry = TypeVar("Entry")
DatedEntry = TypeVar("DatedEntry", bound=Dated)
Versions = dict[str, tuple[DatedEntry, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Everything the vocabulary holds, in the order of its tables."""

    sources: Mapping[str, Source]
    lists: Mapping[str, CodeList]
    codes: Mapping[str, Versions[Code]]
    groups: Mapping[str, IndicatorGroup]
    indicators: Versions[Indicator]
    rules: Versions[DeadlineRule]
    series: Mapping[str, FigureSeries]
    figures: tuple[Figure, ...]
    terms: tuple[Term, ...]


@cache
def vocabulary() -> Vocabulary:
    """The project's own vocabulary, read at first use and kept."""
    return load(DATA)


def load(folder: Path) -> Vocabulary:
    """Read every table of a folder; :class:`~.tables.VocabularyBroken` names file and row."""
    sources = _by_key("source", rows(folder, "sources.csv", SOURCES), parsing.source)
    lists = _by_key(
        "list", rows(folder, "lists.csv", LISTS), lambda row: parsing.code_list(row, sources)
    )
    codes = _codes(folder, lists, sources)
    forms = frozenset(codes["exploitation_form"])
    groups = _by_key(
        "group",
        rows(folder, "indicator_groups.csv", GROUPS),
        lambda row: parsing.group(row, sources),
    )
    series = _by_key("series", rows(folder, "figure_series.csv", SERIES), parsing.series)
    return Vocabulary(
        sources=sources,
        lists=lists,
        codes=codes,
        groups=groups,
        indicators=_versions(
            "indicator",
            rows(folder, "indicators.csv", INDICATORS),
            lambda row: parsing.indicator(row, groups, forms, sources),
        ),
        rules=_versions(
            "rule",
            rows(folder, "deadline_rules.csv", RULES),
            lambda row: parsing.deadline_rule(row, sources),
        ),
        series=series,
        figures=tuple(
            parsing.figure(row, series, sources) for row in rows(folder, "figures.csv", FIGURES)
        ),
        terms=tuple(parsing.term(row, sources) for row in rows(folder, "glossary.csv", TERMS)),
    )


def _codes(
    folder: Path, lists: Mapping[str, CodeList], sources: Mapping[str, Source]
) -> dict[str, Versions[Code]]:
    """The codes per list, in the order of ``lists.csv``; one file per subject, no empty list."""
    found: dict[str, Versions[Code]] = {name: {} for name in lists}
    for subject in dict.fromkeys(each.subject for each in lists.values()):
        for row in rows(folder, f"codes/{subject}.csv", CODES):
            code = parsing.code(row, subject, lists, sources)
            _add_version(found[code.list], code.code, code, row)
    empty = [name for name, codes in found.items() if not codes]
    if empty:
        raise VocabularyBroken(f"lists.csv: no code for the list {', '.join(empty)}.")
    return found


def _by_key(column: str, table: Iterable[Row], parse: Callable[[Row], Entry]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for row in table:
        key = row.needed(column)
        if key in found:
            raise row.broken(f"{key!r} stands here twice.")
        found[key] = parse(row)
    return found


def _versions(
    column: str, table: Iterable[Row], parse: Callable[[Row], DatedEntry]
) -> Versions[DatedEntry]:
    found: Versions[DatedEntry] = {}
    for row in table:
        _add_version(found, row.needed(column), parse(row), row)
    return found


def _add_version(found: Versions[DatedEntry], key: str, entry: DatedEntry, row: Row) -> None:
    earlier = found.get(key, ())
    if any(entry.overlaps(other) for other in earlier):
        raise row.broken(f"{key!r} stands here twice, with periods that overlap.")
    found[key] = (*earlier, entry)
