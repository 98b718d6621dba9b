"""Which rows of teamwork somebody sees: a partner their own part, colleagues those of their cases.

The part of a partner closes by itself: on the day it holds until, and the moment it is ended.
"""

from django.db.models import Q

from kmt.access.permissions import Permission
from kmt.care.joining import within, within_own_data, within_retained
from kmt.kernel import clock
from kmt.kernel.actor import Actor

NOTHING = Q(pk__in=[])


def own_parts(actor: Actor, let_in: str = "") -> Q:
    """Parts that are open to this partner now, or the rows (by the way there) that hang in them."""
    if not actor.may(Permission.TEAMWORK_PART_READ):
        return NOTHING
    return Q(**{f"{let_in}account": actor.id}) & running(let_in)


def own_comments(actor: Actor) -> Q:
    """What was said to or by this partner, in parts that are open to them now."""
    return own_parts(actor, "let_in__") & (Q(to_account=actor.id) | Q(by=actor.id))


def in_cases(actor: Actor) -> Q:
    """Rows of cases that this colleague may open."""
    return within(actor)


def running(let_in: str = "") -> Q:
    """Parts that are not ended and not over, or the rows that hang in them; whose they may be."""
    return Q(**{f"{let_in}ended_at": None, f"{let_in}until__gte": clock.today()})


def still_to_read() -> Q:
    """What was given on a decision is there for the partner as long as that decision holds."""
    return Q(until=None) | Q(until__gte=clock.today())


def counted(actor: Actor, account: str) -> Q:
    """Rows to count for the mail that work waits: all for the round, for anybody else their own."""
    return Q() if actor.may(Permission.DUTY_ROUND_RUN) else Q(**{account: actor.id})


def own_feed(actor: Actor) -> Q:
    """One's own calendar."""
    return Q(account=actor.id)


def retained(actor: Actor) -> Q:
    """Every row, for the job that guards the terms."""
    return within_retained(actor)


def asked_by_the_person(actor: Actor) -> Q:
    """Every row, for who answers people about their own data."""
    return within_own_data(actor)
