"""The pages of insight: the hidden number, counts, the factsheet."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kmt.access.permissions import Permission
from kmt.insight import actions, pictures, queries, wording
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.links import FilterLink
from kmt.kernel.refusals import NotFound


@open_to(Permission.INSIGHT_ESTIMATE_READ)
def overview(request: StaffRequest) -> HttpResponse:
    """How many victims does nobody know: the band with its reason, the share beside it."""
    actor = request.actor
    seen = queries.overview(actor)
    context: dict[str, object] = {
        "seen": seen,
        "wording": _share_words(seen),
        "sees_counts": actor.may(Permission.INSIGHT_COUNT_READ),
        "sees_factsheet": actor.may(Permission.INSIGHT_FACTSHEET_READ),
    }
    if seen.done:
        context |= _run_words(seen.done)
    return render(request, "insight/overview.html", context)


@open_to(Permission.INSIGHT_ESTIMATE_RUN)
def estimate(request: StaffRequest) -> HttpResponse:
    """Ask for a new computation; the page shows how far it is."""
    if request.method == "POST":
        actions.queue_estimate(by=request.actor)
        messages.success(
            request, _("The computation has been asked for. Reload this page in half a minute.")
        )
    return redirect("insight:overview")


@open_to(Permission.INSIGHT_COUNT_READ)
def counts(request: StaffRequest) -> HttpResponse:
    """Reports and people by form and municipality, for use inside the house."""
    asked = request.GET.get("jaar", "")
    if asked and not (asked.isdecimal() and len(asked) == 4):
        raise NotFound()
    page = queries.counts(request.actor, int(asked) if asked else None)
    return render(
        request,
        "insight/counts.html",
        {
            "page": page,
            "years": _year_links(page),
            "people": pictures.count_table(page, page.people),
            "reports": pictures.count_table(page, page.reports),
            "map": pictures.place_map(page) if page.whole_region else None,
        },
    )


@open_to(Permission.INSIGHT_FACTSHEET_READ)
def factsheet(request: StaffRequest) -> HttpResponse:
    """The factsheet: what is in it, the file, and the button that makes a new one."""
    seen = queries.factsheet(request.actor)
    return render(
        request,
        "insight/factsheet.html",
        {"seen": seen, "wording": _share_words(seen.overview)},
    )


@open_to(Permission.INSIGHT_FACTSHEET_MAKE)
def factsheet_make(request: StaffRequest) -> HttpResponse:
    """Make the factsheet of this year from the newest estimate."""
    if request.method == "POST":
        actions.make_factsheet(by=request.actor)
        messages.success(request, _("The factsheet has been made."))
    return redirect("insight:factsheet")


@open_to(Permission.INSIGHT_FACTSHEET_READ)
def factsheet_pdf(request: StaffRequest) -> HttpResponse:
    """The file itself."""
    file = queries.factsheet_file(request.actor)
    return HttpResponse(
        file.content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{file.name}"'},
    )


def _share_words(seen: queries.Overview) -> dict[str, object]:
    """The share of the population, never without base year and range."""
    first = seen.shares[0] if seen.shares else None
    memo = wording.memo_bases(seen.memo, seen.shares) if seen.memo else None
    return {
        "national": wording.national(seen.national),
        "later": [(one.period, wording.national(one), one.source) for one in seen.later],
        "first": first,
        "first_words": wording.shared(first) if first else "",
        "memo_year": wording.shared(memo[0]) if memo else "",
        "memo_fits": wording.shared(memo[1]) if memo else "",
        "chart": pictures.share_chart(seen) if first else None,
        "rows": pictures.share_rows(seen),
        "columns": (
            _("Base year"),
            seen.region_name,
            _("Netherlands"),
            _("Share, with range"),
            _("Inhabitants of the region"),
        ),
    }


def _run_words(run: queries.DoneRun) -> dict[str, object]:
    columns, rows = pictures.method_rows(run)
    return {
        "band": wording.between(run.band) if run.band else "",
        "known": wording.whole(run.observed),
        "band_chart": pictures.band_chart(run),
        "best": [
            (
                wording.variant_label(one, run),
                wording.about(one.best) if one.best else "–",
                wording.between(one.band) if one.band else "–",
            )
            for one in run.variants
        ],
        "comparison": wording.span(run.comparison.low, run.comparison.high)
        if run.comparison
        else "",
        "reasons": wording.reasons(run),
        "unchecked": wording.unchecked(run),
        "cautions": wording.cautions(run),
        "lists": wording.lists_in_words(run),
        "method_columns": columns,
        "method_rows": rows,
        "overlap_rows": pictures.overlap_rows(run),
        "seconds": wording.decimal(run.seconds),
    }


def _year_links(page: queries.CountPage) -> list[FilterLink]:
    base = reverse("insight:counts")
    every = FilterLink(label=_("All years"), url=base, current=page.year is None)
    return [
        every,
        *(
            FilterLink(label=str(year), url=f"{base}?jaar={year}", current=page.year == year)
            for year in page.years
        ),
    ]
