"""Which requests for advice exist for whom: all for the desk, their own for professionals."""

from uuid import UUID

from django.db.models import Q

from kmt.access.permissions import Permission
from kmt.access.rows import municipality_rule
from kmt.kernel.actor import Actor

NOTHING = Q(pk__in=[])


def visible(actor: Actor) -> Q:
    """Requests of the desk's region; for a professional only what they asked themselves."""
    if not actor.may(Permission.ADVICE_QUESTION_READ):
        return NOTHING
    if actor.may(Permission.ADVICE_ANSWER_WRITE):
        return municipality_rule(actor)
    return own(actor)


def own(actor: Actor) -> Q:
    """What somebody with an account asked themselves; nothing for who has none."""
    return Q(asked_by=actor.id) if actor.may(Permission.ADVICE_QUESTION_READ) else NOTHING


def carried(actor: Actor) -> Q:
    """Requests as work that somebody carries, by number: for the desk, and who divides the work."""
    who = (
        Permission.ADVICE_ANSWER_WRITE,
        Permission.ACCESS_INVOLVEMENT_LEAD,
        Permission.DUTY_ROUND_RUN,
    )
    return municipality_rule(actor) if any(map(actor.may, who)) else NOTHING


def parts_of(request_id: UUID) -> Q:
    """Answers and steps of a request that was found by one of the rules here."""
    return Q(request_id=request_id)


def with_code(actor: Actor, request_id: UUID) -> Q:
    """The one request behind a code that was looked up (:mod:`kmt.conversation`)."""
    return Q(pk=request_id) if actor.may(Permission.CONVERSATION_CODE_USE) else NOTHING


def spoken_of(actor: Actor, request_id: UUID) -> Q:
    """The request of a conversation that is being changed: by its code, or by the desk."""
    return with_code(actor, request_id) | (Q(pk=request_id) & visible(actor))


def countable(actor: Actor) -> Q:
    """Requests that may be counted: of the own world, for who may see counts or answers them."""
    counts = actor.may(Permission.INSIGHT_COUNT_READ) or actor.may(Permission.ADVICE_ANSWER_WRITE)
    return municipality_rule(actor) if counts else NOTHING


def retained(actor: Actor) -> Q:
    """Every request, for the job that guards the terms, and for nobody else."""
    return Q() if actor.may(Permission.RETENTION_TERM_RUN) else NOTHING


def numbered(actor: Actor) -> Q:
    """Requests by number alone, for who decides about terms: no fact of them is shown."""
    return Q() if actor.may(Permission.RETENTION_TERM_DECIDE) else NOTHING
