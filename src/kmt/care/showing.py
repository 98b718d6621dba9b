"""What every page about a part of a case shares: its head, the way to the other parts, safety.

For the rooms above: their template extends ``care/part.html`` and fills the block ``part``.
"""

from typing import Any

from django.urls import reverse

from kmt.care.beside import all_beside, beside
from kmt.care.joining import CaseRef
from kmt.care.queries import glances_of, part_lines, texts_of
from kmt.kernel.door import StaffRequest
from kmt.kernel.links import FilterLink

SAFETY = "safety"


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
