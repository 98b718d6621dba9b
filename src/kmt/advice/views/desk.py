"""Advice with an account: a professional's own questions, and the desk that answers."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kmt.access.permissions import Permission
from kmt.advice import actions, queries, states
from kmt.advice.answers import ANSWERS
from kmt.advice.forms.work import AnswerForm, CloseForm, GroundForm, ProfessionalAskForm
from kmt.advice.reading import AdviceRead
from kmt.advice.views.asking import Way, turn
from kmt.advice.wording import municipality
from kmt.conversation.showing import conversation_read, receipt_context
from kmt.entrance import page_mark
from kmt.intake.queries import sees as sees_report
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.links import FilterLink
from kmt.kernel.refusals import Conflict, Invalid, NotFound, Refused
from kmt.partners.region import region

ASK, READ, WRITE = (
    Permission.ADVICE_QUESTION_ASK,
    Permission.ADVICE_QUESTION_READ,
    Permission.ADVICE_ANSWER_WRITE,
)
VIEWS = {
    "te-doen": "todo",
    "van-mij": "mine",
    "waarneming": "cover",
    "afgerond": "done",
    "alles": "all",
}
WITH_ACCOUNT = Way(
    form=ProfessionalAskForm,
    page="advice/ask_with_account.html",
    done="advice/asked_with_account.html",
    account=True,
)


@open_to(WRITE)
def requests(request: StaffRequest) -> HttpResponse:
    """The list of the desk, most urgent first; apart from reports, never counted with them."""
    view = VIEWS.get(request.GET.get("lijst", ""), queries.TODO)
    page = request.GET.get("pagina", "1")
    found = queries.worklist(request.actor, view, int(page) if page.isdecimal() else 1)
    context = {
        "list": found,
        "filters": _filters(view, found.counts),
        "page": Paginator(range(found.total), queries.PAGE).page(found.page),
        "now": clock.now(),
        "year": clock.today().year,
        "asked_this_year": _this_year(request.actor),
    }
    return render(request, "advice/requests.html", context)


@open_to(READ)
def mine(request: StaffRequest) -> HttpResponse:
    """What this professional asked themselves."""
    lines = queries.own_requests(request.actor)
    return render(request, "advice/mine.html", {"lines": lines, "now": clock.now()})


@open_to(ASK)
def ask_with_account(request: StaffRequest) -> HttpResponse:
    """Ask advice with an account: the question stands in one's own list from then on."""
    return turn(request, WITH_ACCOUNT, request.actor)


@open_to(READ)
def detail(request: StaffRequest, request_id: UUID) -> HttpResponse:
    """One request: what was asked, what was answered, what comes next."""
    return _detail_page(request, queries.advice(request.actor, request_id))


@open_to(WRITE)
def take(request: StaffRequest, request_id: UUID) -> HttpResponse:
    """Take a request up: the one button on a new one."""
    if request.method == "POST":
        version = request.POST.get("version", "")
        actions.take(
            by=request.actor,
            request_id=request_id,
            version=int(version) if version.isdecimal() else -1,
        )
        return redirect("advice:detail", request_id)
    return detail(request, request_id)


@open_to(WRITE)
def answer(request: StaffRequest, request_id: UUID) -> HttpResponse:
    """Write an answer; a text of the library is put in first, and sent by a second press."""
    found = queries.advice(request.actor, request_id)
    if request.method != "POST":
        return _answer_page(request, found, AnswerForm(initial={"token": page_mark.new()[1]}))
    form = AnswerForm(request.POST)
    form.is_valid()
    text = str(form.cleaned_data.get("text", ""))
    mark = page_mark.read(str(form.cleaned_data.get("token", "")))
    if "insert" in request.POST or mark is None:
        more = _filled(found, str(form.cleaned_data.get("standard", "")))
        joined = "\n\n".join(filter(None, (text, more)))
        fresh = AnswerForm(initial={"text": joined, "token": page_mark.new()[1]})
        return _answer_page(request, found, fresh, again=mark is None)
    try:
        actions.answer(by=request.actor, request_id=request_id, page=mark.nonce, text=text)
    except NotFound:
        raise
    except Refused as refused:
        show_refusal(form, refused)
        return _answer_page(request, found, form, status=refused.status)
    messages.success(request, _("The answer is sent. Who asked reads it with the code."))
    return redirect("advice:detail", request_id)


@open_to(WRITE)
def close(request: StaffRequest, request_id: UUID) -> HttpResponse:
    """Close a request with what came of it; without an answer the page asks again."""
    if request.method != "POST":
        return detail(request, request_id)
    form = CloseForm(request.POST)
    if form.is_valid():
        try:
            actions.close(
                by=request.actor,
                request_id=request_id,
                version=form.cleaned_data["version"],
                outcome=form.cleaned_data["outcome"],
            )
        except Invalid as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("The request for advice is closed."))
            return redirect("advice:detail", request_id)
    found = queries.advice(request.actor, request_id)
    return _detail_page(request, found, close_form=form, status=422)


@open_to(READ)
def grow(request: StaffRequest, request_id: UUID) -> HttpResponse:
    """Make a report of it, on the ground that who asked states; nothing is typed again."""
    found = queries.advice(request.actor, request_id)
    form = GroundForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        try:
            if form.is_valid():
                grown = actions.grow(by=request.actor, request_id=request_id, stated=form.stated())
                context = {**receipt_context(grown.receipt), "request_id": request_id}
                return render(request, "advice/grown_with_account.html", context)
        except (Conflict, Invalid) as refused:
            show_refusal(form, refused)
            status = refused.status
    context = {"advice": found, "form": form}
    return render(request, "advice/grow.html", context, status=status)


def _detail_page(
    request: StaffRequest,
    found: AdviceRead,
    *,
    close_form: CloseForm | None = None,
    status: int = 200,
) -> HttpResponse:
    actor = request.actor
    desk = actor.may(WRITE)
    possible = states.possible(found.state) if desk else frozenset()
    closing = close_form or CloseForm(initial={"version": found.version})
    context = {
        "advice": found,
        "now": clock.now(),
        "works_here": desk,
        "conversation": conversation_read(actor, queries.ADVICE, found.id) if desk else None,
        "may_take": states.TAKE in possible,
        "may_give": desk and found.mine and found.state != states.CLOSED,
        "may_answer": states.ANSWER in possible,
        "may_grow": found.report is None,
        "close_form": closing if states.CLOSE in possible else None,
        "report": found.report if found.report and sees_report(actor, found.report) else None,
    }
    return render(request, "advice/detail.html", context, status=status)


def _answer_page(
    request: StaffRequest,
    found: AdviceRead,
    form: AnswerForm,
    *,
    again: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {"advice": found, "form": form, "again": again, "library": ANSWERS.values()}
    return render(request, "advice/answer.html", context, status=status)


def _filled(found: AdviceRead, code: str) -> str:
    """A text of the library with its places filled in; nothing for one that is not there."""
    if code not in ANSWERS:
        return ""
    places = {
        "number": found.number,
        "municipality": municipality(found.municipality, outside=found.outside_region),
        "centre": region().centre_short,
    }
    return ANSWERS[code].filled(places)


def _this_year(actor: Actor) -> int:
    year = clock.today().year
    return sum(one.number for one in queries.counts(actor) if one.year == year)


def _filters(view: str, counts: Mapping[str, int]) -> list[FilterLink]:
    labels = {
        "te-doen": _("To answer"),
        "van-mij": _("Mine"),
        "waarneming": _("I stand in"),
        "afgerond": _("Done"),
        "alles": _("All"),
    }
    return [
        FilterLink(
            label=labels[word],
            url=f"{reverse('advice:requests')}?lijst={word}",
            current=code == view,
            count=counts[code],
        )
        for word, code in VIEWS.items()
        if code in counts
    ]
