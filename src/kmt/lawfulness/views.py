"""The pages of lawfulness: the sharing matrix, and what was shared with the queue to review."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.links import FilterLink
from kmt.kernel.refusals import Invalid, NotFound
from kmt.lawfulness import queries
from kmt.lawfulness.actions import note_feedback, review_disclosure
from kmt.lawfulness.forms import FeedbackForm
from kmt.lawfulness.queries import MatrixView, matrix_of
from kmt.lawfulness.rules.reviewing import Opinion

TO_REVIEW, EVERYTHING, FEEDBACK = "beoordelen", "alles", "terugkoppeling"


@open_to(Permission.LAWFULNESS_MATRIX_READ)
def matrix(request: StaffRequest) -> HttpResponse:
    """The rows of one compartment; links lead to the others."""
    view = matrix_of(request.actor, request.GET.get("compartiment", ""))
    return render(request, "lawfulness/matrix.html", {"view": view, "filters": _links(view)})


def _links(view: MatrixView) -> list[FilterLink]:
    address = reverse("lawfulness:matrix")
    return [
        FilterLink(
            label=f"{code} {name}",
            url=f"{address}?{urlencode({'compartiment': code})}",
            current=code == view.shown,
            count=size,
        )
        for code, name, size in view.sizes
    ]


@open_to(Permission.LAWFULNESS_DISCLOSURE_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def disclosures(request: StaffRequest) -> HttpResponse:
    """What was shared; who reviews starts with what waits, and says what they think of it."""
    if request.method == "POST":
        return _review(request)
    reviews = request.actor.may(Permission.LAWFULNESS_DISCLOSURE_REVIEW)
    asked = request.GET.get("toon", TO_REVIEW if reviews else EVERYTHING)
    shown = asked if asked == FEEDBACK or (asked == TO_REVIEW and reviews) else EVERYTHING
    to_review, feedback = shown == TO_REVIEW, shown == FEEDBACK
    context = {
        "lines": queries.disclosures(request.actor, to_review=to_review, feedback=feedback),
        "to_review": to_review,
        "filters": _lists(shown, reviews),
        "opinions": _opinions(),
    }
    return render(request, "lawfulness/disclosures.html", context)


def _review(request: StaffRequest) -> HttpResponse:
    try:
        which = UUID(request.POST.get("disclosure", ""))
        opinion = Opinion(request.POST.get("opinion", ""))
    except ValueError:
        raise NotFound from None
    review_disclosure(by=request.actor, disclosure_id=which, opinion=opinion)
    messages.success(request, _("Your opinion is kept."))
    return redirect("lawfulness:disclosures")


def _opinions() -> list[tuple[str, str]]:
    return [(Opinion.AGREED, _("Agreed")), (Opinion.TO_DISCUSS, _("To discuss"))]


def _lists(shown: str, reviews: bool) -> list[FilterLink]:
    words = {
        TO_REVIEW: _("To review"),
        FEEDBACK: _("Feedback still due"),
        EVERYTHING: _("Everything"),
    }
    return [
        FilterLink(label=word, url=f"?toon={name}", current=name == shown)
        for name, word in words.items()
        if reviews or name != TO_REVIEW
    ]


@open_to(Permission.LAWFULNESS_DISCLOSURE_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def disclosure(request: StaffRequest, disclosure_id: UUID) -> HttpResponse:
    """One decision to share on one page, to print and to send along; what it brought."""
    form = FeedbackForm(request.POST or None)
    if form.is_valid():
        try:
            note_feedback(
                by=request.actor,
                disclosure_id=disclosure_id,
                received_on=form.cleaned_data["received_on"],
                words=form.cleaned_data["words"],
                token=form.cleaned_data["token"],
            )
        except Invalid as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("What the receiver said is kept."))
            return redirect("lawfulness:disclosure", disclosure_id)
    context = {
        "view": queries.disclosure(request.actor, disclosure_id),
        "form": form,
        "may_note": request.actor.may(Permission.LAWFULNESS_DISCLOSURE_DECIDE),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "lawfulness/disclosure.html", context, status=status)
