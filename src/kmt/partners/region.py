"""The region as data: host, municipalities, organisations and populations, read from one file.

Another region starts with another file (``KMT_REGION_FILE``); nothing in the code names a place.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


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
    """A count of inhabitants, never without its date and source."""

    area: str
    on: date
    inhabitants: int
    source: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """One region with its host, places, organisations and populations."""

    code: str
    name: str
    centre: str
    centre_short: str
    host: str
    municipalities: tuple[Municipality, ...]
    organisations: tuple[Organisation, ...]
    populations: tuple[Population, ...]

    @property
    def codes(self) -> frozenset[str]:
        """The CBS codes of all municipalities."""
        return frozenset(one.code for one in self.municipalities)

    def municipality_name(self, code: str) -> str:
        """The name for a code; ``onbekend`` for none and for a code of elsewhere."""
        return next((one.name for one in self.municipalities if one.code == code), "onbekend")


def region() -> Region:
    """The region this installation serves."""
    return _read(str(settings.KMT_REGION_FILE))
