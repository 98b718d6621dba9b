"""The pages of the mandate: the region, a municipality, an item, the quarter, obligations."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.attachments import receiving
from kmt.attachments.uploads import takes_several
from kmt.kernel import clock
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import Conflict, NotFound, Refused
from kmt.mandate import access, actions, queries
from kmt.mandate.forms import EvidenceForm, ObligationForm, ReviewForm, StandingForm, WithdrawForm
from kmt.mandate.pictures import progress_chart
from kmt.mandate.reading import ItemView
from kmt.mandate.showing import heat_of
from kmt.mandate.suggestions import suggested
from kmt.partners.region import region as this_region

GET = require_http_methods(["GET", "HEAD"])
POST = require_http_methods(["POST"])
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
READ = Permission.MANDATE_STANDING_READ
DONE = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """Whether what a page shows is invented: then it says so."""

    invented: bool


def _mark() -> Mark:
    return Mark(invented=bool(settings.KMT_DEMO))


@never_cache
@open_to(READ)
@GET
def region(request: StaffRequest) -> HttpResponse:
    """All municipalities and items in one table, with the totals."""
    seen = queries.region_view(request.actor, page=_page(request))
    own = access.own(request.actor)
    context = {
        "seen": seen,
        "heat": heat_of(seen),
        "pages": _pages(seen.page, seen.pages),
        "own": [(code, this_region().municipality_name(code)) for code in own],
    }
    return render(request, "mandate/region.html", context)


@never_cache
@open_to(READ)
@GET
def progress(request: StaffRequest) -> HttpResponse:
    """How the region came to where it is, year by year, with the deadline."""
    counts, name = queries.progress(request.actor), this_region().name
    chart = progress_chart(counts, place=name) if counts else None
    context = {"chart": chart, "place": name, "demo_mark": _mark()}
    return render(request, "mandate/progress.html", context)


@never_cache
@open_to(READ)
@GET
def quarter(request: StaffRequest) -> HttpResponse:
    """What is asked of whom this quarter."""
    seen = queries.quarter_view(request.actor, page=_page(request))
    context = {"seen": seen, "pages": _pages(seen.page, seen.pages)}
    return render(request, "mandate/quarter.html", context)


@never_cache
@open_to(READ)
@GET
def compare(request: StaffRequest) -> HttpResponse:
    """What was published elsewhere, with ours beside it where that is honest."""
    context = {"compared": queries.compared(request.actor), "demo_mark": _mark()}
    return render(request, "mandate/compare.html", context)


@never_cache
@open_to(READ)
@GET
def municipality(request: StaffRequest, municipality: str) -> HttpResponse:
    """One municipality: 28 items in five themes, what is next, what is asked this quarter."""
    seen, counts, together = queries.with_region(request.actor, municipality)
    context = {
        "seen": seen,
        "groups": [
            (theme, [one for one in seen.items if one.obligation.theme == theme.theme])
            for theme in seen.themes
        ],
        "chart": progress_chart(counts, place=seen.name) if counts else None,
        "beside": list(zip(seen.themes, together, strict=True)),
        "may_write": access.writes(request.actor, municipality),
    }
    return render(request, "mandate/municipality.html", context)


@never_cache
@open_to(Permission.MANDATE_STANDING_WRITE)
@POST
def sharing(request: StaffRequest, municipality: str) -> HttpResponse:
    """Let the region see the details of the own municipality, or end that."""
    if request.POST.get("do") == "share":
        actions.share(by=request.actor, municipality=municipality)
        messages.success(request, _("The region now sees your details."))
    else:
        actions.stop_sharing(by=request.actor, municipality=municipality)
        messages.success(request, _("The region now sees only the totals."))
    return redirect("mandate:municipality", municipality)


@takes_several
@never_cache
@open_to(READ)
@GET_OR_POST
def item(request: StaffRequest, municipality: str, item: str) -> HttpResponse:
    """One item of one municipality: how far, why, the evidence, the review, the history."""
    seen = queries.item_view(request.actor, municipality, item)
    deed = _DEEDS.get(request.POST.get("do", ""))
    if deed is None:
        return _item_page(request, municipality, seen)
    form, act, said = deed(request, municipality, seen)
    status, refused = _attempt(form, act)
    if status == DONE:
        messages.success(request, said)
        return redirect("mandate:item", municipality, item)
    # What stands there now is shown beside what was typed: read again, after the refusal.
    fresh = queries.item_view(request.actor, municipality, item)
    if isinstance(refused, Conflict):
        _read_again(form, "edition", fresh.edition)
    conflict = isinstance(refused, Conflict)
    return _item_page(request, municipality, fresh, form, status=status, conflict=conflict)


def _item_page(
    request: StaffRequest,
    municipality: str,
    seen: ItemView,
    sent: forms.Form | None = None,
    *,
    status: int = 200,
    conflict: bool = False,
) -> HttpResponse:
    actor = request.actor
    may_write = access.writes(actor, municipality)
    fresh: dict[str, forms.Form] = {
        "standing": StandingForm(seen=seen),
        "evidence": EvidenceForm(),
        "withdraw": WithdrawForm(seen=seen),
        "review": ReviewForm(seen=seen),
    }
    if sent is not None:
        fresh[request.POST["do"] if request.POST["do"] in fresh else "evidence"] = sent
    context = {
        "municipality": municipality,
        "place": this_region().municipality_name(municipality),
        "seen": seen,
        "one": seen.obligation,
        "history": queries.history(actor, municipality, seen.obligation.item),
        "forms": fresh,
        "sent": sent,
        "conflict": conflict,
        "demo_mark": _mark(),
        "do": request.POST.get("do", ""),
        "may_write": may_write,
        "may_review": access.sees_all(actor),
        "suggested": suggested(actor, municipality, seen) if may_write else (),
        "can_withdraw": any(one.may_go for one in seen.evidence),
        "may_open": actor.may(Permission.ATTACHMENTS_PAPER_OPEN),
    }
    return render(request, "mandate/item.html", context, status=status)


Deed = tuple[forms.Form, Callable[[], object], str]


def _standing(request: StaffRequest, municipality: str, seen: ItemView) -> Deed:
    form = StandingForm(request.POST, seen=seen)
    act = lambda: actions.put_standing(  # noqa: E731
        by=request.actor,
        municipality=municipality,
        item=seen.obligation.item,
        said=form.said(),
        edition=form.cleaned_data["edition"],
        token=form.sent_token(),
    )
    return form, act, _("It is written down.")


def _evidence(request: StaffRequest, municipality: str, seen: ItemView) -> Deed:
    form = EvidenceForm(request.POST, request.FILES, upload=receiving.begin(request))
    act = lambda: actions.add_evidence(  # noqa: E731
        by=request.actor,
        municipality=municipality,
        item=seen.obligation.item,
        given=form.given(),
        files=form.cleaned_data["attachment"],
        token=form.sent_token(),
    )
    return form, act, _("The evidence is added.")


def _suggestion(request: StaffRequest, municipality: str, seen: ItemView) -> Deed:
    form = forms.Form(request.POST)
    key = request.POST.get("key", "")

    def act() -> None:
        offered = suggested(request.actor, municipality, seen)
        given = next((one.given for one in offered if one.key == key), None)
        if given is None:
            raise Refused(
                "Dit wordt niet meer aangeboden.", "Kijk welk bewijs er nu staat, en kies opnieuw."
            )
        actions.add_evidence(
            by=request.actor, municipality=municipality, item=seen.obligation.item, given=given
        )

    return form, act, _("The evidence is added.")


def _withdraw(request: StaffRequest, municipality: str, seen: ItemView) -> Deed:
    form = WithdrawForm(request.POST, seen=seen)
    act = lambda: actions.withdraw_evidence(  # noqa: E731
        by=request.actor,
        municipality=municipality,
        item=seen.obligation.item,
        evidence_id=UUID(form.cleaned_data["evidence"]),
        reason=form.cleaned_data["reason"],
        destroy=form.cleaned_data.get("destroy", False),
    )
    return form, act, _("The evidence does not count any more.")


def _review(request: StaffRequest, municipality: str, seen: ItemView) -> Deed:
    form = ReviewForm(request.POST, seen=seen)
    act = lambda: actions.review(  # noqa: E731
        by=request.actor,
        municipality=municipality,
        item=seen.obligation.item,
        opinion=form.cleaned_data["opinion"],
        reason=form.cleaned_data["reason"],
        edition=form.cleaned_data["edition"],
        token=form.sent_token(),
    )
    return form, act, _("Your review is kept.")


_DEEDS: dict[str, Callable[[StaffRequest, str, ItemView], Deed]] = {
    "standing": _standing,
    "evidence": _evidence,
    "suggestion": _suggestion,
    "withdraw": _withdraw,
    "review": _review,
}


@never_cache
@open_to(READ)
@GET
def obligations(request: StaffRequest) -> HttpResponse:
    """What is asked of municipalities, per theme, with source and status."""
    found = queries.obligations(clock.today())
    seen = queries.region_view(request.actor)
    context = {
        "groups": [
            (theme.words, [one for one in found if one.theme == theme.theme])
            for theme in seen.themes
        ],
        "number": len(found),
        "may_define": request.actor.may(Permission.MANDATE_ROUND_LEAD),
    }
    return render(request, "mandate/obligations.html", context)


@never_cache
@open_to(READ)
@GET_OR_POST
def obligation(request: StaffRequest, item: str) -> HttpResponse:
    """One obligation with all its versions; who leads the round makes a new one."""
    versions = queries.item_versions(item)
    if not versions:
        raise NotFound
    may_define = request.actor.may(Permission.MANDATE_ROUND_LEAD)
    form, status = ObligationForm(last=versions[0]), 200
    if request.method == "POST":
        form = ObligationForm(request.POST, last=versions[0])
        status, refused = _attempt(form, lambda: _define(request, form, item))
        if status == DONE:
            messages.success(request, _("The new version is kept; the old one stays to be read."))
            return redirect("mandate:obligation", item)
        versions = queries.item_versions(item)
        if isinstance(refused, Conflict):
            _read_again(form, "version", versions[0].version)
    context = {
        "versions": versions,
        "one": versions[0],
        "form": form,
        "sent": form if status != 200 else None,
        "may_define": may_define,
    }
    return render(request, "mandate/obligation.html", context, status=status)


@never_cache
@open_to(Permission.MANDATE_ROUND_LEAD)
@GET_OR_POST
def new_obligation(request: StaffRequest) -> HttpResponse:
    """An item of the region itself."""
    form, status, made = ObligationForm(), 200, list[str]()
    if request.method == "POST":
        form = ObligationForm(request.POST)
        status, _refused = _attempt(form, lambda: made.append(_define(request, form, "")))
        if status == DONE:
            messages.success(request, _("The obligation is added."))
            return redirect("mandate:obligation", made[0])
    return render(request, "mandate/new.html", {"form": form}, status=status)


def _define(request: StaffRequest, form: ObligationForm, item: str) -> str:
    return actions.define_obligation(
        by=request.actor,
        defined=form.defined(),
        item=item,
        version=form.cleaned_data["version"] if item else None,
        token=form.sent_token(),
    )


def _attempt(form: forms.Form, act: Callable[[], object]) -> tuple[int, Refused | None]:
    """Do it when the form is whole: 0, or the status of the page with what is wrong on it."""
    if not form.is_valid():
        return 422, None
    try:
        act()
    except NotFound:
        raise
    except Refused as refused:
        if refused.status == 403:
            raise
        show_refusal(form, refused)
        return refused.status, refused
    return DONE, None


def _read_again(form: forms.Form, name: str, number: int) -> None:
    """Let the next press count for what is shown now: both texts are on the page."""
    form.data = {**{key: form.data[key] for key in form.data}, name: str(number)}


def _page(request: StaffRequest) -> int:
    typed = request.GET.get("pagina", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 6 else 1


def _pages(page: int, pages: int) -> list[tuple[int, bool]]:
    """Numbers of pages with which is shown; nothing when there is one."""
    return [(number, number == page) for number in range(1, pages + 1)] if pages > 1 else []
