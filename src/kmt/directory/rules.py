"""What may stand on the social map, when it is stale, and what fits a need. Pure.

What somebody offers is never a number here: an entry fits for reasons that can be read, or it has
doubts that can be asked about, or it says itself that it does not fit.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from functools import cache

import snowballstemmer

SHELTER = "shelter"
YES, NO, UNKNOWN = "yes", "no", "unknown"
ANSWERS = (YES, NO, UNKNOWN)
WIDE = frozenset({"region", "NL"})
TEXT, SHORT = 1500, 200
_SHORT_STEM = 4
MOST_PLACES = 100_000
NO_ADDRESS = (
    "Het adres van een opvang is geheim en staat nooit op de sociale kaart. Schrijf alleen het "
    "openbare telefoonnummer of de website op."
)
_WORD = re.compile(r"[a-z0-9]+")
_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{1,24}")
_WEB = re.compile(r"(https?://)?([a-z0-9-]+\.)+[a-z]{2,}(/[^\s]*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What an entry says. Codes come from the lists of the room; empty means: not known.

    ``minors``, ``children`` (they may come along) and ``no_status`` (without lawful stay) are
    yes, no or unknown. ``capacity`` is what they said themselves, on that day, and who said it.
    """

    name: str
    about: str = ""
    services: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    sexes: tuple[str, ...] = ()
    minors: str = UNKNOWN
    children: str = UNKNOWN
    no_status: str = UNKNOWN
    places: tuple[str, ...] = ()
    hours: str = ""
    languages: tuple[str, ...] = ()
    intake: str = ""
    waiting: str = ""
    contra: tuple[str, ...] = ()
    contra_words: str = ""
    capacity: int | None = None
    capacity_on: date | None = None
    capacity_by: str = ""
    phone: str = ""
    web: str = ""
    source: str = ""


#: Fields in which people write freely.
FREE = ("about", "hours", "intake", "waiting", "contra_words", "capacity_by", "source")


def stems(*texts: str) -> str:
    """The Dutch stems of these texts, each once, with a space on both sides."""
    found = {_stem(word) for text in texts for word in _words(text)}
    return f" {' '.join(sorted(found))} " if found else ""


def asked_stems(words: str) -> tuple[tuple[str, ...], ...]:
    """What to look for, per word: any of these, as they stand in :func:`stems`.

    The beginning of a stem is enough. The stemmer cuts "schulden" shorter than "schuld", so a stem
    that is one letter shorter counts too.
    """
    cut = sorted({_stem(word) for word in _words(words)})
    return tuple(
        (f" {one}", f" {one[:-1]} ") if len(one) > _SHORT_STEM else (f" {one}",) for one in cut
    )


@cache
def _stem(word: str) -> str:
    return str(snowballstemmer.stemmer("dutch").stemWord(word))


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(one for one in plain if not unicodedata.combining(one)))


def name_key(name: str) -> str:
    """One organisation has one name, however it is spaced or capitalised."""
    return " ".join(name.split()).casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was found in the free texts of an entry, and what day it is."""

    today: date
    #: The fields in which a postal address or postcode stands.
    addresses: frozenset[str]


def problems(content: Content, said: Said) -> dict[str, str]:
    """Per field what is wrong, in a sentence; empty when all is well."""
    found: dict[str, str] = {}
    if not name_key(content.name):
        found["name"] = "Vul de naam van de organisatie in."
    if not content.services:
        found["services"] = "Kies ten minste één ding dat deze organisatie biedt."
    if not content.phone and not content.web:
        found["phone"] = "Vul een openbaar telefoonnummer of een website in."
    elif content.phone and not _PHONE.fullmatch(content.phone):
        found["phone"] = "Dit is geen telefoonnummer. Schrijf het als 053 123 45 67."
    if content.web and not _WEB.fullmatch(content.web):
        found["web"] = "Dit is geen webadres. Schrijf het als www.voorbeeld.nl."
    found |= _capacity(content, said.today)
    if SHELTER in content.services:
        found |= dict.fromkeys(said.addresses, NO_ADDRESS)
    return found


def _capacity(content: Content, today: date) -> dict[str, str]:
    number, on, by = content.capacity, content.capacity_on, content.capacity_by
    if number is None and (on or by):
        return {"capacity": "Vul in hoeveel plaatsen zij noemden, of maak dag en wie leeg."}
    if number is None:
        return {}
    if not 0 <= number <= MOST_PLACES:
        return {"capacity": "Dit aantal plaatsen kan niet kloppen."}
    if on is None:
        return {"capacity_on": "Vul in op welke dag zij dit zeiden."}
    if on > today:
        return {"capacity_on": "Deze dag is nog niet geweest."}
    return {} if by else {"capacity_by": "Vul in wie dit zei: een functie, geen naam."}


def changed(old: Content, new: Content) -> tuple[str, ...]:
    """The fields in which two texts of an entry differ."""
    names = (one.name for one in fields(Content))
    return tuple(name for name in names if getattr(old, name) != getattr(new, name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What somebody looks for. Every empty part says: no matter."""

    words: str = ""
    service: str = ""
    place: str = ""
    language: str = ""
    form: str = ""
    whom: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nothing was asked."""
        return self == Need()


#: For whom one can look: per code the field that answers it and what the answer must be.
WHOM: dict[str, Callable[[Content], str]] = {
    "women": lambda one: _listed("women", one.sexes),
    "men": lambda one: _listed("men", one.sexes),
    "other": lambda one: _listed("other", one.sexes),
    "minors": lambda one: one.minors,
    "children": lambda one: one.children,
    "no_status": lambda one: one.no_status,
}


def _listed(code: str, codes: tuple[str, ...]) -> str:
    if not codes:
        return UNKNOWN
    return YES if code in codes else NO


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How an entry answers a need: what fits, what is not known, and whether it says no."""

    fits: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    says_no: tuple[str, ...] = ()


def fit(content: Content, need: Need) -> Fit:
    """Per part of the need (``service`` … ``whom``): it fits, it is not known, or they say no."""
    answers = {
        "service": _listed(need.service, content.services),
        "place": _place(need.place, content.places),
        "language": _listed(need.language, content.languages),
        # Who names no form serves every victim: that is how these organisations describe it.
        "form": _listed(need.form, content.forms) if content.forms else YES,
        "whom": WHOM[need.whom](content) if need.whom in WHOM else UNKNOWN,
    }
    asked = {part: said for part, said in answers.items() if getattr(need, part)}
    # Another language is a doubt and no refusal: there are interpreters.
    said_no = {part for part, said in asked.items() if said == NO and part != "language"}
    return Fit(
        fits=tuple(part for part, said in asked.items() if said == YES),
        doubts=tuple(part for part, said in asked.items() if said != YES and part not in said_no),
        says_no=tuple(part for part in asked if part in said_no),
    )


def _place(place: str, places: tuple[str, ...]) -> str:
    if not places:
        return UNKNOWN
    here = place in places or "NL" in places
    if place.startswith("GM") or place == "region":
        here = here or "region" in places
    return YES if here else NO


def order(fit_of: Fit, *, stale: bool, name: str) -> tuple[int, int, bool, str]:
    """Best fit first: most that fits, least in doubt, looked at lately before stale, by name."""
    return -len(fit_of.fits), len(fit_of.doubts), stale, name.casefold()
