"""Lines of the record in words, for the pages of the privacy officer."""

from dataclasses import dataclass
from datetime import datetime

from kmt.audit.actions import DENIED
from kmt.audit.naming import explained
from kmt.audit.queries import EventLine
from kmt.audit.wording import ACTION_WORDS, ACTOR_WORDS, OBJECT_WORDS, words_for
from kmt.kernel import clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the page, in words."""

    seq: int
    at: datetime
    who: str
    role: str
    did: str
    what: str
    object_id: str
    sealed: bool
    reason: str
    refused: bool


def row_of(line: EventLine) -> Row:
    """The words for one line."""
    return Row(
        seq=line.seq,
        at=clock.local(line.at),
        who=line.actor_name or _without_account(line.actor_id),
        role=explained(line.role),
        did=words_for(line.action, ACTION_WORDS),
        what=words_for(line.object_type, OBJECT_WORDS),
        object_id=line.object_id,
        sealed=line.sealed,
        reason=explained(line.reason_text),
        refused=line.result == DENIED,
    )


def _without_account(actor_id: str) -> str:
    """Who is no colleague: a reporter, a process (``system:demo``), an address nobody has."""
    kind, _, name = actor_id.partition(":")
    return f"{words_for(kind, ACTOR_WORDS)} {name}".strip()
