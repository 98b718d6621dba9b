"""Published national figures and derived populations, read once from the room's own data file.

What is national is the same for every region; what a region is called and how many people live
there comes from the file of the region.
"""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from kmt.insight.rules import BaseYear, NationalEstimate
from kmt.partners.region import NATION, Region


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A published range over the same people and years as a public table."""

    years: int
    low: int
    high: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Memo:
    """A figure that a founding memo of the region gave without its calculation."""

    quote: str
    year: int
    source: str
    fits_base_year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """All that the data file holds, and what it says of tables and regions."""

    estimates: tuple[NationalEstimate, ...]
    shared_out: NationalEstimate
    comparisons: dict[str, Comparison]
    list_names: dict[str, dict[str, str]]
    merges: dict[str, tuple[str, ...]]
    titles: dict[str, str]
    base_years: tuple[int, ...]
    derived: dict[tuple[str, int], tuple[int, str]]
    memos: dict[str, Memo]


def base_years(region: Region) -> tuple[BaseYear, ...]:
    """The base years of which both populations are known, in the order in which they are shown."""
    known = {
        (one.area, one.on.year): one.inhabitants
        for one in region.populations
        if one.on is not None and (one.on.month, one.on.day) == (1, 1)
    }
    found = []
    for year in figures().base_years:
        country = known.get((NATION, year))
        here, derived = known.get((region.code, year)), ""
        if here is None:
            here, derived = figures().derived.get((region.code, year), (None, ""))
        if here is not None and country is not None:
            found.append(BaseYear(year=year, region=here, country=country, derived=derived))
    return tuple(found)


@lru_cache(maxsize=1)
def figures() -> Figures:
    """The data file of this room."""
    raw = tomllib.loads((files("kmt.insight") / "data" / "national.toml").read_text("utf-8"))
    estimates = {
        NationalEstimate(
            period=one["code"],
            low=one["low"],
            middle=one["middle"],
            high=one["high"],
            source=one["source"],
        ): one["shared_out"]
        for one in raw["estimate"]
    }
    lists = raw["lists"]
    return Figures(
        estimates=tuple(estimates),
        shared_out=next(one for one, shared in estimates.items() if shared),
        comparisons={
            one["table"]: Comparison(
                years=one["years"], low=one["low"], high=one["high"], source=one["source"]
            )
            for one in (raw["comparison"],)
        },
        list_names={
            table: {letter: name for letter, name in names.items() if letter != "merge"}
            for table, names in lists.items()
        },
        merges={table: tuple(names["merge"]) for table, names in lists.items()},
        titles=raw["titles"],
        base_years=tuple(raw["share"]["base_years"]),
        derived={
            (one["area"], one["year"]): (one["inhabitants"], one["how"])
            for one in raw["region_population"]
        },
        memos={area: Memo(**memo) for area, memo in raw["memo"].items()},
    )
