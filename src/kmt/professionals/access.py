"""Which codes, keys and sendings exist for whom.

Who comes with a code or a key sees that one row and no other; nobody at the desk sees a code.
"""

from uuid import UUID

from django.db.models import Q

from kmt.access.permissions import Permission
from kmt.kernel.actor import Actor

NOTHING = Q(pk__in=[])


def links(actor: Actor) -> Q:
    """Every code that was given, for who gives them."""
    return Q() if actor.may(Permission.PROFESSIONALS_LINK_MAKE) else NOTHING


def keys(actor: Actor) -> Q:
    """Every key of a system, for who manages them."""
    return Q() if actor.may(Permission.PROFESSIONALS_KEY_MANAGE) else NOTHING


def with_digest(actor: Actor, digest: str) -> Q:
    """The one code somebody typed, if they may send at all."""
    return Q(digest=digest) if actor.may(Permission.INTAKE_REPORT_SUBMIT) else NOTHING


def with_prefix(actor: Actor, prefix: str) -> Q:
    """The one key a system came with; whether it is the whole key is asked after that."""
    return Q(prefix=prefix) if actor.may(Permission.INTAKE_REPORT_SUBMIT) else NOTHING


def over(actor: Actor) -> Q:
    """Codes that are over, for the job of the night."""
    return Q() if actor.may(Permission.PROFESSIONALS_LINK_FORGET) else NOTHING


def own(actor: Actor) -> Q:
    """What somebody sent themselves."""
    return Q(by=actor.id) if actor.may(Permission.PROFESSIONALS_REPORT_SEND) else NOTHING


def just_sent(actor: Actor, call: str) -> Q:
    """What a system sent under one idempotency key."""
    return Q(call=call) if actor.may(Permission.INTAKE_REPORT_SUBMIT) else NOTHING


def of_report(actor: Actor, report_id: UUID) -> Q:
    """What hangs under a report, for who reads reports and for who answers the person; the room
    that shows it has found the report by its own rule.
    """
    reads = actor.may(Permission.INTAKE_REPORT_READ)
    return Q(report=report_id) if reads or _asked(actor) else NOTHING


def retained(actor: Actor, report_id: UUID) -> Q:
    """What hangs under a report that goes, for the job that guards the terms."""
    runs = actor.may(Permission.RETENTION_TERM_RUN)
    return Q(report=report_id) if runs else NOTHING


def _asked(actor: Actor) -> bool:
    return actor.may(Permission.RIGHTS_REQUEST_HANDLE)
