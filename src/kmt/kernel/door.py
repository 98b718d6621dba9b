"""The sign on each door: a view says for whom it is, or nobody gets in.

This module only holds the declaration; the room ``access`` stands at the door. ``PUBLIC`` pages
need no account and speak every language of the public; ``LOG_IN`` pages need no account either,
but are for colleagues and speak theirs; ``AT_WORK`` pages
are for who meets it at work elsewhere: no account and no address kept, as on public pages, in the
languages of colleagues; ``SIGNED_IN`` pages need any account; ``SECOND_FACTOR``
pages are on the way from password to second factor; every other word is a permission.
``proven=True`` asks besides that the second factor was given in this session within the last ten
minutes: before an export, a key, the accounts of others (step-up).
"""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest

from kmt.kernel.actor import Actor

PUBLIC = "public"
LOG_IN = "log_in"
AT_WORK = "at_work"
SIGNED_IN = "signed_in"
SECOND_FACTOR = "second_factor"
_MARK = "kmt_audience"
_PROVEN = "kmt_proven"

View = TypeVar("View", bound=Callable[..., object])


class StaffRequest(HttpRequest):
    """A request past the door: somebody is the actor."""

    actor: Actor


class ProofNeeded(Exception):
    """One thing needs the second factor anew; the door asks for it and comes back."""


def open_to(audience: str, *, proven: bool = False) -> Callable[[View], View]:
    """Declare for whom a view is: ``PUBLIC``, ``SIGNED_IN`` or a permission; ``proven``: step-up.

    A view of which only one act needs proof calls :func:`kmt.access.sessions.require_proof`.
    """

    def mark(view: View) -> View:
        setattr(view, _MARK, audience)
        setattr(view, _PROVEN, proven)
        return view

    return mark


def audience_of(view: object) -> str | None:
    """The declared audience of a view, or None when it was forgotten."""
    declared = getattr(view, _MARK, None)
    return declared if isinstance(declared, str) else None


def needs_proof(view: object) -> bool:
    """Whether a view asks for the second factor anew."""
    return getattr(view, _PROVEN, False) is True
