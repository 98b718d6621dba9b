"""The sign on each door: a view says for whom it is, or nobody gets in.

This module only holds the declaration; the room ``access`` stands at the door. ``PUBLIC`` pages
need no account, ``SIGNED_IN`` pages need any account, ``SECOND_FACTOR`` pages are on the way from
password to second factor; every other word is a permission.
"""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest

from kmt.kernel.actor import Actor

PUBLIC = "public"
SIGNED_IN = "signed_in"
SECOND_FACTOR = "second_factor"
_MARK = "kmt_audience"

View = TypeVar("View", bound=Callable[..., object])


class StaffRequest(HttpRequest):
    """A request past the door: somebody is the actor."""

    actor: Actor


def open_to(audience: str) -> Callable[[View], View]:
    """Declare for whom a view is: ``PUBLIC``, ``SIGNED_IN`` or a permission."""

    def mark(view: View) -> View:
        setattr(view, _MARK, audience)
        return view

    return mark


def audience_of(view: object) -> str | None:
    """The declared audience of a view, or None when it was forgotten."""
    declared = getattr(view, _MARK, None)
    return declared if isinstance(declared, str) else None
