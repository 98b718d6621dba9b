"""Every write of a conversation: begin it, say something on either side, read, take back, end.

The one with the code writes as the actor ``REPORTER``, who has no origin; what they do is kept to
the hour. Each message comes in once, however often its page is sent.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from kmt.access.acts import act, check
from kmt.access.permissions import Permission
from kmt.attachments.actions import keep
from kmt.attachments.files import SentFile, digest_of
from kmt.conversation import access, locks, rules, writing
from kmt.conversation.models import (
    DESK,
    MESSAGE,
    NOT_SAFE,
    REPORTER,
    SAFE,
    WITHDRAWN,
    Conversation,
    Message,
    ReceiptAttempt,
)
from kmt.conversation.receipts import Secrets
from kmt.conversation.topics import Topic
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict, Invalid

CODE, ANSWER = Permission.CONVERSATION_CODE_USE, Permission.CONVERSATION_ANSWER_WRITE


def begin(*, by: Actor, object_type: str, object_id: UUID, of: Secrets, language: str) -> None:
    """Let who has the receipt come back to this record; inside the act by which it comes in.

    ``of`` is ``receipts.secrets_of(receipt)``. The same receipt twice is an ``IntegrityError``:
    the caller looks it up with ``queries.record_of``.
    """
    conversation = new_id()
    Conversation.objects.create(
        id=conversation,
        object_type=object_type,
        object_id=object_id,
        find_id=of.find,
        language=language,
        **locks.make_key(by, conversation, object_id, of.open),
    )


def forget(*, object_type: str, object_id: UUID) -> int:
    """Remove the conversation about a record, inside the act by which that goes; rows that went.

    Its key is named in the holding of the record, and is destroyed with it.
    """
    which = {"object_type": object_type, "object_id": object_id}
    said = Message.objects.filter(**{f"conversation__{name}": one for name, one in which.items()})
    return said.delete()[0] + Conversation.objects.filter(**which).delete()[0]


def note_failed_try() -> None:
    """Count a wrong receipt in this minute; who tried is not asked, so it is in no record."""
    minute = clock.now().replace(second=0, microsecond=0)
    with transaction.atomic():
        ReceiptAttempt.objects.filter(minute__lt=minute - timedelta(hours=1)).delete()
        ReceiptAttempt.objects.get_or_create(minute=minute)
        ReceiptAttempt.objects.filter(minute=minute).update(number=F("number") + 1)


def write(*, by: Actor, of: Secrets, page: str, text: str, files: Sequence[SentFile] = ()) -> None:
    """Say something with a code, with files if the record takes them; once per page and words.

    ``page`` is the mark of the page it was typed on. Raises ``Invalid`` when it may not be written
    in any more, or when too much waits to be read.
    """
    row, key = _of_code(by, of)
    topic = writing.topic(row.object_type)
    which = writing.message_id(page, MESSAGE, text, digest_of(files))
    said = Message.objects.seen_by(by, access.turns_of(row))
    if said.filter(pk=which).exists():
        return
    standing = topic.standing(by, row.object_id)
    if standing is None or not standing.may_write:
        raise Invalid(_("You cannot write here any more."))
    if said.filter(side=REPORTER, read_on=None).count() >= rules.UNREAD_LIMIT:
        raise Invalid(_("There are many messages that we have not read yet. Wait for our answer."))
    _refuse_unwelcome(topic, text, files)
    owner = topic.files(row.object_id) if topic.files and files else None
    new = writing.NewTurn(id=which, kind=MESSAGE, text=text, files=len(files) if owner else 0)
    with _once(said, which), _as_reporter(by, row, MESSAGE):
        writing.add_turn(row, key, new)
        if owner is not None:
            keep(by=by, owner=owner, files=files)
        writing.tell(by, row)


def say_safe(*, by: Actor, of: Secrets, page: str, safe: bool) -> None:
    """Say with a code that one is safe, or not: then it stands first on the list of the desk."""
    row, _key = _of_code(by, of)
    since = None if safe else row.unsafe_since or clock.this_hour()
    _press(by, of, page, SAFE if safe else NOT_SAFE, {"unsafe_since": since})


def withdraw(*, by: Actor, of: Secrets, page: str) -> None:
    """Take back with a code what was told; what that means is for the room of the record."""
    _press(by, of, page, WITHDRAWN, {"withdrawn_at": clock.this_hour()})


def note_read(*, by: Actor, of: Secrets) -> None:
    """The one with the code has the messages of the desk before them: keep the day, once."""
    row = Conversation.objects.seen_by(by, access.with_code(by, of.find)).one()
    new = Message.objects.seen_by(by, access.turns_of(row)).filter(side=DESK, read_on=None)
    if new.exists():
        with _as_reporter(by, row, "seen"):
            writing.mark_read(row, DESK)


def answer(*, by: Actor, object_type: str, object_id: UUID, page: str, text: str) -> None:
    """Say something to the one with the code. Raises ``Invalid`` without words or with too many."""
    row = _of_desk(by, object_type, object_id)
    if not text.strip():
        raise Invalid("Er staat nog niets.", "Schrijf een antwoord.", fields={"text": _EMPTY})
    if len(text) > rules.TEXT_LIMIT:
        raise Invalid(_LONG, "Maak het korter.", fields={"text": f"{_LONG} Maak het korter."})
    which = writing.message_id(page, MESSAGE, text)
    with act(
        by,
        ANSWER,
        action="update",
        object_type=object_type,
        object_id=str(object_id),
        reason="answered",
    ):
        if not Message.objects.filter(pk=which).exists():
            key = locks.key_for_desk(row.id, row.object_id, row.key_of_desk)
            new = writing.NewTurn(id=which, kind=MESSAGE, text=text.strip(), by=by)
            writing.add_turn(row, key, new)
            writing.tell(by, row, answered=True)


def mark_seen(*, by: Actor, object_type: str, object_id: UUID) -> None:
    """The desk has the messages before it: the one with the code sees on which day."""
    row = _of_desk(by, object_type, object_id)
    reads = writing.topic(object_type).reads
    new = Message.objects.seen_by(by, access.turns_of(row)).filter(side=REPORTER, read_on=None)
    if not new.exists():
        return
    with act(
        by,
        reads,
        action="update",
        object_type=object_type,
        object_id=str(object_id),
        reason="seen",
    ):
        writing.mark_read(row, REPORTER)
        writing.tell(by, row)


def care_for(*, by: Actor, object_type: str, object_id: UUID) -> None:
    """The desk acted on "not safe": the record leaves the top of the list."""
    row = _of_desk(by, object_type, object_id)
    with act(
        by,
        ANSWER,
        action="update",
        object_type=object_type,
        object_id=str(object_id),
        reason="cared_for",
    ):
        still = Conversation.objects.filter(pk=row.pk).exclude(unsafe_since=None)
        if not still.update(unsafe_since=None):
            raise Conflict("Hier is al op gehandeld.", "Ververs de pagina.")
        writing.tell(by, row)


_EMPTY = "Schrijf een antwoord, of kies een standaardtekst."
_LONG = f"Een bericht is hooguit {rules.TEXT_LIMIT} tekens lang."


def _refuse_unwelcome(topic: Topic, text: str, files: Sequence[SentFile]) -> None:
    """Refuse, in the language of the page, what the record does not take."""
    if files and topic.files is None:
        raise Invalid(_("You cannot send files here. Leave them out."))
    if topic.unwelcome is not None and (why := topic.unwelcome(text)):
        raise Invalid(why, fields={"text": why})


def _press(by: Actor, of: Secrets, page: str, kind: str, flags: Mapping[str, object]) -> None:
    """A button of the one with the code, unless it says what was said last."""
    row, key = _of_code(by, of)
    said = Message.objects.seen_by(by, access.turns_of(row))
    last = said.filter(side=REPORTER).order_by("-turn").values_list("kind", flat=True).first()
    if rules.says_again(
        kind, last, unsafe=row.unsafe_since is not None, withdrawn=row.withdrawn_at is not None
    ):
        return
    which = writing.message_id(page, kind, str(row.turns))
    with _once(said, which), _as_reporter(by, row, kind):
        Conversation.objects.filter(pk=row.pk).update(**flags)
        writing.add_turn(row, key, writing.NewTurn(id=which, kind=kind))
        writing.tell(by, row)


def _of_code(by: Actor, of: Secrets) -> tuple[Conversation, bytes]:
    """The conversation of a code, and its key: opened before anything is done in it."""
    check(by, CODE)
    row = Conversation.objects.seen_by(by, access.with_code(by, of.find)).one()
    return row, locks.key_for_code(row.id, row.object_id, row.key_of_code, of.open)


@contextmanager
def _once(said: "QuerySet[Message]", which: UUID) -> Iterator[None]:
    """Two clicks at the same moment: the other one was first, and that is good."""
    try:
        yield
    except IntegrityError:
        if not said.filter(pk=which).exists():
            raise


def _as_reporter(by: Actor, row: Conversation, reason: str) -> AbstractContextManager[None]:
    return act(
        by,
        CODE,
        action="update",
        object_type=row.object_type,
        object_id=str(row.object_id),
        reason=reason,
    )


def _of_desk(by: Actor, object_type: str, object_id: UUID) -> Conversation:
    """The conversation about a record of a colleague's world; refuses without the permission."""
    check(by, writing.topic(object_type).reads)
    rule = access.about(by, object_type, object_id)
    return Conversation.objects.seen_by(by, rule).one()
