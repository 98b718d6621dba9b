"""The mark of one page on which a call is typed: which draft it is, since when, by which way.

Signed, so that a page can begin a draft only under an id and a moment that we gave it; nothing is
kept before something is typed.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.core import signing

from kmt.kernel import clock
from kmt.kernel.ids import new_id

_SALT = "kmt.reception.page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page says: its draft, when the call began, and the channel."""

    draft_id: UUID
    started_at: datetime
    channel: str

    @property
    def token(self) -> str:
        """The same, signed, for a hidden field."""
        began = int(self.started_at.timestamp())
        return signing.dumps([str(self.draft_id), began, self.channel], salt=_SALT)

    @property
    def seconds(self) -> int:
        """How long ago it began."""
        return max(0, int((clock.now() - self.started_at).total_seconds()))


def new_page(channel: str) -> Page:
    """A page for a call that begins now."""
    return Page(draft_id=new_id(), started_at=clock.now(), channel=channel)


def page_of(token: str) -> Page | None:
    """What a mark of ours says; None when it is missing, cut off or forged."""
    try:
        draft_id, began, channel = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    started = datetime.fromtimestamp(began, tz=UTC)
    return Page(draft_id=UUID(draft_id), started_at=started, channel=channel)
