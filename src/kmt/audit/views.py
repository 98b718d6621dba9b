"""The page of the privacy officer: who did what, newest first."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from kmt.audit.actions import DENIED
from kmt.audit.naming import explained
from kmt.audit.queries import FILTERS, READ, EventLine, newest
from kmt.audit.wording import ACTION_WORDS, ACTOR_WORDS, FILTER_WORDS, OBJECT_WORDS, words_for
from kmt.kernel import clock
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.links import FilterLink


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the page, in words."""

    seq: int
    at: datetime
    who: str
    role: str
    did: str
    what: str
    object_id: str
    reason: str
    refused: bool


@open_to(READ)
def events(request: StaffRequest) -> HttpResponse:
    """The record, filtered by links, a page at a time."""
    actor = request.actor
    only = request.GET.get("toon", "")
    only = only if only in FILTERS else ""
    before = request.GET.get("voor", "")
    excerpt = newest(actor, only=only, before=int(before) if _number(before) else None)
    return render(
        request,
        "audit/events.html",
        {
            "rows": [_row(line) for line in excerpt.lines],
            "filters": [_link(code, only) for code in FILTERS],
            "older": _address(only, excerpt.older) if excerpt.older else "",
            "newest": _address(only) if before else "",
        },
    )


def _number(text: str) -> bool:
    return text.isdecimal() and len(text) < 19


def _row(line: EventLine) -> Row:
    return Row(
        seq=line.seq,
        at=clock.local(line.at),
        who=line.actor_name or _without_account(line.actor_id),
        role=explained(line.role),
        did=words_for(line.action, ACTION_WORDS),
        what=words_for(line.object_type, OBJECT_WORDS),
        object_id=line.object_id,
        reason=explained(line.reason_text),
        refused=line.result == DENIED,
    )


def _without_account(actor_id: str) -> str:
    """Who is no colleague: a reporter, a process (``system:demo``), an address nobody has."""
    kind, _, name = actor_id.partition(":")
    return f"{words_for(kind, ACTOR_WORDS)} {name}".strip()


def _link(code: str, current: str) -> FilterLink:
    return FilterLink(label=str(FILTER_WORDS[code]), url=_address(code), current=code == current)


def _address(only: str, before: int | None = None) -> str:
    query = {"toon": only} if only else {}
    query |= {"voor": str(before)} if before else {}
    return reverse("audit:events") + (f"?{urlencode(query)}" if query else "")
