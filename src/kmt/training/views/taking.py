"""The pages of trainings: what is to come, a session, own places, the share that is trained."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kmt.access.actors import REPORTER
from kmt.access.permissions import Permission
from kmt.kernel import clock
from kmt.kernel.door import AT_WORK, StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.links import FilterLink
from kmt.kernel.refusals import NotFound, Refused
from kmt.partners.region import region
from kmt.training import actions, lists, mailing, queries, wording
from kmt.training.certificates import calendar_of, certificate
from kmt.training.forms import AnswerForm, OtherForm, PlaceForm, StaffForm
from kmt.training.states import Place

GET = require_http_methods(["GET", "HEAD"])
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
TAKE, WRITE = Permission.TRAINING_PLACE_TAKE, Permission.KNOWLEDGE_BASE_WRITE
DONE = 0
_FIRST_YEAR = 2021


def attempt(form: forms.Form, deed: Callable[[], object]) -> int:
    """0 when it was done; else the status, with the refusal in the form."""
    if not form.is_valid():
        return 422
    try:
        deed()
    except Refused as refused:
        show_refusal(form, refused)
        return refused.status
    return DONE


def page_of(request: StaffRequest) -> str:
    """Where who moved up sees it: the same address for everybody, it tells of no session."""
    return request.build_absolute_uri(reverse("training:mine"))


@open_to(TAKE)
@GET
def sessions(request: StaffRequest) -> HttpResponse:
    """What is to come, with how full it is."""
    chosen = request.GET.get("onderwerp", "")
    chosen = chosen if chosen in lists.codes(lists.SUBJECT) else ""
    counts = queries.subjects_now(request.actor)
    here = reverse("training:sessions")
    links = [
        FilterLink(label=_("All subjects"), url=here, current=not chosen),
        *(
            FilterLink(
                label=words,
                url=f"{here}?onderwerp={code}",
                current=code == chosen,
                count=counts[code],
            )
            for code, words in lists.pairs(lists.SUBJECT)
            if code in counts
        ),
    ]
    context = {
        "sessions": queries.sessions(request.actor, subject=chosen),
        "links": links,
        "may_write": request.actor.may(WRITE),
        "may_count": request.actor.may(Permission.MANDATE_STANDING_READ),
        "feed": request.build_absolute_uri(reverse("training:feed")),
    }
    return render(request, "training/sessions.html", context)


@open_to(TAKE)
@GET
def mine(request: StaffRequest) -> HttpResponse:
    """One's own places: what is to come, and what was."""
    places, now = queries.my_places(request.actor), clock.now()
    context = {
        "coming": [one for one in reversed(places) if one.session.starts_at > now],
        "been": [one for one in places if one.session.starts_at <= now],
    }
    return render(request, "training/mine.html", context)


@never_cache
@open_to(TAKE)
@GET_OR_POST
def session(request: StaffRequest, session_id: UUID) -> HttpResponse:
    """One session: taking a place or giving it back; for who keeps trainings also who comes."""
    actor, do = request.actor, request.POST.get("do", "")
    forms_here: dict[str, forms.Form] = {
        "take": PlaceForm(auto_id="take-%s"),
        "other": OtherForm(auto_id="other-%s"),
    }
    status = DONE
    if do in {"take", "other"}:
        kind = OtherForm if do == "other" else PlaceForm
        form = kind(request.POST, auto_id=f"{do}-%s")
        forms_here[do] = form
        status = attempt(form, lambda: _take(request, session_id, form))
    elif do in _PLAIN:
        _PLAIN[do](request, session_id)
    if request.method == "POST" and status == DONE:
        return redirect("training:session", session_id)
    page = queries.session(actor, session_id)
    context = {
        "page": page,
        "session": page.session,
        "forms": forms_here,
        "sent": forms_here.get(do),
        "may_write": actor.may(WRITE),
        "mails": mailing.goes(),
        "begun": page.session.starts_at <= clock.now(),
        "evaluation": _evaluation_table(page.evaluation.counts) if page.evaluation else None,
        "marks": [str(one) for one in wording.MARK_WORDS.values()],
    }
    return render(request, "training/session.html", context, status=status or 200)


def _take(request: StaffRequest, session_id: UUID, form: forms.Form) -> None:
    if isinstance(form, OtherForm):
        got = actions.register_other(by=request.actor, session_id=session_id, who=form.who())
        said = {Place.PLACED: _("There is a place."), Place.WAITING: _("On the waiting list.")}
        messages.success(request, said[got])
        return
    if isinstance(form, PlaceForm):
        got = actions.take_place(by=request.actor, session_id=session_id, **form.where())
        said = {
            Place.PLACED: _("You have a place."),
            Place.WAITING: _("You are on the waiting list. When a place comes free it is yours."),
        }
        messages.success(request, said[got])


def _cancel(request: StaffRequest, session_id: UUID) -> None:
    actions.cancel_place(by=request.actor, session_id=session_id, page=page_of(request))
    messages.success(request, _("Your place is given back."))


def _cancel_other(request: StaffRequest, session_id: UUID) -> None:
    place = _id(request.POST.get("place", ""))
    actions.cancel_other(
        by=request.actor, session_id=session_id, place_id=place, page=page_of(request)
    )
    messages.success(request, _("Taken off the list."))


def _attendance(request: StaffRequest, session_id: UUID) -> None:
    came = frozenset(_id(one) for one in request.POST.getlist("came"))
    actions.mark_attendance(by=request.actor, session_id=session_id, came=came)
    messages.success(request, _("Written down who came."))


def _call_off(request: StaffRequest, session_id: UUID) -> None:
    text = request.POST.get("version", "")
    version = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    actions.call_off(by=request.actor, session_id=session_id, version=version)
    messages.success(request, _("Called off. Tell who had a place yourself, too."))


_PLAIN: dict[str, Callable[[StaffRequest, UUID], None]] = {
    "cancel": _cancel,
    "cancel_other": _cancel_other,
    "attendance": _attendance,
    "call_off": _call_off,
}


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None


def _evaluation_table(counts: object) -> list[tuple[str, ...]]:
    found = counts if isinstance(counts, dict) else {}
    return [
        (str(wording.QUESTION_WORDS[question]), *(str(one) for one in marks))
        for question, marks in found.items()
    ]


@never_cache
@open_to(TAKE)
@GET_OR_POST
def evaluate(request: StaffRequest, place_id: UUID) -> HttpResponse:
    """What one thought of a session one was at."""
    place = queries.my_place(request.actor, place_id)
    form, status = AnswerForm(), 200
    if request.method == "POST":
        form = AnswerForm(request.POST)
        status = attempt(
            form,
            lambda: actions.answer(by=request.actor, place_id=place_id, marks=form.marks()),
        )
        if status == DONE:
            messages.success(request, _("Thank you. Your answers are counted, without your name."))
            return redirect("training:mine")
    return render(request, "training/evaluate.html", {"form": form, "place": place}, status=status)


@never_cache
@open_to(TAKE)
@GET
def certificate_pdf(request: StaffRequest, place_id: UUID) -> HttpResponse:
    """The certificate of who was there; the name of the file says nothing of whom."""
    headers = {
        "Content-Disposition": 'attachment; filename="bewijs-van-deelname.pdf"',
        "Cache-Control": "no-store",
    }
    content = certificate(by=request.actor, place_id=place_id)
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@open_to(TAKE)
@GET
def session_calendar(request: StaffRequest, session_id: UUID) -> HttpResponse:
    """One session for one's own calendar."""
    text = calendar_of([queries.calendar_session(request.actor, session_id)])
    headers = {"Content-Disposition": 'attachment; filename="training.ics"'}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)


@open_to(AT_WORK)
@GET
def feed(request: HttpRequest) -> HttpResponse:
    """Every session for a calendar program, which has no account: title, when, where."""
    answer = HttpResponse(
        calendar_of(queries.calendar_sessions(REPORTER)),
        content_type="text/calendar; charset=utf-8",
    )
    answer["X-Robots-Tag"] = "noindex"
    return answer


@open_to(Permission.MANDATE_STANDING_READ)
@GET_OR_POST
def reach(request: StaffRequest) -> HttpResponse:
    """What share is trained, per municipality and department; numbers of staff are typed here."""
    actor, this_year = request.actor, clock.today().year
    year = _year(request.GET.get("jaar", ""), this_year)
    places = [one for one in region().places if actor.knows(one[0])]
    may_put = actor.may(WRITE) or actor.may(Permission.MANDATE_STANDING_WRITE)
    form, status = StaffForm(places=places), 200
    if request.method == "POST":
        form = StaffForm(request.POST, places=places)
        status = attempt(form, lambda: actions.put_staff(by=actor, year=year, **form.cleaned_data))
        if status == DONE:
            messages.success(request, _("The number of staff is kept, with its source."))
            return redirect(f"{reverse('training:reach')}?jaar={year}")
    sources = {
        (one.municipality, one.department): one.source
        for one in queries.staff_lines(actor, year=year)
    }
    found = queries.trained_shares(actor, year=year)
    context = {
        "year": year,
        "links": [
            FilterLink(label=str(one), url=f"?jaar={one}", current=one == year)
            for one in range(this_year, _FIRST_YEAR - 1, -1)
        ],
        "lines": [
            (
                one,
                wording.share(one.trained, one.staff),
                sources.get((one.municipality, one.department), ""),
            )
            for one in found
        ],
        "trained": sum(one.trained for one in found),
        "staff": sum(one.staff or 0 for one in found),
        "without": sum(one.staff is None for one in found),
        "form": form if may_put else None,
    }
    return render(request, "training/reach.html", context, status=status)


def _year(text: str, this_year: int) -> int:
    known = {str(one): one for one in range(_FIRST_YEAR, this_year + 1)}
    return known.get(text, this_year)
