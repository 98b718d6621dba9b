"""The region as data: host, municipalities, organisations and populations, read from one file.

Another region starts with another file (``KMT_REGION_FILE``); nothing in the code names a place.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from kmt.vocabulary.durations import Duration
from kmt.vocabulary.loading import vocabulary
from kmt.vocabulary.queries import codes_of

NATION = "NL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality:
    """A municipality: CBS code, name, three-letter tile with its place on the tile map."""

    code: str
    name: str
    tile: str
    column: int
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """An organisation that works in or with the region."""

    code: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """A count of inhabitants with its source; ``on`` is None where the source gives no day.

    ``area`` is a municipality code, the region's code, or :data:`NATION`.
    """

    area: str
    on: date | None
    inhabitants: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Inhabitants per municipality as one source counted them, with the year of its borders."""

    code: str
    year: int
    source: str
    inhabitants: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding:
    """A stream of money that the region knows of; ``certainty`` as its source puts it."""

    code: str
    name: str
    certainty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpLine:
    """Whom the public can call, for what (``kind``), with the source and the day it was noted."""

    kind: str
    name: str
    phone: str
    web: str
    always: bool
    free: bool
    source: str
    noted: date

    @property
    def dial(self) -> str:
        """The number as a telephone takes it."""
        return self.phone.replace(" ", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """One region with its host, places, organisations and populations."""

    code: str
    name: str
    centre: str
    centre_short: str
    host: str
    leave_to: str
    #: The region's own website, for what is printed; empty where it has none.
    website: str
    municipalities: tuple[Municipality, ...]
    organisations: tuple[Organisation, ...]
    populations: tuple[Population, ...]
    snapshots: tuple[Snapshot, ...]
    funding: tuple[Funding, ...]
    help: tuple[HelpLine, ...]
    #: Decisions on a report (``report_outcome``) that take effect when a second person agrees.
    second_look: frozenset[str]
    #: Own terms, by rule of the vocabulary, instead of the ones it proposes (ISO 8601).
    terms: Mapping[str, str]

    @property
    def codes(self) -> frozenset[str]:
        """The CBS codes of all municipalities."""
        return frozenset(one.code for one in self.municipalities)

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """Code and name of every municipality, in order of name."""
        named = sorted(self.municipalities, key=lambda one: one.name)
        return tuple((one.code, one.name) for one in named)

    def municipality_name(self, code: str) -> str:
        """The name for a code; ``onbekend`` for none and for a code of elsewhere."""
        return next((one.name for one in self.municipalities if one.code == code), "onbekend")


def region() -> Region:
    """The region this installation serves."""
    return _read(str(settings.KMT_REGION_FILE))


@lru_cache(maxsize=4)
def _read(path: str) -> Region:
    try:
        raw = tomllib.loads(Path(path).read_text(encoding="utf-8"))
        return _region(raw)
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as wrong:
        raise ImproperlyConfigured(
            f"Het regiobestand {path} is niet leesbaar ({wrong}). Vergelijk het met "
            "regions/twente.toml."
        ) from wrong


def _region(raw: dict[str, Any]) -> Region:
    head = raw["region"]
    organisations = {
        one["code"]: Organisation(code=one["code"], name=one["name"], kind=one["kind"])
        for one in raw["organisation"]
    }
    return Region(
        code=head["code"],
        name=head["name"],
        centre=organisations[head["centre"]].name,
        centre_short=f"{head['centre']} {head['name']}",
        host=organisations[head["host"]].name,
        leave_to=head["leave_to"],
        website=head.get("website", ""),
        municipalities=tuple(
            Municipality(
                code=one["code"],
                name=one["name"],
                tile=one["short"],
                column=one["column"],
                row=one["row"],
            )
            for one in raw["municipality"]
        ),
        organisations=tuple(organisations.values()),
        populations=tuple(_populations(raw, head["code"])),
        snapshots=tuple(_snapshots(raw)),
        funding=tuple(
            Funding(code=one["code"], name=one["name"], certainty=one["certainty"])
            for one in raw.get("funding_stream", ())
        ),
        help=tuple(_help(raw)),
        second_look=_second_look(raw),
        terms=_terms(raw),
    )


def _second_look(raw: dict[str, Any]) -> frozenset[str]:
    """Only decisions that exist: one that is misspelt would let a single person decide."""
    found = frozenset(raw.get("desk", {}).get("second_look", ()))
    if wrong := found - set(codes_of("report_outcome")):
        raise KeyError(f"desk.second_look: {', '.join(sorted(wrong))}")
    return found


def _terms(raw: dict[str, Any]) -> dict[str, str]:
    """Own terms, each for a rule that exists and as long as ISO 8601 can say."""
    found = dict(raw.get("desk", {}).get("terms", {}))
    known = vocabulary().rules
    for rule, length in found.items():
        if rule not in known:
            raise KeyError(f"desk.terms: {rule}")
        Duration.parse(length)
    return found


def _help(raw: dict[str, Any]) -> Iterator[HelpLine]:
    for one in raw.get("help", ()):
        yield HelpLine(
            kind=one["kind"],
            name=one["name"],
            phone=one.get("phone", ""),
            web=one["web"],
            always=one.get("always", False),
            free=one.get("free", False),
            source=one["source"],
            noted=one["noted"],
        )


def _snapshots(raw: dict[str, Any]) -> Iterator[Snapshot]:
    for snapshot in raw["population_snapshot"]:
        code = snapshot["code"]
        yield Snapshot(
            code=code,
            year=snapshot["year"],
            source=snapshot["source"],
            inhabitants={one["code"]: one["inhabitants"][code] for one in raw["municipality"]},
        )


def _populations(raw: dict[str, Any], region_code: str) -> Iterator[Population]:
    for one in raw["region_population"]:
        yield Population(
            area=region_code, on=one["on"], inhabitants=one["inhabitants"], source=one["source"]
        )
    national = dict(raw["national_population"])
    source = national.pop("source")
    for year, inhabitants in national.items():
        yield Population(
            area=NATION, on=date(int(year), 1, 1), inhabitants=inhabitants, source=source
        )
    for snapshot in raw["population_snapshot"]:
        for one in raw["municipality"]:
            yield Population(
                area=one["code"],
                on=None,
                inhabitants=one["inhabitants"][snapshot["code"]],
                source=f"{snapshot['source']}; grenzen van {snapshot['year']}, dag onbekend",
            )
