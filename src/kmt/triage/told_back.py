"""What a reporter may hear back, by outcome, and where they can go instead: data with sources.

The words of the texts stand in ``conversation/standard.py``, in the ten languages of the public
side. Numbers that the region already gives on its page of help stand there and only there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from kmt.conversation.standard import STANDARD_TEXTS, standard_text
from kmt.partners.region import region
from kmt.triage.rules import POINTS, ToldBack
from kmt.vocabulary.tables import rows

DATA = Path(__file__).parent / "data"
_ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class MayBeSaid:
    """A standard text, after which outcomes it may be said (none: after any), and its source.

    ``last``: with it the reporter has heard back; the other only says that we are still looking.
    """

    code: str
    outcomes: frozenset[str]
    last: bool
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RightPlace:
    """Where somebody can go with what is not trafficking; ``about`` is for the desk."""

    code: str
    about: str
    name: str
    phone: str
    web: str
    source: str

    @property
    def words(self) -> str:
        """Its name, number and address, as the reporter reads it: names, so in any language."""
        return " · ".join(filter(None, (self.name, self.phone, self.web)))


def _read_texts() -> Mapping[str, MayBeSaid]:
    found = {}
    for line in rows(DATA, "told_back.csv", "text outcomes last source"):
        code = line.needed("text")
        if code not in STANDARD_TEXTS:
            raise line.broken(f"{code!r} is no standard text.")
        outcomes = frozenset(line.needed("outcomes").split("|")) - {_ANY}
        found[code] = MayBeSaid(
            code=code,
            outcomes=outcomes,
            last=line.one_of("last", frozenset({"yes", "no"})) == "yes",
            source=line.needed("source"),
        )
    return MappingProxyType(found)


TEXTS = _read_texts()


def texts_for(outcome: str) -> tuple[str, ...]:
    """The texts that may be said after this outcome, those that are only for it first."""
    fitting = [one for one in TEXTS.values() if not one.outcomes or outcome in one.outcomes]
    return tuple(one.code for one in sorted(fitting, key=lambda one: not one.outcomes))


def right_places() -> Mapping[str, RightPlace]:
    """Where people can go, as far as this region names it."""
    return _places(region().code)


@cache
def _places(_region: str) -> Mapping[str, RightPlace]:
    of_region = {one.kind: one for one in region().help}
    found = {}
    for line in rows(DATA, "right_places.csv", "code about help name phone web source noted"):
        code, kind = line.needed("code"), line.text("help")
        if kind and kind not in of_region:
            continue
        known = of_region.get(kind)
        found[code] = RightPlace(
            code=code,
            about=line.needed("about"),
            name=known.name if known else line.needed("name"),
            phone=known.phone if known else line.text("phone"),
            web=known.web if known else line.needed("web"),
            source=known.source if known else line.needed("source"),
        )
    return MappingProxyType(found)


def said_in_full(told: ToldBack) -> str:
    """Everything that the reporter hears, in their language: the text, a place, own words."""
    place = right_places().get(told.place) if told.text == POINTS else None
    parts = (standard_text(told.text, told.language), place.words if place else "", told.words)
    return "\n\n".join(one.strip() for one in parts if one.strip())
