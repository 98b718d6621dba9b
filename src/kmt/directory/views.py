"""The pages of the social map: looking for help, one organisation, keeping it, a file read in."""

from collections.abc import Callable, Container
from dataclasses import replace
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.directory import actions, importing, lists, queries, wording
from kmt.directory.forms import EntryForm, FileForm
from kmt.directory.rules import WHOM, Need
from kmt.directory.writing import TwoTexts
from kmt.kernel import clock
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.links import FilterLink
from kmt.kernel.refusals import Refused
from kmt.kernel.workbooks import Problem

GET = require_http_methods(["GET", "HEAD"])
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
READ, WRITE = Permission.KNOWLEDGE_BASE_READ, Permission.KNOWLEDGE_BASE_WRITE
#: Parts of a need as they stand in the address.
ASKED = {
    "words": "zoek",
    "service": "wat",
    "whom": "voor",
    "place": "waar",
    "language": "taal",
    "form": "vorm",
}
ON_A_PAGE, MOST_WORDS, MOST_PROBLEMS = 20, 100, 200


@open_to(READ)
@GET
def entries(request: StaffRequest) -> HttpResponse:
    """Who can help: looked for by need, best fit first, with the reasons."""
    need = _need(request)
    found = queries.search(request.actor, need)
    page = Paginator(found.lines, ON_A_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "need": need,
        "found": found,
        "page": page,
        "lines": [(one, *wording.reasons(one, need)) for one in page],
        "groups": _groups(need),
        "chosen": _chosen(need),
        "hidden": [(ASKED[part], getattr(need, part)) for part in ASKED if part != "words"],
        "may_write": request.actor.may(WRITE),
        "stale": queries.stale(request.actor) if request.actor.may(WRITE) else (),
    }
    return render(request, "directory/entries.html", context)


def _need(request: StaffRequest) -> Need:
    """What is asked; a code that no list knows asks nothing."""
    today = clock.today()
    known: dict[str, Container[str]] = {
        "service": dict(lists.pairs(lists.SERVICE, today)),
        "place": dict(lists.pairs(lists.PLACE, today)),
        "language": dict(lists.pairs(lists.LANGUAGE, today)),
        "form": dict(lists.pairs(lists.FORM, today)),
        "whom": WHOM,
    }
    asked = {part: request.GET.get(name, "") for part, name in ASKED.items()}
    chosen = {part: code for part, code in asked.items() if code in known.get(part, ())}
    return Need(words=" ".join(asked["words"].split())[:MOST_WORDS], **chosen)


def _address(need: Need) -> str:
    asked = {name: getattr(need, part) for part, name in ASKED.items() if getattr(need, part)}
    return f"{reverse('directory:entries')}{'?' if asked else ''}{urlencode(asked)}"


def _groups(need: Need) -> list[tuple[str, list[FilterLink]]]:
    """Per part of a need the links that choose it."""
    today = clock.today()
    pairs = {
        "service": (_("What is needed"), lists.pairs(lists.SERVICE, today)),
        "whom": (_("For whom"), [(code, str(wording.WHOM_WORDS[code])) for code in WHOM]),
        "place": (_("Where"), lists.pairs(lists.PLACE, today)),
        "language": (_("Language"), lists.pairs(lists.LANGUAGE, today)),
        "form": (_("Form of exploitation"), lists.pairs(lists.FORM, today)),
    }
    return [
        (label, [_link(need, part, code, words) for code, words in found])
        for part, (label, found) in pairs.items()
    ]


def _link(need: Need, part: str, code: str, words: str) -> FilterLink:
    chosen = getattr(need, part) == code
    to = replace(need, **{part: "" if chosen else code})
    return FilterLink(label=words, url=_address(to), current=chosen)


def _chosen(need: Need) -> list[tuple[str, str]]:
    """What is chosen, each with the address without it."""
    parts = [part for part in ASKED if part != "words" and getattr(need, part)]
    found = [(wording.asked(need, part), _address(replace(need, **{part: ""}))) for part in parts]
    return [(f"“{need.words}”", _address(replace(need, words=""))), *found] if need.words else found


@open_to(READ)
@GET_OR_POST
def entry(request: StaffRequest, entry_id: UUID) -> HttpResponse:
    """One organisation; who keeps the map says here that it is still right, or takes it off."""
    deeds = {
        "check": (actions.confirm_entry, _("Written down: looked at today, still right.")),
        "end": (actions.end_entry, _("Taken off the map. What it said stays in the history.")),
    }
    deed = deeds.get(request.POST.get("do", ""))
    if deed is None:
        page = queries.entry(request.actor, entry_id)
        context = {"entry": page, "may_write": request.actor.may(WRITE)}
        return render(request, "directory/entry.html", context)
    act, said = deed
    act(by=request.actor, entry_id=entry_id, version=_number(request.POST.get("version", "")))
    messages.success(request, said)
    return redirect("directory:entry", entry_id)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


@open_to(WRITE)
@GET_OR_POST
def new(request: StaffRequest) -> HttpResponse:
    """Put an organisation on the map."""
    form = EntryForm(request.POST or None)
    made: list[UUID] = []
    status = 200
    if request.method == "POST":
        status = _attempt(
            form,
            lambda: made.append(actions.add_entry(by=request.actor, content=form.content())),
        )
        if made:
            messages.success(request, _("The organisation is on the map."))
            return redirect("directory:entry", made[0])
    return render(request, "directory/write.html", {"form": form}, status=status)


@open_to(WRITE)
@GET_OR_POST
def change(request: StaffRequest, entry_id: UUID) -> HttpResponse:
    """Change an entry; when a colleague saved it in between, both texts are shown."""
    page = queries.entry(request.actor, entry_id)
    form, status = EntryForm.of(page.content, page.version), 200
    if request.method == "POST":
        form = EntryForm(request.POST)
        status = _attempt(
            form,
            lambda: actions.change_entry(
                by=request.actor,
                entry_id=entry_id,
                version=form.cleaned_data["version"] or 0,
                content=form.content(),
            ),
        )
        if status == _DONE:
            messages.success(request, _("The entry is saved, and counts as looked at today."))
            return redirect("directory:entry", entry_id)
        if status == TwoTexts.status:
            form.begin_from(page.version)
    context = {"form": form, "entry": page, "both": status == TwoTexts.status}
    return render(request, "directory/write.html", context, status=status)


_DONE = 0


def _attempt(form: EntryForm, deed: Callable[[], object]) -> int:
    """0 when it was done; else the status, with the refusal in the form."""
    if not form.is_valid():
        return 422
    try:
        deed()
    except Refused as refused:
        show_refusal(form, refused)
        return refused.status
    return _DONE


@open_to(WRITE)
@GET_OR_POST
def read_in(request: StaffRequest) -> HttpResponse:
    """Read a file in: first only a report of every row, and nothing changes."""
    form = FileForm()
    problems: tuple[Problem, ...] = ()
    status, rows = 200, 0
    if request.method == "POST":
        form, status = FileForm(request.POST, request.FILES), 422
        if any(getattr(one, "too_large", False) for one in request.upload_handlers):
            form.add_error("file", _("This file is larger than 2 MB. Split it in parts."))
        elif form.is_valid():
            name, data = form.read()
            read = importing.read(
                data,
                name=name,
                on=clock.today(),
                standing=lambda names: queries.said_now(request.actor, names),
            )
            if read.is_good:
                draft = actions.keep_draft(by=request.actor, file_name=name, rows=read.rows)
                return redirect("directory:draft", draft)
            problems, rows = read.problems, len(read.rows)
    context = {
        "form": form,
        "problems": [(one, one.row or "–") for one in problems[:MOST_PROBLEMS]],
        "more": max(0, len(problems) - MOST_PROBLEMS),
        "rows": rows,
        "columns": importing.columns(clock.today()),
    }
    return render(request, "directory/read_in.html", context, status=status)


@open_to(WRITE)
@GET_OR_POST
def draft(request: StaffRequest, draft_id: UUID) -> HttpResponse:
    """What a file would change, row by row; one yes takes all of it over."""
    if request.method == "POST":
        count = actions.take_over(by=request.actor, draft_id=draft_id)
        said = ngettext(
            "Taken over: %(count)s entry is new or changed.",
            "Taken over: %(count)s entries are new or changed.",
            count,
        )
        messages.success(request, said % {"count": count})
        return redirect("directory:entries")
    page = queries.draft(request.actor, draft_id)
    return render(request, "directory/draft.html", {"draft": page})
