"""What is typed in the assistant, as one value, and how it is kept as one sealed text."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from enum import StrEnum

from kmt.lawfulness.rules.disclosing import ConsentState

YES, NO = "yes", "no"
TEXT_LIMIT = 2000
#: After this many days a draft is forgotten (our own default).
DRAFT_DAYS = 14
#: How long a decision to share holds unless somebody says otherwise (our own default).
HOLDS_MONTHS = 3


class Said(StrEnum):
    """What was answered when consent was asked, and how; kept as a step of a consent."""

    SELF_SPOKEN = "self_spoken"
    SELF_WRITTEN = "self_written"
    REPRESENTATIVE_SPOKEN = "representative_spoken"
    REPRESENTATIVE_WRITTEN = "representative_written"
    REFUSED = "refused"
    REPRESENTATIVE_REFUSED = "representative_refused"
    NOT_ASKED = "not_asked"
    NOT_NEEDED = "not_needed"

    @property
    def state(self) -> ConsentState:
        """The same in the words of a decision to share."""
        if "refused" in self:
            return ConsentState.REFUSED
        return ConsentState(self.partition("_")[0] if self in GIVEN else self.value)

    @property
    def by_self(self) -> bool:
        """Whether the person answered, or somebody for them."""
        return not self.startswith("representative")


GIVEN = frozenset({one for one in Said if one.endswith(("_spoken", "_written"))})
#: Answers that somebody gave: these stand among the consents of the person.
ANSWERED = GIVEN | {Said.REFUSED, Said.REPRESENTATIVE_REFUSED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Where a share starts: what the case says, and nobody types."""

    compartment: str
    sender: str
    subject_role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Everything that was typed so far; empty is "not said yet".

    ``age`` is an age band or ``unknown``; ``age_known``: the vault knows it, so it is not asked.
    ``known`` says per condition yes or no; ``left_out`` why a kind of data stays behind;
    ``outside`` per approver without an account who agreed and when; ``consent_facts`` is what the
    consents of the person said when it was saved, for who must agree.
    """

    recipient: str = ""
    purpose: str = ""
    data: tuple[str, ...] = ()
    age: str = ""
    age_known: bool = False
    secrecy: str = ""
    known: Mapping[str, str] = field(default_factory=dict)
    consent: str = ""
    consent_why_not: str = ""
    told: str = ""
    told_review_on: date | None = None
    recipient_name: str = ""
    necessity: str = ""
    subsidiarity: str = ""
    supplier_limits: str = ""
    expires_on: date | None = None
    feedback_due_on: date | None = None
    left_out: Mapping[str, str] = field(default_factory=dict)
    outside: Mapping[str, str] = field(default_factory=dict)
    consent_facts: tuple[str, ...] = ()

    @property
    def chosen(self) -> bool:
        """Whether there is a question for the matrix: to whom, what for, which data, what age."""
        return bool(self.recipient and self.purpose and self.data and self.age)


_DAYS = {"told_review_on", "expires_on", "feedback_due_on"}


def to_text(answers: Answers) -> str:
    """The answers as text, to be sealed."""
    return json.dumps(asdict(answers), default=_written)


def from_text(text: str) -> Answers:
    """The answers again; a field that a later version added is simply empty."""
    raw = json.loads(text)
    names = {each.name for each in fields(Answers)}
    found = {name: value for name, value in raw.items() if name in names}
    for name in _DAYS & found.keys():
        found[name] = date.fromisoformat(found[name]) if found[name] else None
    lists = {name: tuple(found.get(name, ())) for name in ("data", "consent_facts")}
    return Answers(**found | lists)


def _written(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else str(value)
