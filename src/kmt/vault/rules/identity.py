"""What an identity is, why one may look at it, and how it becomes parts that are sealed apart.

Pure: no database, no keys. Every part is padded to whole blocks before it is sealed, so that the
length of a ciphertext does not tell a short name from a long one, or an empty field from a full.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import ClassVar
from uuid import UUID

from kmt.kernel.refusals import Decision, Refused

BLOCK = 64
OLDEST = 120
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_WRONG_BSN = "Dit BSN kan niet kloppen: kijk de negen cijfers na."
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

#: Other reasons that stand in the record.
OTHER_REASONS: dict[str, str] = {
    "card": "kenmerk en rollen van een persoon bekeken",
    "history": "bekeken wat er eerder over een persoon stond",
    "consent form": "formulier van een toestemming bekeken",
    "consents": "toestemmingen bekeken",
    "links": "bekeken met wie iemand is samengevoegd",
    "role given": "rol van een persoon toegevoegd",
    "role ended": "rol van een persoon beëindigd",
    "handed to care": "met de melding naar zorgcoördinatie",
    "left care": "de overdracht naar zorgcoördinatie ging niet door",
    "taken in care": "in zorgcoördinatie opgenomen",
    "same person": "vastgelegd dat het dezelfde persoon is",
    "not the same person": "vastgelegd dat het niet dezelfde persoon is",
    "age_to_share": "de leeftijd bekeken om te weten of delen mag",
    "reindex": "zoekindex opnieuw gemaakt",
    "replayed": "opnieuw gewist na het terugzetten van een reservekopie",
    "recovered from shares": "hersteld uit de delen van de sleutelhouders",
}


class Unreadable(Refused):
    """Something sealed does not open: another master key, a lost key, or a changed value."""

    status: ClassVar[int] = 503
    heading: ClassVar[str] = "Dit gaat niet open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where somebody lives or stays, or did: in words, with its kind and the days it holds for."""

    text: str
    kind: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who someone is, as far as known; every part may be empty.

    ``description`` is how the person was described when there is no name ("meisje, ongeveer 16,
    rode jas"); ``safe_contact`` is how one can reach them without danger, with the time
    (``safe_when``), the way or number (``safe_way``) and the ``code_word`` by which they know that
    it is us. ``bsn`` is for roles that may hold it (Wmo 5.2.9); others get it empty.
    """

    name: str = ""
    aliases: tuple[str, ...] = ()
    birth_date: date | None = None
    estimated_age: int | None = None
    description: str = ""
    contact: str = ""
    safe_contact: str = ""
    safe_when: str = ""
    safe_way: str = ""
    code_word: str = ""
    languages: tuple[str, ...] = ()
    bsn: str = ""
    v_number: str = ""
    documents: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRef:
    """A person as the other rooms know them: an id to keep, a label to show."""

    id: UUID
    label: str


PARTS = tuple(field.name for field in fields(Identity))
_LISTS = ("aliases", "languages", "documents")
ADDRESS_KINDS: dict[str, str] = {
    "home": "woonadres",
    "stay": "verblijfadres",
    "shelter": "opvang, geheim",
    "post": "postadres",
}


def may_register(identity: Identity, today: date) -> Decision:
    """A person needs something to be recognised by, and dates that can be true."""
    names = (identity.name, identity.aliases, identity.description, identity.contact)
    known = any((*names, identity.bsn, identity.v_number, identity.documents))
    dated = identity.birth_date is not None or identity.estimated_age is not None
    return Decision.of(
        "" if known or dated else NOT_EMPTY,
        _wrong_birth(identity.birth_date, today),
        _wrong_age(identity.estimated_age),
        _wrong_bsn(identity.bsn),
        *map(_wrong_address, identity.addresses),
    )


def may_look(reason: str) -> Decision:
    """Nobody looks at an identity without one of the reasons of the list."""
    if reason in LOOK_REASONS:
        return Decision.of()
    return Decision.refuse("Kies eerst waarom je wilt weten wie dit is.")


def age_on(identity: Identity, registered: date, today: date) -> int | None:
    """How old somebody is, or was estimated to be when put down and has grown since; or None."""
    if (born := identity.birth_date) is not None:
        return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    if identity.estimated_age is None:
        return None
    return identity.estimated_age + today.year - registered.year


def to_parts(identity: Identity) -> dict[str, bytes]:
    """Each field as padded JSON, empty ones too."""
    parts = {}
    for name in PARTS:
        value = getattr(identity, name)
        text = json.dumps(value, default=_plain).encode()
        parts[name] = text.ljust(-(-len(text) // BLOCK) * BLOCK)
    return parts


def from_parts(parts: Mapping[str, bytes]) -> Identity:
    """The identity again; a field that a later version added is simply empty in old rows."""
    found = {name: json.loads(part) for name, part in parts.items() if name in PARTS}
    birth = found.get("birth_date")
    return Identity(
        **found
        | {
            **{name: tuple(found.get(name, ())) for name in _LISTS},
            "birth_date": _day(birth),
            "addresses": tuple(map(_address, found.get("addresses", ()))),
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


def part_place(column: str, person_id: UUID, version: int) -> str:
    """The one place a part of an identity opens in: table, column, person and version.

    Version 0 is of before there were versions. A part of an earlier version that is put back does
    not open, nor one of another column or person.
    """
    place = place_of("vault.Person", column, str(person_id))
    return f"{place}|{version}" if version else place


def old_part(column: str, person_id: UUID, version: int) -> str:
    """The place of a part that no longer holds: another than it had, so that it stays past."""
    return f"{place_of('vault.IdentityChange', column, str(person_id))}|{version}"


def _plain(value: object) -> object:
    """A day or an address as JSON knows it."""
    return value.isoformat() if isinstance(value, date) else asdict(value)  # type: ignore[call-overload]


def _address(found: str | dict[str, str]) -> Address:
    """An address again; before they had kinds and days they were words alone."""
    if isinstance(found, str):
        return Address(text=found)
    days = {name: _day(found.get(name)) for name in ("since", "until")}
    return Address(text=found["text"], kind=found["kind"], **days)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _wrong_address(address: Address) -> str:
    if not address.text.strip():
        return "Schrijf bij elk adres de straat of de plaats op."
    if address.since and address.until and address.until < address.since:
        return "Een adres houdt niet op voordat het begint: kijk de dagen na."
    return ""


def _wrong_birth(birth: date | None, today: date) -> str:
    if birth is None or today.replace(year=today.year - OLDEST, day=1) <= birth <= today:
        return ""
    return "De geboortedatum kan niet kloppen: kijk het jaar na."


def _wrong_age(age: int | None) -> str:
    if age is None or 0 <= age <= OLDEST:
        return ""
    return f"De geschatte leeftijd kan niet kloppen: vul een getal van 0 tot {OLDEST} in."


def _wrong_bsn(bsn: str) -> str:
    """The check on the nine digits of a citizen service number (Besluit BSN, elfproef)."""
    if bsn and not (bsn.isascii() and bsn.isdecimal()):
        return _WRONG_BSN
    weighed = sum(int(digit) * weight for digit, weight in zip(bsn, _WEIGHTS, strict=False))
    right = len(bsn) == len(_WEIGHTS) and weighed % 11 == 0 and int(bsn) > 0
    return "" if not bsn or right else _WRONG_BSN
