"""The record on screen: who did what, newest first."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from kmt.audit.queries import FILTERS, READ, newest
from kmt.audit.shown import row_of
from kmt.audit.wording import FILTER_WORDS
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.links import FilterLink


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
            "rows": [row_of(line) for line in excerpt.lines],
            "filters": [_link(code, only) for code in FILTERS],
            "older": _address(only, excerpt.older) if excerpt.older else "",
            "newest": _address(only) if before else "",
        },
    )


def _number(text: str) -> bool:
    return text.isdecimal() and len(text) < 19


def _link(code: str, current: str) -> FilterLink:
    return FilterLink(label=str(FILTER_WORDS[code]), url=_address(code), current=code == current)


def _address(only: str, before: int | None = None) -> str:
    query = {"toon": only} if only else {}
    query |= {"voor": str(before)} if before else {}
    return reverse("audit:events") + (f"?{urlencode(query)}" if query else "")
