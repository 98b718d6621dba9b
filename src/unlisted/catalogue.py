"""Published count tables that the library carries, each with its citation.

They are here to check the library against the literature, and to try it out.
"""

from __future__ import annotations

from importlib.resources import files

from unlisted.documents import parse_table
from unlisted.errors import UnknownTable
from unlisted.tables import CountTable


def published_names() -> tuple[str, ...]:
    """Names that `published` knows, in alphabetical order."""
    entries = (files("unlisted") / "data").iterdir()
    return tuple(sorted(e.name.removesuffix(".toml") for e in entries if e.name.endswith(".toml")))


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
    if name not in published_names():
        raise UnknownTable(f"no published table {name!r}; known: {', '.join(published_names())}")
    return parse_table((files("unlisted") / "data" / f"{name}.toml").read_text(encoding="utf-8"))
