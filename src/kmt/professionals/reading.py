"""What the pages of this room show, as plain values."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.functional import Promise

from kmt.professionals.rules.codes import State


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkLine:
    """A code that was given: to whom and for what, and how it stands. The code itself is gone."""

    id: UUID
    organisation: str
    standing: bool
    name: str
    function: str
    purpose: str
    state: State
    made_at: datetime
    made_by: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkOpened:
    """A code that opens: for which organisation, and who it is for when that was said."""

    id: UUID
    organisation: str
    standing: bool
    name: str
    function: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyLine:
    """A key of a system, as its manager sees it: never the key."""

    id: UUID
    prefix: str
    organisation: str
    made_at: datetime
    expires_on: date
    revoked: bool
    over: bool
    last_used_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SentLine:
    """Something one sent: its number, its day and how far it is, and nothing of what it says."""

    number: str
    on: date
    standing: str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class SignSent:
    """A sign that the sender of a report saw: "observed", by whom; other signs are not known."""

    indicator: str
    version: int
    source: str
    organisation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentBy:
    """For which organisation a report was sent, by which way, on which ground."""

    organisation: str
    way: str
    ground: str
    secrecy: str
    consent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """The receipt of what was sent; ``again`` when it had come in already."""

    report_id: UUID
    receipt: str
    again: bool
