"""What reading a draft gives: frozen values for pages, never rows."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kmt.lawfulness.rules.disclosing import DisclosureAsked
from kmt.sharing.rules.advising import Advice
from kmt.sharing.rules.answers import Answers, Start
from kmt.sharing.rules.approving import Need, Outcome
from kmt.sharing.rules.requesting import Known
from kmt.sharing.rules.supplying import Kind
from kmt.sharing.states import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A draft worked out: what is on record, what the matrix says, and the record it would make."""

    known: Known
    advice: Advice
    asked: DisclosureAsked


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalLine:
    """What a colleague said of a draft."""

    approver: str
    outcome: Outcome
    reason: str
    by_name: str
    at: datetime
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """One draft in a list."""

    id: UUID
    subject_label: str
    compartment: str
    recipient: str
    purpose: str
    made_at: datetime
    made_by: str
    expires_on: date
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftView:
    """One draft as its pages show it; ``prepared`` is None until there is something to ask."""

    id: UUID
    start: Start
    compartment: str
    subject_id: UUID
    subject_label: str
    subject: str
    municipality: str
    object_type: str
    object_id: UUID
    made_by: str
    expires_on: date
    state: State
    version: int
    disclosure_id: UUID | None
    recipient: str
    purpose: str
    answers: Answers
    established: tuple[str, ...]
    prepared: Prepared | None
    needs: tuple[Need, ...]
    approvals: tuple[ApprovalLine, ...]

    @property
    def refused(self) -> ApprovalLine | None:
        """The last answer, when it was a refusal."""
        last = self.approvals[-1] if self.approvals else None
        return last if last and last.outcome is Outcome.REFUSED else None

    @property
    def agreed_by_all(self) -> bool:
        """Whether everybody who must agree did."""
        return all(one.who for one in self.needs)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """One statement of a supplier, with its words."""

    id: UUID
    kind: Kind
    about: str
    words: str
    said_on: date
    by_name: str
    withdrawn_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DatumLine:
    """One datum with its supplier and everything said of it."""

    id: UUID
    label: str
    data: str
    supplier: str
    organisation: str
    purpose: str
    received_on: date
    secrecy: bool
    statements: tuple[StatementLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SuppliedView:
    """The data about one person, with their suppliers."""

    subject_id: UUID
    subject_label: str
    data: tuple[DatumLine, ...]
