"""What a conversation can be about: each room above says so for its own kind of record.

This room stands below them and does not know them. A room hands over one :class:`Topic` at the
start (``talk_about`` in its ``apps.ready``), and calls :func:`kmt.conversation.actions.begin` in
the act by which its record comes in, :func:`~kmt.conversation.actions.forget` in the act by which
it goes. The texts are sealed under a vault key of their own, ``subject_of(object_id)``: the room
names that key beside its own in its retention holding, so that the two go together.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.functional import Promise

from kmt.access.permissions import Permission
from kmt.attachments.owners import FileOwner
from kmt.kernel.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far a record is, for who has its code: in words, and whether one may still write.

    ``closed`` is the day it was closed on, from which the term of the conversation runs.
    """

    words: str | Promise
    may_write: bool = True
    closed: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What the desk must see of a conversation in its list: handed to the room after each change.

    ``unread`` messages of the one with the code; since when they say they are not safe, or that
    they take it back (both to the hour, both None when it is not so). ``answered``: the change was
    an answer of the desk.
    """

    unread: int
    unsafe_since: datetime | None
    withdrawn_at: datetime | None
    answered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A kind of record that people can talk about with a code.

    ``sees`` says whether the record, with what was told, exists for a colleague; ``reads`` names
    the permission for that, so that a refusal says who may. ``standing`` is asked on behalf of who
    has the code, with no other rights; None when the record is gone. ``changed`` runs inside the
    act that changed the conversation. ``page`` is the address (by name, with the id) where the
    desk reads the record. ``taking_back`` is what taking it back means and does not mean.
    ``files`` says whose the files are that come with a message; None takes none. ``unwelcome``
    says, in the language of the page, why a message cannot come in as it stands; empty when it can.
    """

    object_type: str
    reads: Permission
    sees: Callable[[Actor, UUID], bool]
    standing: Callable[[Actor, UUID], Standing | None]
    changed: Callable[[Actor, UUID, News], None]
    page: str
    taking_back: Sequence[Promise]
    files: Callable[[UUID], FileOwner] | None = None
    unwelcome: Callable[[str], str] | None = None


_topics: dict[str, Topic] = {}


def talk_about(topic: Topic) -> None:
    """Let people talk about this kind of record; called once, at the start, by its room."""
    _topics[topic.object_type] = topic


def topic_of(object_type: str) -> Topic | None:
    """The topic of a kind of record; None when nobody can talk about it."""
    return _topics.get(object_type)


def topics() -> tuple[Topic, ...]:
    """Everything that people can talk about."""
    return tuple(_topics.values())


def subject_of(object_id: object) -> str:
    """The name under which the vault keeps the data key of the conversation about a record."""
    return f"conversation:{object_id}"
