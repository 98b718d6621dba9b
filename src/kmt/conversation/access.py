"""Which conversations exist for whom: the one of a code, and those of records a colleague sees."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Model, Q

from kmt.access.permissions import Permission
from kmt.conversation.topics import topic_of, topics
from kmt.kernel.actor import Actor

NOTHING = Q(pk__in=[])


def with_code(actor: Actor, find_id: str) -> Q:
    """The one conversation of who has the code."""
    return Q(find_id=find_id) if actor.may(Permission.CONVERSATION_CODE_USE) else NOTHING


def about(actor: Actor, object_type: str, object_id: UUID) -> Q:
    """The conversation about a record that, with its story, exists for a colleague."""
    topic = topic_of(object_type)
    if topic is None or not actor.may(topic.reads) or not topic.sees(actor, object_id):
        return NOTHING
    return Q(object_type=object_type, object_id=object_id)


def turns_about(actor: Actor, object_type: str, object_ids: Collection[UUID]) -> Q:
    """What was said about records of a kind that the actor reads."""
    topic = topic_of(object_type)
    if topic is None or not object_ids or not actor.may(topic.reads):
        return NOTHING
    return Q(conversation__object_type=object_type, conversation__object_id__in=object_ids)


def readable(actor: Actor, conversation_id: UUID) -> Q:
    """A conversation by its own id, of a kind that the actor reads; then ask :func:`about` it."""
    kinds = [one.object_type for one in topics() if actor.may(one.reads)]
    return Q(pk=conversation_id, object_type__in=kinds)


def kept(actor: Actor, object_type: str, only: Collection[UUID] | None = None) -> Q:
    """Conversations of a kind of record, for the job that guards the terms; for nobody else."""
    if not actor.may(Permission.RETENTION_TERM_RUN):
        return NOTHING
    rule = Q(object_type=object_type)
    return rule if only is None else rule & Q(object_id__in=only)


def asked_by_the_person(actor: Actor, object_type: str, object_id: UUID) -> Q:
    """The conversation about a record, for who answers people about their own data."""
    if not actor.may(Permission.RIGHTS_REQUEST_HANDLE):
        return NOTHING
    return Q(object_type=object_type, object_id=object_id)


def turns_of(conversation: Model) -> Q:
    """What was said in a conversation that was found by one of the rules above."""
    return Q(conversation_id=conversation.pk)
