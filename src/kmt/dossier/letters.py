"""The letters and forms that are made from a case, and what of the case is filled in. Pure.

Their texts are data (``data/letters.toml``, ``data/languages.toml``); a template for the typesetter
stands beside each form. A field of which nothing is known stays between square brackets, so that
whoever reads it before making sees what is missing. Who somebody is comes in after a look only.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Shape(StrEnum):
    """What kind of paper it is: each has its own fields and its own template."""

    LETTER = "letter"
    CONSENT = "consent"
    APPOINTMENT = "appointment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A paper that can be made: its texts have places like ``{person}`` that the case fills."""

    code: str
    shape: Shape
    kind: str
    name: str
    use: str
    recipient: str = ""
    subject: str = ""
    body: str = ""


#: What a case fills in, and how that is called where it is not known yet.
PLACES = {
    "person": "naam van de persoon",
    "born": "geboortedatum",
    "number": "kenmerk",
    "municipality": "gemeente",
    "coordinator": "zorgcoördinator",
    "centre": "kenniscentrum",
    "host": "organisatie",
    "since": "datum van aanmelding",
    "forms": "vorm van uitbuiting",
    "today": "datum van vandaag",
}
#: The places that only a look at who somebody is fills.
LOOKED = ("person", "born")
_PLACE = re.compile(r"\{(\w+)\}")
_OPEN = re.compile(r"\[[^\]\n]+\]")


@cache
def letters() -> tuple[Letter, ...]:
    """Every paper, in the order of the list."""
    found = tomllib.loads((files("kmt.dossier") / "data" / "letters.toml").read_text())
    return tuple(
        Letter(code=code, shape=Shape(one.pop("shape")), **one) for code, one in found.items()
    )


def letter(code: str) -> Letter | None:
    """One of them; None for a code that nobody gave out."""
    return next((one for one in letters() if one.code == code), None)


@cache
def spoken() -> Mapping[str, Mapping[str, str]]:
    """The sentences of the forms that go to the person, by language of the house."""
    found: dict[str, dict[str, str]] = tomllib.loads(
        (files("kmt.dossier") / "data" / "languages.toml").read_text()
    )
    return found


def filled(text: str, known: Mapping[str, str]) -> str:
    """The text with what is known; what is not stands between brackets, to be filled by hand."""
    return _PLACE.sub(lambda one: known.get(one[1]) or f"[{PLACES.get(one[1], one[1])}]", text)


def still_open(*texts: str) -> tuple[str, ...]:
    """What still stands between brackets in what somebody is about to make."""
    return tuple(dict.fromkeys(one for text in texts for one in _OPEN.findall(text)))


def used(one: Letter) -> tuple[str, ...]:
    """The places of a paper, in the order in which it has them."""
    return tuple(dict.fromkeys(_PLACE.findall(f"{one.recipient}{one.subject}{one.body}")))
