"""What an identity is, why one may look at it, and how it becomes parts that are sealed apart.

Pure: no database, no keys. Every part is padded to whole blocks before it is sealed, so that the
length of a ciphertext does not tell a short name from a long one, or an empty field from a full.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import ClassVar
from uuid import UUID

from kmt.kernel.refusals import Decision, Refused

BLOCK = 64
OLDEST = 120
NOT_EMPTY = "Vul iets in waaraan je de persoon herkent: een naam of een omschrijving."

#: Why someone looks at who a person is: stable code, and the words on the screen and in the record.
LOOK_REASONS: dict[str, str] = {
    "contact": "contact leggen met de persoon",
    "safety": "acute veiligheid van de persoon of van anderen",
    "known_already": "nagaan of de persoon al bekend is",
    "handover": "overdragen of aanmelden bij een andere organisatie",
    "correction": "gegevens aanvullen of verbeteren",
    "own_rights": "verzoek van de persoon zelf: inzage, correctie of verwijdering",
}


class Unreadable(Refused):
    """Something sealed does not open: another master key, a lost key, or a changed value."""

    status: ClassVar[int] = 503
    heading: ClassVar[str] = "Dit gaat niet open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who someone is, as far as known; every part may be empty.

    ``description`` is how the person was described when there is no name ("meisje, ongeveer 16,
    rode jas"); ``safe_contact`` is how one can reach them without danger.
    """

    name: str = ""
    aliases: tuple[str, ...] = ()
    birth_date: date | None = None
    estimated_age: int | None = None
    description: str = ""
    contact: str = ""
    safe_contact: str = ""
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRef:
    """A person as the other rooms know them: an id to keep, a label to show."""

    id: UUID
    label: str


PARTS = tuple(field.name for field in fields(Identity))


def may_register(identity: Identity, today: date) -> Decision:
    """A person needs something to be recognised by, and dates that can be true."""
    known = any((identity.name, identity.aliases, identity.description, identity.contact))
    dated = identity.birth_date is not None or identity.estimated_age is not None
    return Decision.of(
        "" if known or dated else NOT_EMPTY,
        _wrong_birth(identity.birth_date, today),
        _wrong_age(identity.estimated_age),
    )


def may_look(reason: str) -> Decision:
    """Nobody looks at an identity without one of the reasons of the list."""
    if reason in LOOK_REASONS:
        return Decision.of()
    return Decision.refuse("Kies eerst waarom je wilt weten wie dit is.")


def to_parts(identity: Identity) -> dict[str, bytes]:
    """Each field as padded JSON, empty ones too."""
    parts = {}
    for name in PARTS:
        value = getattr(identity, name)
        text = json.dumps(value.isoformat() if isinstance(value, date) else value).encode()
        parts[name] = text.ljust(-(-len(text) // BLOCK) * BLOCK)
    return parts


def from_parts(parts: Mapping[str, bytes]) -> Identity:
    """The identity again; a field that a later version added is simply empty in old rows."""
    found = {name: json.loads(part) for name, part in parts.items() if name in PARTS}
    birth = found.get("birth_date")
    return Identity(
        **found
        | {
            "aliases": tuple(found.get("aliases", ())),
            "languages": tuple(found.get("languages", ())),
            "birth_date": date.fromisoformat(birth) if birth else None,
        }
    )


def column_of(name: str, row_id: object) -> str:
    """The column of one row among more of a subject: a text moved to another row stays shut."""
    return f"{name}:{row_id}"


def place_of(model: str, column: str, key: str) -> str:
    """The one place a sealed value opens in; the divider may not stand in its parts."""
    if any("|" in part or not part for part in (model, column, key)):
        raise ValueError("A place to seal for needs three parts without a divider in them.")
    return f"{model}|{column}|{key}"


def _wrong_birth(birth: date | None, today: date) -> str:
    if birth is None or today.replace(year=today.year - OLDEST, day=1) <= birth <= today:
        return ""
    return "De geboortedatum kan niet kloppen: kijk het jaar na."


def _wrong_age(age: int | None) -> str:
    if age is None or 0 <= age <= OLDEST:
        return ""
    return f"De geschatte leeftijd kan niet kloppen: vul een getal van 0 tot {OLDEST} in."
