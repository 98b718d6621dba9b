"""Published count tables that the library carries, each with its citation.

They are here to check the library against the literature, and to try it out.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

from unlisted.errors import UnknownTable
from unlisted.tables.stratified import StratifiedTable
from unlisted.tables.table import Citation, CountTable
from unlisted.tables.toml_documents import parse_strata, parse_table

_STRATA = "_strata"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One published table as it is listed.

    Attributes
    ----------
    name : str
        For `published`, or for `published_strata` where there are factors.
    title, period : str
    observed : int
        People on at least one list.
    lists : tuple of str
    factors : tuple of str
        What the levels of a stratified table tell apart.
    citation : Citation or None
    """

    name: str
    title: str
    period: str
    observed: int
    lists: tuple[str, ...]
    factors: tuple[str, ...]
    citation: Citation | None


def entries() -> tuple[Entry, ...]:
    """All that is carried along, in alphabetical order.

    Examples
    --------
    >>> [entry.name for entry in entries() if entry.factors]
    ['spina_bifida_strata']
    """
    return tuple(
        _entry(published_strata(name) if name.endswith(_STRATA) else published(name))
        for name in _names()
    )


def published_names() -> tuple[str, ...]:
    """Names that `published` knows, in alphabetical order."""
    return tuple(name for name in _names() if not name.endswith(_STRATA))


def published(name: str) -> CountTable:
    """Give a published table by name.

    Parameters
    ----------
    name : str
        One of `published_names`.

    Raises
    ------
    UnknownTable

    Examples
    --------
    >>> published("netherlands_2010_2015").observed
    8234
    """
    if name in _names() and name.endswith(_STRATA):
        raise UnknownTable(f"{name!r} is stratified: take published_strata({name!r}).pooled()")
    if name not in _names():
        raise UnknownTable(f"no published table {name!r}; known: {', '.join(published_names())}")
    return parse_table(_text(name))


def published_strata(name: str) -> StratifiedTable:
    """Give a published table that is counted per stratum.

    Parameters
    ----------
    name : str
        The name of an entry with factors.

    Raises
    ------
    UnknownTable

    Examples
    --------
    >>> published_strata("spina_bifida_strata").levels
    (('caucasian',), ('afro-american',), ('other',))
    """
    known = [carried for carried in _names() if carried.endswith(_STRATA)]
    if name not in known:
        raise UnknownTable(f"no published stratified table {name!r}; known: {', '.join(known)}")
    return parse_strata(_text(name))


def _names() -> tuple[str, ...]:
    carried = (files("unlisted.tables") / "data").iterdir()
    return tuple(sorted(e.name.removesuffix(".toml") for e in carried if e.name.endswith(".toml")))


def _text(name: str) -> str:
    return (files("unlisted.tables") / "data" / f"{name}.toml").read_text(encoding="utf-8")


def _entry(table: CountTable | StratifiedTable) -> Entry:
    return Entry(
        name=table.name,
        title=table.title,
        period=table.period,
        observed=table.observed,
        lists=table.lists,
        factors=table.factors if isinstance(table, StratifiedTable) else (),
        citation=table.citation,
    )
