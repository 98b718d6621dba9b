"""What a reader of this room gets: frozen values in codes and opened words, never rows."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from kmt.exchange.rules.registering import Mode, Standing, Values
from kmt.exchange.states import Coming, Going, Status
from kmt.kernel.refusals import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentSaid:
    """How the consent for registration stands: who said it, how, and until when."""

    state: str
    given_by: str = ""
    form: str = ""
    valid_until: date | None = None
    readable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One step in the history of a registration."""

    event: str
    state: str
    mode: str
    dossier_type: str
    channel: str
    happened_on: date
    words: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisLine:
    """Another basis that was proposed, and what the second person said; ``agrees`` None: waits."""

    id: UUID
    ground: str
    reasons: str
    proposed_by: str
    proposed_at: datetime
    agrees: bool | None
    answer: str
    decided_by: str
    mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationView:
    """One registration as its page shows it; who the person is, is not in it."""

    id: UUID
    reference: str
    mode: Mode
    state: Status
    dossier_type: str
    comensha_number: str
    version: int
    values: Values
    sources: dict[str, str]
    standing: Standing
    consent: ConsentSaid
    steps: tuple[StepLine, ...]
    bases: tuple[BasisLine, ...]
    moves: tuple[tuple[Status, Decision], ...]
    may_file: Decision
    disclosure_id: UUID | None
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverView:
    """A package that was made for another region."""

    id: UUID
    case_id: UUID
    to_region: str
    to_name: str
    state: Going
    parts: tuple[str, ...]
    reason: str
    digest: str
    due: date
    late: bool
    made_at: datetime
    made_by: str
    answered_at: datetime | None
    answer_code: str
    answer: str
    has_file: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedLine:
    """A package that came in, without what is in it."""

    id: UUID
    from_region: str
    from_name: str
    state: Coming
    received_at: datetime
    decided_at: datetime | None
    answer_code: str
    case_id: UUID | None
    has_receipt: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionLine:
    """Another region whose keys are known here."""

    id: UUID
    code: str
    name: str
    fingerprint: str
    checked_at: datetime
    checked_by: str
    ended: bool = field(default=False)
