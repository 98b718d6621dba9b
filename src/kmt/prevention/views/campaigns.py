"""The pages of campaigns: the list, one campaign with its reach, its plan, its evaluation."""

from dataclasses import asdict
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from kmt.kernel import clock
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.links import FilterLink
from kmt.kernel.refusals import NotFound
from kmt.prevention import actions, lists, queries
from kmt.prevention.access import READ, WRITE
from kmt.prevention.forms import CampaignForm, EvaluationForm, ReachForm
from kmt.prevention.views.trying import GET, GET_OR_POST, attempt


@open_to(READ)
@GET
def campaigns(request: StaffRequest) -> HttpResponse:
    """The campaigns of a year and for an audience, the newest first."""
    year, audience = _year(request), request.GET.get("voor", "")
    known = dict(lists.choices(lists.AUDIENCE, clock.today()))
    if audience and audience not in known:
        raise NotFound()
    found = queries.overview(request.actor, year=year, audience=audience)
    context = {
        "found": found,
        "years": _links(
            "jaar", {str(one): str(one) for one in found.years}, str(year or ""), request
        ),
        "audiences": _links("voor", known, audience, request),
        "writes": request.actor.may(WRITE),
    }
    return render(request, "prevention/campaigns.html", context)


@open_to(READ)
@GET
def reach(request: StaffRequest) -> HttpResponse:
    """Who was reached in a year, per audience and municipality."""
    years = queries.reach_years(request.actor)
    year = _year(request) or (years[0] if years else clock.today().year)
    base = reverse("prevention:reach")
    context = {
        "year": year,
        "years": [
            FilterLink(label=str(one), url=f"{base}?jaar={one}", current=one == year)
            for one in years
        ],
        "rows": queries.reached(request.actor, year=year),
    }
    return render(request, "prevention/reach.html", context)


@open_to(WRITE)
@GET_OR_POST
def new(request: StaffRequest) -> HttpResponse:
    """Plan a campaign."""
    form, status = CampaignForm(request.POST or None), 200
    if request.method == "POST":
        status = attempt(
            form,
            lambda: actions.plan_campaign(
                by=request.actor, plan=form.plan(), token=form.cleaned_data["token"]
            ),
        )
        if status == 302:
            messages.success(request, _("The campaign is written down."))
            return redirect("prevention:campaigns")
    return render(request, "prevention/campaign_form.html", {"form": form}, status=status)


@open_to(READ)
@GET_OR_POST
def campaign(request: StaffRequest, campaign_id: UUID) -> HttpResponse:
    """One campaign; who keeps it adds whom it reached, or takes a wrong reach away."""
    actor = request.actor
    found = queries.campaign(actor, campaign_id)
    form, status = _reach_form(request, found), 200
    if request.method == "POST" and request.POST.get("do") == "drop":
        actions.drop_reach(by=actor, campaign_id=campaign_id, reach_id=_reach_id(request, found))
        return redirect("prevention:campaign", campaign_id)
    if request.method == "POST":
        status = attempt(
            form,
            lambda: actions.measure(
                by=actor,
                campaign_id=campaign_id,
                found=form.measured(),
                token=form.cleaned_data["token"],
            ),
        )
        if status == 302:
            messages.success(request, _("The reach is written down."))
            return redirect("prevention:campaign", campaign_id)
    context = {
        "found": found,
        "form": form,
        "writes": actor.may(WRITE),
        "begun": found.plan.first_day <= clock.today(),
    }
    return render(request, "prevention/campaign.html", context, status=status)


@open_to(WRITE)
@GET_OR_POST
def change(request: StaffRequest, campaign_id: UUID) -> HttpResponse:
    """Change the plan or what it cost; of two at once the second sees both texts."""
    found = queries.campaign(request.actor, campaign_id)
    begin = asdict(found.plan) | {"version": found.version}
    form, status = CampaignForm(request.POST or None, initial=begin), 200
    if request.method == "POST":
        status = attempt(
            form,
            lambda: actions.change_campaign(
                by=request.actor,
                campaign_id=campaign_id,
                version=form.cleaned_data["version"] or 0,
                plan=form.plan(),
            ),
            version=found.version,
        )
        if status == 302:
            messages.success(request, _("The campaign is changed."))
            return redirect("prevention:campaign", campaign_id)
    context = {"form": form, "found": found, "conflict": status == 409}
    return render(request, "prevention/campaign_form.html", context, status=status)


@open_to(WRITE)
@GET_OR_POST
def evaluate(request: StaffRequest, campaign_id: UUID) -> HttpResponse:
    """Write down what came of it and what to do otherwise."""
    found = queries.campaign(request.actor, campaign_id)
    begin = {"outcome": found.outcome, "lesson": found.lesson, "version": found.version}
    form, status = EvaluationForm(request.POST or None, initial=begin), 200
    if request.method == "POST":
        status = attempt(
            form,
            lambda: actions.evaluate(
                by=request.actor,
                campaign_id=campaign_id,
                version=form.cleaned_data["version"] or 0,
                outcome=form.cleaned_data["outcome"],
                lesson=form.cleaned_data["lesson"],
            ),
            version=found.version,
        )
        if status == 302:
            messages.success(request, _("The evaluation is written down."))
            return redirect("prevention:campaign", campaign_id)
    context = {"form": form, "found": found, "conflict": status == 409}
    return render(request, "prevention/evaluation.html", context, status=status)


def _reach_form(request: StaffRequest, found: queries.CampaignSeen) -> ReachForm:
    day = min(found.plan.last_day, clock.today())
    return ReachForm(request.POST or None, plan=found.plan, initial={"on": day, "how": "counted"})


def _reach_id(request: StaffRequest, found: queries.CampaignSeen) -> UUID:
    """The reach to take away, if it is one of this campaign."""
    asked = request.POST.get("reach", "")
    here = next((one.id for one in found.reaches if str(one.id) == asked), None)
    if here is None:
        raise NotFound()
    return here


def _year(request: StaffRequest) -> int | None:
    asked = request.GET.get("jaar", "")
    if asked and not (
        asked.isascii() and asked.isdecimal() and len(asked) == 4 and asked[0] != "0"
    ):
        raise NotFound()
    return int(asked) if asked else None


def _links(
    name: str, options: dict[str, str], chosen: str, request: StaffRequest
) -> list[FilterLink]:
    """Links that narrow the list, and keep what else was chosen."""
    rest = {
        key: request.GET[key] for key in ("jaar", "voor") if key != name and request.GET.get(key)
    }
    base = reverse("prevention:campaigns")

    def to(**more: str) -> str:
        query = urlencode(rest | more)
        return f"{base}?{query}" if query else base

    every = FilterLink(label=_("All"), url=to(), current=not chosen)
    return [
        every,
        *(
            FilterLink(label=words, url=to(**{name: code}), current=code == chosen)
            for code, words in options.items()
        ),
    ]
