"""The one way to act: rule, access, change, record, in one transaction.

Every function in an ``actions`` module writes inside ``with act(...)``. A refusal rolls the change
back and is itself recorded; a record that cannot be written rolls the change back too.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace

from django.db import transaction

from kmt.access.permissions import MEANING, Permission
from kmt.access.roles import ROLES
from kmt.access.rows import gate_open
from kmt.audit.actions import DENIED, Event, record
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import ALLOWED, Decision, NotPermitted, Refused

_depth: ContextVar[int] = ContextVar("act_depth", default=0)


def check(actor: Actor, permission: Permission) -> None:
    """Refuse an actor without the permission, and name the roles that hold it."""
    if actor.may(permission):
        return
    holders = [role.dutch for role in ROLES.values() if permission in role.permissions]
    raise NotPermitted(
        f"Jouw rol geeft geen recht op: {MEANING[permission]}.",
        f"Wie dit wel mag: {', '.join(holders)}." if holders else "",
    )


@contextmanager
def act(
    by: Actor,
    permission: Permission,
    *,
    action: str,
    object_type: str,
    object_id: str,
    decision: Decision = ALLOWED,
    reason: str = "",
    case_state: str = "",
    purpose: str = "",
    legal_basis: str = "",
) -> Iterator[None]:
    """Do one thing: the block changes rows; before it rule and access, after it the record.

    ``reason`` is a code or fixed words, never free text about a person: the record is read by
    others than the case is. ``purpose`` is that of the actor unless this act has its own;
    ``legal_basis`` names rows of the sharing matrix. Raises :class:`Refused` (recorded as denied)
    and rolls back.
    """
    event = Event(
        actor=by,
        action=action,
        object_type=object_type,
        object_id=object_id,
        reason_text=reason,
        case_state=case_state,
        purpose=purpose,
        legal_basis=legal_basis,
    )
    token = _depth.set(_depth.get() + 1)
    try:
        with transaction.atomic():
            decision.check()
            check(by, permission)
            with gate_open(by, writing=True):
                yield
            record(event)
    except Refused as refused:
        _record_denial(event, refused, outermost=_depth.get() == 1)
        raise
    finally:
        _depth.reset(token)


@contextmanager
def refusals_recorded(
    actor: Actor, *, object_type: str, object_id: str, action: str = "read"
) -> Iterator[None]:
    """For queries: a refusal inside the block is recorded as denied, once, and goes on."""
    event = Event(actor=actor, action=action, object_type=object_type, object_id=object_id)
    try:
        yield
    except Refused as refused:
        _record_denial(event, refused, outermost=_depth.get() == 0)
        raise


def _record_denial(event: Event, refused: Refused, *, outermost: bool) -> None:
    """Record a refusal once.

    An inner record lives and dies with the outer act: when that act goes on, the record stays;
    when it is refused too, the record rolls back with it and the outer act writes its own.
    """
    if refused.recorded:
        return
    refused.recorded = outermost
    record(replace(event, result=DENIED, reason_text="", case_state=""))


def record_denial(actor: Actor, object_type: str, object_id: str, action: str = "read") -> None:
    """Record that something was asked and refused."""
    record(
        Event(
            actor=actor,
            action=action,
            object_type=object_type,
            object_id=object_id,
            result=DENIED,
        )
    )
