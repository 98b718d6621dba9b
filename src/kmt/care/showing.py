"""What rooms above show of a case: pages of their own with one head, and pages at an address here.

A template of theirs extends ``care/part.html`` and fills the block ``part``. The pages about who
works on a case have their address here, because the pages of a case lead to them; the room that
makes them hands them over, once, at the start.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.urls import reverse

from kmt.care.beside import all_beside, beside
from kmt.care.joining import CaseRef
from kmt.care.queries import glances_of, part_lines, texts_of
from kmt.kernel.door import StaffRequest
from kmt.kernel.links import FilterLink

SAFETY = "safety"
View = Callable[..., HttpResponse]
_pages: dict[str, View] = {}


def show_with(**pages: View) -> None:
    """Show these pages, by the name of their address, from now on."""
    _pages.update(pages)


def page(name: str) -> View:
    """The page at an address of this room that a room above makes."""
    if name not in _pages:
        raise ImproperlyConfigured(f"Geen kamer maakt de pagina care:{name}: roep show_with aan.")
    return _pages[name]


def part_context(request: StaffRequest, case: CaseRef, room: str) -> dict[str, Any]:
    """What the template of a part needs: ``case``, ``part``, ``parts`` and ``safety``.

    The line on safety stands on every part of a case: whoever makes contact sees it first.
    """
    glances = [one for one in glances_of(request.actor, case.id) if one.room == SAFETY]
    lines = part_lines(request.actor, glances, texts_of((), (), glances))
    parts = [
        FilterLink(label=str(one.words), url=reverse(one.page, args=(case.id,)), current=here)
        for one in all_beside()
        if request.actor.may(one.needs)
        for here in (one.room == room,)
    ]
    return {
        "case": case,
        "part": beside(room),
        "parts": parts,
        "safety": next((one for one in lines if one.room == SAFETY), None),
    }
