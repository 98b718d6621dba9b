"""Every read of conversations: for who has the code, for the desk, and for the room that asks.

A look with a code is not recorded: it shows nothing of anybody else, and a record of when a
reporter came back would be. That a message of the desk was read is kept to the day.
"""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.db.models import F, Sum

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.conversation import access, locks, retained, rules
from kmt.conversation.models import DESK, REPORTER, Conversation, Message, ReceiptAttempt
from kmt.conversation.reading import Followed, OfDesk, Turn
from kmt.conversation.receipts import Secrets
from kmt.conversation.topics import topic_of, topics
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import NotFound
from kmt.vault.rules import Unreadable

_WINDOW = timedelta(minutes=10)


def wait_before_next_try() -> int:
    """Seconds that the next try with a code waits: of the whole house, so no addresses kept."""
    recent = ReceiptAttempt.objects.filter(minute__gte=clock.now() - _WINDOW)
    return rules.waiting_seconds(recent.aggregate(all=Sum("number"))["all"] or 0)


def record_of(actor: Actor, object_type: str, find_id: str) -> UUID | None:
    """The record that already came in with this receipt; None when there is none."""
    rows = Conversation.objects.seen_by(actor, access.with_code(actor, find_id))
    found = rows.filter(object_type=object_type).values_list("object_id", flat=True)
    return found.first()


def followed(actor: Actor, of: Secrets) -> Followed | None:
    """The conversation of who has the code; None when there is none, or when it is gone.

    ``of.open`` opens it: that a row is found gives nothing yet.
    """
    rows = Conversation.objects.seen_by(actor, access.with_code(actor, of.find))
    row = rows.first()
    topic = topic_of(row.object_type) if row else None
    standing = topic.standing(actor, row.object_id) if row and topic else None
    if row is None or topic is None or standing is None:
        return None
    try:
        key = locks.key_for_code(row.id, row.object_id, row.key_of_code, of.open)
        turns = _turns(actor, row, key, named=False)
    except Unreadable:
        return None
    end = rules.ending(retained.last_day_of(standing.closed), clock.today())
    return Followed(
        standing=standing,
        topic=topic,
        turns=turns,
        may_write=standing.may_write,
        takes_files=topic.files is not None,
        unsafe=row.unsafe_since is not None,
        withdrawn=row.withdrawn_at is not None,
        ends_on=end.on,
        ends_soon=end.soon,
    )


def for_desk(actor: Actor, object_type: str, object_id: UUID) -> OfDesk | None:
    """The conversation beside a record; None when there is none any more, or not for this actor.

    The room of the record has recorded that it was opened; the conversation is part of it.
    """
    rule = access.about(actor, object_type, object_id)
    row = Conversation.objects.seen_by(actor, rule).first()
    if row is None:
        return None
    try:
        key = locks.key_for_desk(row.id, row.object_id, row.key_of_desk)
        turns = _turns(actor, row, key, named=True)
    except Unreadable:  # its term is over and its key destroyed; the record has its own
        return None
    return OfDesk(
        id=row.id,
        object_type=object_type,
        object_id=object_id,
        language=row.language,
        turns=turns,
        unread=sum(one.of_reporter and one.read_on is None for one in turns),
        unsafe_since=row.unsafe_since,
        withdrawn_at=row.withdrawn_at,
        may_answer=actor.may(Permission.CONVERSATION_ANSWER_WRITE),
    )


def spoken_last(actor: Actor, object_type: str, object_ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of these records where the desk spoke last, so that it waits for the other side.

    The room of the record has let the actor see that they exist; no word is opened.
    """
    rule = access.turns_about(actor, object_type, object_ids)
    last = Message.objects.seen_by(actor, rule).filter(side=DESK, turn=F("conversation__turns"))
    return frozenset(last.values_list("conversation__object_id", flat=True))


def opened(actor: Actor, conversation_id: UUID) -> OfDesk:
    """The conversation with this id, to answer; ``NotFound`` alike for none and not one's own.

    For one that is not there as much is asked as for one outside the actor's world.
    """
    rule = access.readable(actor, conversation_id)
    row = Conversation.objects.seen_by(actor, rule).only("object_type", "object_id").first()
    kind = row.object_type if row else topics()[0].object_type
    found = for_desk(actor, kind, row.object_id if row else new_id())
    if found is None:
        raise NotFound
    return found


def asked_about(actor: Actor, object_type: str, object_id: UUID) -> tuple[Turn, ...]:
    """What was written about a record, to answer who asks for their own data (AVG 15).

    The room of the record has recorded the look; it leaves out what tells who wrote it.
    """
    check(actor, Permission.RIGHTS_REQUEST_HANDLE)
    rule = access.asked_by_the_person(actor, object_type, object_id)
    row = Conversation.objects.seen_by(actor, rule).first()
    if row is None:
        return ()
    try:
        key = locks.key_for_desk(row.id, row.object_id, row.key_of_desk)
    except Unreadable:
        return ()
    return tuple(one for one in _turns(actor, row, key, named=False) if one.text)


def _turns(actor: Actor, row: Conversation, key: bytes, *, named: bool) -> tuple[Turn, ...]:
    rows = Message.objects.seen_by(actor, access.turns_of(row)).order_by("turn")
    return tuple(
        Turn(
            kind=one.kind,
            of_reporter=one.side == REPORTER,
            text=locks.opened(key, bytes(one.text), one.id),
            written_at=one.written_at,
            read_on=one.read_on,
            files=one.files,
            by_name=one.by_name if named else "",
        )
        for one in rows
    )
