"""What a reader of shelter gets: frozen values with codes, days and opened texts, never rows."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kmt.care.joining import CaseRef
from kmt.shelter.rules import Placing, Who


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLine:
    """One request in a list, with how often was asked and refused."""

    id: UUID
    kind: str
    urgency: str
    needed_by: date
    late: bool
    stand: str
    end: str
    asked_at: datetime
    asked: int
    refused: int
    pending: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StayLine:
    """One stay; where it is, is not in it: only whether that was written down."""

    id: UUID
    kind: str
    organisation: str
    start: date
    until: date | None
    children: int
    municipality: str
    payer_basis: str
    payer_reason: str
    has_location: bool
    exit_to: str
    exit_reason: str
    exit_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelterView:
    """Shelter of one case: requests and stays, newest first."""

    case: CaseRef
    requests: tuple[RequestLine, ...]
    stays: tuple[StayLine, ...]

    @property
    def now(self) -> StayLine | None:
        """The stay that is open."""
        return next((one for one in self.stays if one.until is None), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """One answer of an organisation."""

    reply: str
    on: date
    waiting_days: int | None
    reason: str
    contra: tuple[str, ...]
    words: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskLine:
    """One organisation that was asked, with every answer, newest first.

    ``late``: it did not answer in time.
    """

    id: UUID
    organisation: str
    channel: str
    contact: str
    with_data: bool
    asked_at: datetime
    by: str
    reply: str
    due: date
    late: bool
    answers: tuple[AnswerLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestView:
    """One request with all that belongs to it. ``somewhere``: the person is in shelter now."""

    case: CaseRef
    line: RequestLine
    somewhere: bool
    who: Who
    placing: Placing
    children: int
    contra: tuple[str, ...]
    contra_words: str
    languages: tuple[str, ...]
    access_words: str
    wishes: str
    municipality: str
    payer_basis: str
    payer_reason: str
    end_words: str
    by: str
    asks: tuple[AskLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision to share about this person, to choose from."""

    id: UUID
    recipient: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where a stay is, for one page and one look."""

    case_id: UUID
    person_label: str
    stay: StayLine
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KindGap:
    """The counts of one kind of shelter; None is a number below five. ``kind`` empty: all kinds."""

    kind: str
    requests: int | None
    asked: int | None
    refused: int | None
    placed: int | None
    unmet: int | None
    days: int | None
    days_of: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonGap:
    """How often was refused for a reason: in all, and per kind of shelter in the order of kinds."""

    reason: str
    total: int | None
    per_kind: tuple[int | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """What shelter lacked in a period: counts only, small ones hidden, the rest to five."""

    start: date
    until: date
    kinds: tuple[KindGap, ...]
    total: KindGap
    reasons: tuple[ReasonGap, ...]
    contra: tuple[tuple[str, int | None], ...]
