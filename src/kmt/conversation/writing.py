"""The parts of which the actions on a conversation are made; each runs inside an act."""

import hmac
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F

from kmt.conversation import locks
from kmt.conversation.models import DESK, REPORTER, Conversation, Message
from kmt.conversation.topics import News, Topic, topic_of
from kmt.kernel import clock, master_key
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotFound


def topic(object_type: str) -> Topic:
    """What a conversation is about; a kind that nobody can talk about is not there."""
    found = topic_of(object_type)
    if found is None:
        raise NotFound
    return found


def message_id(page: str, kind: str, *words: str) -> UUID:
    """The id of what is said from one page: the same page with the same words gives the same."""
    said = "\n".join((page, kind, *words)).encode()
    return UUID(bytes=hmac.digest(master_key.derive("conversation message"), said, "sha256")[:16])


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTurn:
    """What is said: its id, its kind, its words; ``by`` a colleague, None the one with the code."""

    id: UUID
    kind: str
    text: str = ""
    files: int = 0
    by: Actor | None = None


def add_turn(row: Conversation, key: bytes, new: NewTurn) -> None:
    """Put one turn at the end, sealed; the count of turns is the lock between two at once."""
    Conversation.objects.filter(pk=row.pk).update(turns=F("turns") + 1)
    Message.objects.create(
        id=new.id,
        conversation=row,
        turn=Conversation.objects.get(pk=row.pk).turns,
        side=DESK if new.by else REPORTER,
        kind=new.kind,
        files=new.files,
        text=locks.close(key, new.text, new.id),
        by_name=new.by.name if new.by else "",
        written_at=clock.now() if new.by else clock.this_hour(),
    )


def mark_read(row: Conversation, side: str) -> int:
    """Keep the day on which the turns of a side were first read; how many that were."""
    unread = Message.objects.filter(conversation=row, side=side, read_on=None)
    return unread.update(read_on=clock.today())


def unread(row: Conversation) -> int:
    """How many turns of the one with the code the desk has not read."""
    return Message.objects.filter(conversation=row, side=REPORTER, read_on=None).count()


def tell(by: Actor, row: Conversation, *, answered: bool = False) -> None:
    """Hand the room of the record what its list must show."""
    now = Conversation.objects.get(pk=row.pk)
    news = News(
        unread=unread(now),
        unsafe_since=now.unsafe_since,
        withdrawn_at=now.withdrawn_at,
        answered=answered,
    )
    topic(now.object_type).changed(by, now.object_id, news)
