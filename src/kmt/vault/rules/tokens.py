"""An identity as small texts that can be compared without opening it.

Each text is of one kind; the vault keeps a keyed hash of it (:mod:`kmt.vault.blinding`), never the
text. What few values can have is only kept together with the sound of a name, so that how often a
value occurs tells nothing. Never among them: nationality, sex and municipality.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from enum import IntEnum
from itertools import permutations
from typing import NamedTuple

from kmt.vault.rules.identity import Identity
from kmt.vault.rules.names import folded, initial_of, variants, words_of
from kmt.vault.rules.sounds import sound_of

BUCKET_YEARS = 5
PHONE_DIGITS = 9
_PHONE = re.compile(r"\+?\d(?:[\s().-]{0,2}\d){7,14}")
_EMAIL = re.compile(r"[^\s<>,;:()]+@[^\s<>,;:()]+\.[a-z]{2,}", re.IGNORECASE)


class Kind(IntEnum):
    """What a text is of; the numbers stand in the database and never change."""

    FULL_NAME = 1  # every word of one name, in alphabetic order
    WORD = 2  # one word of a name
    SOUND = 3  # what one word sounds like
    INITIAL = 4  # first letter of one word with the sound of another
    NICKNAME = 5  # the name one word may stand for, with the sound of another
    BORN = 6  # date of birth
    BORN_TURNED = 7  # the same with day and month in either order
    BORN_NAMED = 8  # that, with the sound of a word of the name
    AGE_NAMED = 9  # years in which the person may be born, with the sound of a word
    PHONE = 10
    EMAIL = 11
    BSN = 12
    V_NUMBER = 13
    DOCUMENT = 14


class Token(NamedTuple):
    """One text of one kind."""

    kind: Kind
    text: str


Names = Mapping[str, tuple[str, ...]]


def tokens_of(
    identity: Identity, on: date, letters: Mapping[str, str], names_of: Names
) -> frozenset[Token]:
    """Every text an identity is found by; an estimated age counts from ``on``."""
    names = [words_of(name, letters) for name in (identity.name, *identity.aliases)]
    found = set(_of_birth(identity.birth_date))
    found.update(_of_contact(f"{identity.contact}\n{identity.safe_contact}\n{identity.safe_way}"))
    found.update(_of_numbers(identity, letters))
    for words in filter(None, names):
        found.update(_of_name(words, names_of))
        found.update(_with_birth(words, identity, on))
    return frozenset(found)


def born_between(identity: Identity, on: date) -> tuple[int, int] | None:
    """First and last year of birth that fit; an estimate is wider the older somebody seems."""
    if identity.birth_date is not None:
        return identity.birth_date.year, identity.birth_date.year
    if identity.estimated_age is None:
        return None
    margin = 1 + identity.estimated_age // 10
    year = on.year - identity.estimated_age
    return year - margin, year + margin


def _of_name(words: tuple[str, ...], names_of: Names) -> Iterator[Token]:
    if len(words) > 1:
        yield Token(Kind.FULL_NAME, " ".join(sorted(words)))
    for word in _heard(words):
        yield Token(Kind.WORD, word)
        yield Token(Kind.SOUND, sound_of(word))
    for one, other in permutations(words, 2):
        for heard in _heard((other,)):
            sound = sound_of(heard)
            yield Token(Kind.INITIAL, f"{initial_of(one)} {sound}")
            for name in names_of.get(one, ()):
                yield Token(Kind.NICKNAME, f"{name} {sound}")


def _with_birth(words: tuple[str, ...], identity: Identity, on: date) -> Iterator[Token]:
    years = born_between(identity, on)
    turned = [token.text for token in _of_birth(identity.birth_date) if token.kind != Kind.BORN]
    for sound in {sound_of(word) for word in _heard(words)}:
        for text in turned:
            yield Token(Kind.BORN_NAMED, f"{sound} {text}")
        for bucket in _buckets(years):
            yield Token(Kind.AGE_NAMED, f"{sound} {bucket}")


def _heard(words: tuple[str, ...]) -> Iterator[str]:
    """The words that are more than an initial, with their variants."""
    for word in words:
        if len(word) > 1:
            yield from variants(word)


def _buckets(years: tuple[int, int] | None) -> range:
    """The stretches of five years that touch these; a known year reaches one to both sides."""
    if years is None:
        return range(0)
    first, last = years
    return range((first - 1) // BUCKET_YEARS, (last + 1) // BUCKET_YEARS + 1)


def _of_birth(born: date | None) -> Iterator[Token]:
    if born is None:
        return
    low, high = sorted((born.day, born.month))
    yield Token(Kind.BORN, born.isoformat())
    yield Token(Kind.BORN_TURNED, f"{born.year} {low} {high}")


def _of_contact(text: str) -> Iterator[Token]:
    for found in _PHONE.findall(text):
        yield Token(Kind.PHONE, re.sub(r"\D", "", found)[-PHONE_DIGITS:])
    for found in _EMAIL.findall(text):
        yield Token(Kind.EMAIL, found.casefold().rstrip("."))


def _of_numbers(identity: Identity, letters: Mapping[str, str]) -> Iterator[Token]:
    kinds = [(Kind.BSN, identity.bsn), (Kind.V_NUMBER, identity.v_number)]
    kinds += [(Kind.DOCUMENT, number) for number in identity.documents]
    for kind, number in kinds:
        bare = folded(number, letters).replace(" ", "").lstrip("0")
        if bare:
            yield Token(kind, bare)
