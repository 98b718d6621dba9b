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
from kmt.kernel.links import FilterLink
from kmt.kernel.refusals import NotFound
from kmt.lawfulness import queries
from kmt.lawfulness.actions import review_disclosure
from kmt.lawfulness.queries import MatrixView, matrix_of
from kmt.lawfulness.rules.reviewing import Opinion

TO_REVIEW, EVERYTHING = "beoordelen", "alles"


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
    to_review = reviews and request.GET.get("toon") != EVERYTHING
    context = {
        "lines": queries.disclosures(request.actor, to_review=to_review),
        "to_review": to_review,
        "filters": _lists(to_review) if reviews else [],
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


def _lists(to_review: bool) -> list[FilterLink]:
    return [
        FilterLink(label=_("To review"), url=f"?toon={TO_REVIEW}", current=to_review),
        FilterLink(label=_("Everything"), url=f"?toon={EVERYTHING}", current=not to_review),
    ]
