"""The pages of weighings: the list, one of them, and the forms that fill it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import Invalid, NotFound, Refused
from kmt.options import actions, pictures, printing, queries, wording
from kmt.options.forms import (
    AdviceForm,
    AlternativeForm,
    AskedForm,
    CellsForm,
    CriterionForm,
    OpinionForm,
    ScoresForm,
    WeightsForm,
)
from kmt.options.reading import WeighingView
from kmt.options.retained import kept_for, label_of
from kmt.options.states import WeighingState

GET = require_http_methods(["GET", "HEAD"])
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@open_to(Permission.GOVERNANCE_PAPER_READ)
@GET
def weighings(request: StaffRequest) -> HttpResponse:
    """All weighings, and the button that makes one."""
    found = queries.weighings(request.actor)
    may_write = request.actor.may(Permission.GOVERNANCE_PAPER_WRITE)
    context = {
        "lines": [
            (one, wording.STATE_WORDS[one.state], wording.STATE_KINDS[one.state]) for one in found
        ],
        "may_write": may_write,
    }
    return render(request, "options/weighings.html", context)


@open_to(Permission.GOVERNANCE_PAPER_WRITE)
@GET_OR_POST
def new(request: StaffRequest) -> HttpResponse:
    """Begin a weighing: its question first."""
    form = AskedForm(request.POST or None)
    if request.method == "POST":
        made: list[UUID] = []
        status = _attempt(form, lambda: made.append(_begin(request, form)))
        if status is None:
            messages.success(request, _("The weighing is made. Now put in what can be chosen."))
            return redirect("options:setup", weighing_id=made[0])
        return render(request, "options/new.html", {"form": form}, status=status)
    return render(request, "options/new.html", {"form": form})


def _begin(request: StaffRequest, form: AskedForm) -> UUID:
    return actions.begin(by=request.actor, asked=form.asked(), token=form.cleaned_data["token"])


@open_to(Permission.GOVERNANCE_PAPER_READ)
@GET_OR_POST
def weighing(request: StaffRequest, weighing_id: UUID) -> HttpResponse:
    """One weighing: what is asked, said and counted, the advice, and what people think of it."""
    do = request.POST.get("do", "")
    form = OpinionForm(request.POST) if do == "think" else None
    deed = _deed(request, weighing_id, do, form)
    if deed is None:
        return _weighing_page(request, weighing_id)
    act, said = deed
    status = _attempt(form, act) if form else _try(request, act)
    if status is None:
        messages.success(request, said)
        return redirect("options:weighing", weighing_id=weighing_id)
    return _weighing_page(request, weighing_id, form, status)


def _deed(
    request: StaffRequest, weighing_id: UUID, do: str, form: OpinionForm | None
) -> tuple[Callable[[], object], str] | None:
    if form is not None:
        return (
            lambda: actions.think(
                by=request.actor,
                weighing_id=weighing_id,
                agrees=form.cleaned_data["agrees"] == "yes",
                words=form.cleaned_data["words"],
            ),
            _("What you think is written down."),
        )
    moves = {
        "open": (WeighingState.OPEN, _("The weighing is open for opinions.")),
        "draft": (WeighingState.DRAFT, _("The weighing is a draft again.")),
        "conclude": (WeighingState.CONCLUDED, _("The weighing is concluded.")),
    }
    if do not in moves:
        return None
    to, said = moves[do]
    return lambda: actions.move(by=request.actor, weighing_id=weighing_id, to=to), said


def _weighing_page(
    request: StaffRequest, weighing_id: UUID, sent: OpinionForm | None = None, status: int = 200
) -> HttpResponse:
    view = queries.weighing(request.actor, weighing_id)
    mine = view.own_opinion
    begins = {"agrees": "yes" if mine.agrees else "no", "words": mine.words} if mine else None
    context = {
        **_shown(view),
        "opinion": sent or OpinionForm(initial=begins),
        "decide_url": f"{reverse('governance:decision_new')}?over=weighing:{view.id}"
        if view.may_write
        else "",
    }
    return render(request, "options/weighing.html", context, status=status)


def _shown(view: WeighingView) -> dict[str, Any]:
    """A weighing in words."""
    counted = view.counted
    return {
        "view": view,
        "state_words": wording.STATE_WORDS[view.state],
        "state_kind": wording.STATE_KINDS[view.state],
        "advised": view.name_of(view.advised),
        "rows": pictures.matrix(view),
        "weights": [(one, wording.weight_words(one)) for one in view.criteria],
        "dissent": [one for one in view.opinions if not one.agrees],
        "along": [one for one in view.opinions if one.agrees],
        "counted": counted and pictures.counted_words(view, counted),
        "kept_for": kept_for(),
        "number": label_of(view.id),
    }


@open_to(Permission.GOVERNANCE_PAPER_WRITE)
@GET_OR_POST
def setup(request: StaffRequest, weighing_id: UUID) -> HttpResponse:
    """The question, the alternatives, the criteria and their weights."""
    view = queries.weighing(request.actor, weighing_id)
    do = request.POST.get("do", "")
    form: BaseForm | None = _setup_form(request, view, do)
    deed = _setup_deed(request, view, do, form)
    if deed is None:
        return _setup_page(request, view)
    status = _attempt(form, deed) if form is not None else _try(request, deed)
    if status is None:
        messages.success(request, _("Kept."))
        return redirect("options:setup", weighing_id=weighing_id)
    if status == 409:
        view = queries.weighing(request.actor, weighing_id)
    return _setup_page(request, view, do, form, status)


def _setup_form(request: StaffRequest, view: WeighingView, do: str) -> Any:
    if do == "question":
        return AskedForm(request.POST)
    if do == "alternative":
        return AlternativeForm(request.POST, prefix="alternative")
    if do == "criterion":
        return CriterionForm(request.POST, prefix="criterion")
    if do == "weights":
        return WeightsForm(request.POST, criteria=view.criteria)
    return None


def _setup_deed(
    request: StaffRequest, view: WeighingView, do: str, form: Any
) -> Callable[[], object] | None:
    by, key = request.actor, view.id
    deeds: dict[str, Callable[[], object]] = {
        "question": lambda: actions.ask_anew(
            by=by, weighing_id=key, version=form.cleaned_data["version"] or 0, asked=form.asked()
        ),
        "alternative": lambda: actions.add_alternative(
            by=by,
            weighing_id=key,
            name=form.cleaned_data["name"],
            words=form.cleaned_data["words"],
            points=form.points_typed(),
        ),
        "criterion": lambda: actions.add_criterion(by=by, weighing_id=key, **form.cleaned_data),
        "weights": lambda: actions.weigh(
            by=by,
            weighing_id=key,
            version=form.cleaned_data["version"],
            weights=form.weights(),
        ),
        "drop": lambda: actions.drop(
            by=by, weighing_id=key, part_id=_id(request.POST.get("part", ""))
        ),
    }
    return deeds.get(do)


def _setup_page(
    request: StaffRequest, view: WeighingView, do: str = "", sent: Any = None, status: int = 200
) -> HttpResponse:
    now = {
        name: getattr(view, name)
        for name in ("title", "question", "background", "source", "weights_words", "version")
    }
    forms: dict[str, Any] = {
        "question": AskedForm(initial=now),
        "alternative": AlternativeForm(prefix="alternative"),
        "criterion": CriterionForm(prefix="criterion"),
        "weights": WeightsForm(criteria=view.criteria, version=view.version),
    }
    stored: list[tuple[str, str]] = []
    if sent is not None:
        forms[do] = sent
        if status == 409:
            stored = _beside(sent, forms_now=now | _weights_now(view), version=view.version)
    context = {"view": view, "forms": forms, "sent": sent, "stored": stored}
    return render(request, "options/setup.html", context, status=status)


def _weights_now(view: WeighingView) -> dict[str, Any]:
    return {f"weight-{one.id}": one.weight for one in view.criteria}


def _beside(form: BaseForm, *, forms_now: dict[str, Any], version: int) -> list[tuple[str, str]]:
    """What is kept now, per field that differs from what was typed; the form goes on from it."""
    sent: Any = form.data
    data = sent.copy()
    data["version"] = str(version)
    form.data = data
    return [
        (str(form.fields[name].label), str(now))
        for name, now in forms_now.items()
        if name in form.fields
        and name not in {"version", "token"}
        and str(form.data.get(name, "")).replace("\r\n", "\n").strip() != str(now).strip()
    ]


@open_to(Permission.GOVERNANCE_PAPER_WRITE)
@GET_OR_POST
def judgements(request: StaffRequest, weighing_id: UUID) -> HttpResponse:
    """What is said of each alternative on each criterion."""
    view = queries.weighing(request.actor, weighing_id)
    form = CellsForm(request.POST if request.method == "POST" else None, view=view)
    status, stored = 200, []
    if request.method == "POST":
        tried = _attempt(
            form,
            lambda: actions.judge(
                by=request.actor,
                weighing_id=weighing_id,
                version=form.cleaned_data["version"],
                said=form.said(),
            ),
            prefix="words-",
        )
        if tried is None:
            messages.success(request, _("The judgements are kept."))
            return redirect("options:weighing", weighing_id=weighing_id)
        status = tried
        if status == 409:
            now = {name: field.initial or "" for name, field in form.fields.items()}
            stored = _beside(form, forms_now=now, version=view.version)
    context = {"view": view, "form": form, "stored": stored}
    return render(request, "options/judgements.html", context, status=status)


@open_to(Permission.GOVERNANCE_PAPER_READ)
@GET_OR_POST
def scores(request: StaffRequest, weighing_id: UUID) -> HttpResponse:
    """One's own scores."""
    view = queries.weighing(request.actor, weighing_id)
    sent = request.POST if request.method == "POST" else None
    form = ScoresForm(sent, view=view, account=request.actor.id)
    status = 200
    if sent is not None:
        tried = _attempt(
            form,
            lambda: actions.score(by=request.actor, weighing_id=weighing_id, given=form.given()),
            prefix="why-",
        )
        if tried is None:
            messages.success(request, _("Your scores are kept."))
            return redirect("options:weighing", weighing_id=weighing_id)
        status = tried
    context = {"view": view, "form": form}
    return render(request, "options/scores.html", context, status=status)


@open_to(Permission.GOVERNANCE_PAPER_WRITE)
@GET_OR_POST
def advice(request: StaffRequest, weighing_id: UUID) -> HttpResponse:
    """The advice in words, and its conditions."""
    view = queries.weighing(request.actor, weighing_id)
    form = AdviceForm(request.POST if request.method == "POST" else None, view=view)
    status, stored = 200, []
    if request.method == "POST":
        tried = _attempt(
            form,
            lambda: actions.advise(
                by=request.actor,
                weighing_id=weighing_id,
                version=form.cleaned_data["version"],
                advised=form.advised(),
            ),
        )
        if tried is None:
            messages.success(request, _("The advice is kept."))
            return redirect("options:weighing", weighing_id=weighing_id)
        status = tried
        if status == 409:
            now = {name: form.initial[name] for name in ("words", "conditions")}
            stored = _beside(form, forms_now=now, version=view.version)
    context = {"view": view, "form": form, "stored": stored}
    return render(request, "options/advice.html", context, status=status)


@open_to(Permission.GOVERNANCE_PAPER_READ)
@GET
def paper(request: StaffRequest, weighing_id: UUID) -> HttpResponse:
    """The weighing as a PDF, tagged, made of what is on the page."""
    view = queries.weighing(request.actor, weighing_id)
    name = f"afweging-{view.made_at:%Y}.pdf"
    return HttpResponse(
        printing.paper(view),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


def _attempt(form: BaseForm, deed: Callable[[], object], prefix: str = "") -> int | None:
    """Do it; the status of the refusal with the form to show again, or None when it is done.

    A refusal of a cell is named after the cell; ``prefix`` says at which of its fields it shows.
    """
    if not form.is_valid():
        return 422
    try:
        deed()
    except NotFound:
        raise
    except Invalid as refused:
        named = {
            name if name in form.fields else f"{prefix}{name}": sentence
            for name, sentence in refused.fields.items()
        }
        show_refusal(form, Invalid(refused.sentence, refused.next_step, fields=named))
        return refused.status
    except Refused as refused:
        show_refusal(form, refused)
        return refused.status
    return None


def _try(request: StaffRequest, deed: Callable[[], object]) -> int | None:
    """Do what has no form; a refusal stands above the page."""
    try:
        deed()
    except NotFound:
        raise
    except Refused as refused:
        messages.error(request, refused.words)
        return refused.status
    return None


def _id(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        raise NotFound from None
