"""What reading a request for advice gives: frozen values for pages, never rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceLine:
    """One line of a list; ``title`` is the beginning of what was asked."""

    id: UUID
    number: str
    title: str
    capacity: str
    municipality: str
    outside_region: bool
    state: str
    asked_at: datetime
    due_at: datetime | None
    danger: bool
    at_home: bool
    mine: bool
    unread: int
    unsafe: bool
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceList:
    """A page of requests, how many each view has, and how many wait in danger."""

    lines: tuple[AdviceLine, ...]
    page: int
    total: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRead:
    """One answer of the desk."""

    text: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRead:
    """One event of the history."""

    event: str
    detail: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceRead:
    """One request, whole. ``report`` is the report that grew out of it."""

    id: UUID
    number: str
    version: int
    asked_at: datetime
    language: str
    capacity: str
    secrecy: str
    consent: str
    danger: str
    at_home: str
    form: str
    municipality: str
    outside_region: bool
    state: str
    due_at: datetime | None
    outcome: str
    feedback: str
    report: UUID | None
    ground: str
    mine: bool
    own: bool
    situation: str
    question: str = ""
    consent_reason: str = ""
    ground_reason: str = ""
    answers: tuple[AnswerRead, ...] = ()
    history: tuple[StepRead, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceCount:
    """How many requests: per year, capacity, municipality ("" is unknown) and outcome."""

    year: int
    capacity: str
    municipality: str
    outcome: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What who asked gets back; ``again`` when this very request was already in."""

    request_id: UUID
    receipt: str
    again: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Grown:
    """The report that grew: its id and the receipt that goes with it."""

    report_id: UUID
    receipt: str
