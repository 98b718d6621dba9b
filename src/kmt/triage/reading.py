"""What reading a triage gives: frozen values for pages, never rows."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageRead:
    """One weighing as it is read back."""

    suspicion: str
    urgency: str
    urgency_reason: str
    forms: tuple[str, ...]
    outcome: str
    reasons: str
    by_name: str
    at: datetime
    observed: tuple[str, ...]
    not_observed: tuple[str, ...]
    asked: int
