"""What is in a package and in a receipt: our own format, version 1, in JSON.

Described in ``docs/reference/handover-format.md`` with a schema beside it. Reading is strict: what
is not whole is refused before anything is kept, and what is not known is left out. Pure.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from kmt.exchange.envelope import NotOpened

PACKAGE, RECEIPT, VERSION = "kmt-handover", "kmt-handover-receipt", 1
TEXT, LINES = 8000, 200
ACCEPTED, REFUSED = "accepted", "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who it is about; the citizen service number never goes along."""

    name: str = ""
    aliases: tuple[str, ...] = ()
    birth_date: date | None = None
    estimated_age: int | None = None
    description: str = ""
    contact: str = ""
    languages: tuple[str, ...] = ()
    v_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAction:
    """Something that must happen, by whom, before when; ``rule`` gives the day where one does."""

    what: str
    due: date
    owner: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentLine:
    """How a consent stood on the day of the package; the other region asks anew."""

    purpose: str
    recipient: str
    state: str
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file of a document, in base64."""

    name: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document that goes along by choice; ``kind`` is a code of ``document_kind``."""

    kind: str
    title: str
    supplier: str = ""
    dated: date | None = None
    files: tuple[File, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A region as a package names it."""

    region: str
    name: str
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A case on its way to another region."""

    id: UUID
    made_on: date
    sender: Side
    receiver: Side
    case: str
    reason: str
    data: tuple[str, ...]
    parts: tuple[str, ...]
    residence: str = ""
    person: Person = field(default_factory=Person)
    summary: str = ""
    safety: str = ""
    safe_contact: str = ""
    health: str = ""
    stay: str = ""
    forms: tuple[str, ...] = ()
    actions: tuple[OpenAction, ...] = ()
    consents: tuple[ConsentLine, ...] = ()
    documents: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The answer to a package; ``digest`` says which file it was."""

    package: UUID
    digest: str
    sender: Side
    answer: str
    on: date
    code: str = ""
    words: str = ""
    case: str = ""


def written(found: Package | Receipt) -> bytes:
    """As JSON, in UTF-8, with format and version."""
    kind = PACKAGE if isinstance(found, Package) else RECEIPT
    body = {"format": kind, "version": VERSION, **asdict(found)}
    return json.dumps(body, ensure_ascii=False, default=str).encode()


def read_package(content: bytes) -> Package:
    """A package, whole; raises :class:`NotOpened` when it is not."""
    raw = _body(content, PACKAGE)
    try:
        found = Package(
            id=UUID(raw["id"]),
            made_on=date.fromisoformat(raw["made_on"]),
            sender=_side(raw["sender"]),
            receiver=_side(raw["receiver"]),
            case=_text(raw, "case", 40),
            reason=_text(raw, "reason"),
            data=_words(raw, "data"),
            parts=_words(raw, "parts"),
            residence=_text(raw, "residence", 16),
            person=_person(raw["person"]),
            summary=_text(raw, "summary"),
            safety=_text(raw, "safety"),
            safe_contact=_text(raw, "safe_contact"),
            health=_text(raw, "health"),
            stay=_text(raw, "stay"),
            forms=_words(raw, "forms"),
            actions=tuple(_action(one) for one in raw["actions"][:LINES]),
            consents=tuple(_consent(one) for one in raw["consents"][:LINES]),
            documents=tuple(_document(one) for one in raw["documents"][:LINES]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise NotOpened(_NOT_WHOLE, _ASK) from wrong
    if not found.summary.strip() or not found.sender.region:
        raise NotOpened(_NOT_WHOLE, _ASK)
    return found


def read_receipt(content: bytes) -> Receipt:
    """A receipt, whole; raises :class:`NotOpened` when it is not."""
    raw = _body(content, RECEIPT)
    try:
        found = Receipt(
            package=UUID(raw["package"]),
            digest=_text(raw, "digest", 64),
            sender=_side(raw["sender"]),
            answer=_text(raw, "answer", 16),
            on=date.fromisoformat(raw["on"]),
            code=_text(raw, "code", 24),
            words=_text(raw, "words"),
            case=_text(raw, "case", 40),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise NotOpened(_NOT_WHOLE, _ASK) from wrong
    if found.answer not in {ACCEPTED, REFUSED}:
        raise NotOpened(_NOT_WHOLE, _ASK)
    return found


def _body(content: bytes, kind: str) -> Mapping[str, Any]:
    try:
        raw = json.loads(content)
        fits = raw["format"] == kind
        version = raw["version"]
    except (ValueError, KeyError, TypeError) as wrong:
        raise NotOpened(_NOT_WHOLE, _ASK) from wrong
    if not fits:
        raise NotOpened(_NOT_WHOLE, _ASK)
    if version != VERSION:
        raise NotOpened(
            f"Dit pakket heeft versie {str(version)[:4]} van het formaat; dit programma leest "
            f"versie {VERSION}.",
            "Vraag beide beheerders om dezelfde versie van het programma te gebruiken.",
        )
    found: Mapping[str, Any] = raw
    return found


def _text(raw: Mapping[str, Any], name: str, limit: int = TEXT) -> str:
    value = raw[name]
    if not isinstance(value, str) or len(value) > limit:
        raise ValueError(name)
    return value


def _words(raw: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = raw[name]
    if not isinstance(value, list) or len(value) > LINES:
        raise ValueError(name)
    if not all(isinstance(one, str) and len(one) <= TEXT for one in value):
        raise ValueError(name)
    return tuple(value)


def _side(raw: Mapping[str, Any]) -> Side:
    return Side(
        region=_text(raw, "region", 16),
        name=_text(raw, "name", 120),
        contact=_text(raw, "contact", 120),
    )


def _person(raw: Mapping[str, Any]) -> Person:
    age = raw["estimated_age"]
    if age is not None and not isinstance(age, int):
        raise ValueError("estimated_age")
    return Person(
        name=_text(raw, "name", 400),
        aliases=_words(raw, "aliases"),
        birth_date=_day(raw["birth_date"]),
        estimated_age=age,
        description=_text(raw, "description"),
        contact=_text(raw, "contact"),
        languages=_words(raw, "languages"),
        v_number=_text(raw, "v_number", 40),
    )


def _action(raw: Mapping[str, Any]) -> OpenAction:
    return OpenAction(
        what=_text(raw, "what"),
        due=date.fromisoformat(raw["due"]),
        owner=_text(raw, "owner", 200),
        rule=_text(raw, "rule", 16),
    )


def _consent(raw: Mapping[str, Any]) -> ConsentLine:
    return ConsentLine(
        purpose=_text(raw, "purpose", 200),
        recipient=_text(raw, "recipient", 200),
        state=_text(raw, "state", 40),
        until=_day(raw["until"]),
    )


def _document(raw: Mapping[str, Any]) -> Document:
    files = []
    for one in raw["files"][:LINES]:
        content = one["content"]
        base64.b64decode(content, validate=True)
        files.append(File(name=_text(one, "name", 200), content=content))
    return Document(
        kind=_text(raw, "kind", 40),
        title=_text(raw, "title", 400),
        supplier=_text(raw, "supplier", 400),
        dated=_day(raw["dated"]),
        files=tuple(files),
    )


def _day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(str(value))


_NOT_WHOLE = "Dit bestand is niet volledig. Er is niets uit bewaard."
_ASK = "Vraag de afzender om het opnieuw te maken."
