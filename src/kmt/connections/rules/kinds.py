"""The kinds of things that reports name, and the form in which two of them are the same. Pure.

Two spellings of one thing get one form; what is too short or too common to tell anything gets none,
so that it never connects. The forms are ours (proposal).
"""

import re
import unicodedata
from enum import StrEnum

#: Beside the things: a person whom two records are about.
PERSON = "person"
SHORTEST = 3
PHONE_DIGITS = 9
_POSTCODE = re.compile(r"\b([1-9]\d{3})\s?([A-Za-z]{2})\b")
_HOUSE = re.compile(r"\b(\d{1,5})\s?([A-Za-z]{0,2})\b")
_KVK = re.compile(r"\b(\d{8})\b")
_LEGAL = re.compile(
    r"\b(b\.?v|n\.?v|v\.?o\.?f|c\.?v|gmbh|ltd|srl|holding|stichting|eenmanszaak)\b\.?"
)
_STREET = re.compile(r"\b(\w+)str\b\.?")
_SITE = re.compile(r"^(?:https?://)?(?:www\.|m\.)?[\w-]+(?:\.[\w-]+)+/")


class Kind(StrEnum):
    """What kind of thing it is; code list ``connection_kind``."""

    ADDRESS = "address"
    BUSINESS = "business"
    VEHICLE = "vehicle"
    PHONE = "phone"
    EMAIL = "email"
    ONLINE = "online"


def same_form(kind: Kind, text: str) -> str:
    """The form in which this thing is compared; empty when it is too little to tell anything."""
    return _FORMS[kind](text)


def _phone(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    return digits[-PHONE_DIGITS:] if len(digits) >= PHONE_DIGITS else ""


def _email(text: str) -> str:
    found = text.strip().lower()
    return found if re.fullmatch(r"[^\s@]+@[^\s@]+\.[a-z]{2,}", found) else ""


def _vehicle(text: str) -> str:
    bare = re.sub(r"[^A-Z0-9]", "", text.upper())
    return bare if 4 <= len(bare) <= 10 and re.search(r"\d", bare) else ""


def _address(text: str) -> str:
    post = _POSTCODE.search(text)
    rest = text.replace(post[0], " ") if post else text
    house = _HOUSE.search(rest)
    if post and house:
        return f"{post[1]}{post[2]}{house[1]}{house[2]}".lower()
    words = _STREET.sub(r"\1straat", _folded(rest))
    return " ".join(words.split()) if house and re.search(r"[a-z]{3}", words) else ""


def _business(text: str) -> str:
    number = _KVK.search(text)
    if number:
        return f"kvk{number[1]}"
    words = re.findall(r"\w+", _LEGAL.sub(" ", _folded(text)))
    found = " ".join(words)
    return found if len(found) >= SHORTEST else ""


def _online(text: str) -> str:
    bare = _SITE.sub("", text.strip().lower())
    name = bare.strip("/").rsplit("/", 1)[-1].partition("?")[0].lstrip("@")
    return name if len(name) >= SHORTEST and not re.search(r"\s", name) else ""


def _folded(text: str) -> str:
    """Small letters without marks."""
    apart = unicodedata.normalize("NFKD", text.lower())
    return "".join(one for one in apart if not unicodedata.combining(one))


_FORMS = {
    Kind.ADDRESS: _address,
    Kind.BUSINESS: _business,
    Kind.VEHICLE: _vehicle,
    Kind.PHONE: _phone,
    Kind.EMAIL: _email,
    Kind.ONLINE: _online,
}
