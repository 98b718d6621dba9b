"""The page of a conference and of one file on its agenda: what is done before the meeting."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kmt.access.permissions import Permission
from kmt.conference import actions, forms, queries
from kmt.conference.reading import ConferenceView, ItemView
from kmt.conference.states import OPEN_TO_CHANGE
from kmt.conference.views.trying import GET_OR_POST, Deed, do
from kmt.conference.workshops import workshop_of
from kmt.kernel.actor import Actor
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.refusals import Refused
from kmt.sharing.actions import begin_share
from kmt.sharing.basing import parties, purpose_for

_OF_CONFERENCE = {
    "details": Deed(actions.set_details, _("Time and place are kept.")),
    "colleague": Deed(
        actions.add_colleague, _("Your colleague is on the list. Admit them per file.")
    ),
    "outsider": Deed(actions.add_outsider, _("They are on the list. Admit them per file.")),
    "declare": Deed(actions.declare, _("The declaration is written down.")),
    "remove": Deed(actions.remove_participant, _("They are off the list.")),
    "move": Deed(actions.move, _("The conference goes on to the next step.")),
}
_WITHOUT_CONFERENCE = frozenset({"declare", "remove"})
_OF_ITEM = {
    "goal": Deed(actions.set_goal, _("The goal is kept.")),
    "informed": Deed(actions.set_informed, _("What the person knows is kept.")),
    "admit": Deed(actions.admit, _("They are admitted to this file.")),
    "send-away": Deed(actions.send_away, _("They are not admitted to this file any more.")),
}
Shown = dict[str, forms.Named]


@never_cache
@open_to(Permission.CONFERENCE_TABLE_READ)
@GET_OR_POST
def conference(request: StaffRequest, conference_id: UUID) -> HttpResponse:
    """One conference: agenda, who takes part, where and when, and the next step."""

    def page(sent: forms.Named | None, status: int) -> HttpResponse:
        view = queries.conference(request.actor, conference_id)
        return _conference_page(request, view, sent, status)

    name = request.POST.get("do", "")
    if name not in _OF_CONFERENCE:
        return page(None, 200)
    view = queries.conference(request.actor, conference_id)
    form = _conference_forms(request.actor, view, request.POST)[name]
    which = {} if name in _WITHOUT_CONFERENCE else {"conference_id": conference_id}
    return do(request, _OF_CONFERENCE[name], form, page, which)


def _conference_forms(
    actor: Actor, view: ConferenceView, data: Mapping[str, Any] | None = None
) -> Shown:
    """The forms of the page; those to change the table only where it can change."""
    found: list[forms.Named] = [forms.MoveForm(data)]
    found[0].fields["reason"].required = data is None  # shown so; the rule asks it
    if data is not None:
        found += [forms.DeclareForm(data), forms.RemoveForm(data)]
    if view.head.leads:
        team = queries.colleagues(actor)
        found += [
            forms.DetailsForm(data, head=view.head, team=team),
            forms.ColleagueForm(data, team=team),
            forms.OutsiderForm(data, parties=_parties(view)),
        ]
    return {one.name: one for one in found}


def _conference_page(
    request: StaffRequest, view: ConferenceView, sent: forms.Named | None, status: int
) -> HttpResponse:
    """The page; ``sent`` is the form that did not go through, with what was typed."""
    head = view.head
    if sent:
        sent.show_version(head.version)
    context = {
        "table": view,
        "head": head,
        "changes": head.leads and head.state in OPEN_TO_CHANGE,
        "shown": {**_conference_forms(request.actor, view), **({sent.name: sent} if sent else {})},
        "sent": sent,
        "declarations": [
            (
                one,
                forms.DeclareForm(
                    key=one.id, initial={"participant_id": one.id, "on": one.declared_on}
                ),
            )
            for one in view.people
            if one.needs_declaration
        ],
        "now": [one for one in view.moves if one.decision.allowed],
        "not_yet": [one for one in view.moves if not one.decision.allowed],
    }
    return render(request, "conference/conference.html", context, status=status)


def _parties(view: ConferenceView) -> list[tuple[str, str]]:
    """With whom the matrix lets the workshops of these files share anything."""
    kinds = dict.fromkeys(one.kind for one in view.items)
    found = {pair for kind in kinds for pair in parties(workshop_of(kind))}
    return sorted(found, key=lambda pair: pair[1])


@never_cache
@open_to(Permission.CONFERENCE_TABLE_READ)
@GET_OR_POST
def item(request: StaffRequest, item_id: UUID) -> HttpResponse:
    """One file on the agenda: its goal, what the person knows, who is admitted on what basis."""

    def page(sent: forms.Named | None, status: int) -> HttpResponse:
        view = queries.prepared_item(request.actor, item_id)
        return _item_page(request, view, sent, status)

    name = request.POST.get("do", "")
    if name not in _OF_ITEM:
        return page(None, 200)
    form = _item_forms(queries.prepared_item(request.actor, item_id), request.POST)[name]
    which = {} if name == "send-away" else {"item_id": item_id}
    return do(request, _OF_ITEM[name], form, page, which)


def _item_forms(view: ItemView, data: Mapping[str, Any] | None = None) -> Shown:
    """The forms of the page; to admit is offered who has a basis, and taken whoever waits."""
    goal = {name: getattr(view, name) for name in ("goal", "goal_with", "goal_on", "version")}
    knows: dict[str, object] = {"how": view.informed, "on": view.informed_on}
    knows |= {"why": view.why_not_told, "review_on": view.review_on}
    waiting = [one.person for one in view.waiting if one.basis.allowed or data is not None]
    found = (
        forms.GoalForm(data, initial=goal),
        forms.InformedForm(data, initial=knows),
        forms.AdmitForm(data, people=waiting),
        forms.AwayForm(data),
    )
    return {one.name: one for one in found}


def _item_page(
    request: StaffRequest, view: ItemView, sent: forms.Named | None, status: int
) -> HttpResponse:
    if sent:
        sent.show_version(view.version)
    writes = request.actor.may(Permission.CONFERENCE_TABLE_WRITE)
    context = {
        "item": view,
        "head": view.head,
        "changes": writes and view.head.state in OPEN_TO_CHANGE,
        "shown": {**_item_forms(view), **({sent.name: sent} if sent else {})},
        "sent": sent,
        "can_admit": any(one.basis.allowed for one in view.waiting),
    }
    return render(request, "conference/item.html", context, status=status)


@open_to(Permission.LAWFULNESS_DISCLOSURE_DECIDE)
@GET_OR_POST
def share(request: StaffRequest, item_id: UUID, participant_id: UUID) -> HttpResponse:
    """Begin a decision to share with who comes from outside; the share assistant takes over."""
    if request.method != "POST":
        return redirect("conference:item", item_id=item_id)
    view = queries.prepared_item(request.actor, item_id)
    found = next((one for one in view.waiting if one.person.id == participant_id), None)
    if found is None or found.person.account:
        raise Refused("Voor deze deelnemer is geen besluit nodig.", "Kijk wie er nog wacht.")
    workshop, party = workshop_of(view.kind), found.person.party
    draft_id = begin_share(
        by=request.actor,
        object_type=view.kind,
        object_id=view.object_id,
        subject_id=view.person_id,
        subject_label=view.person_label,
        subject_role=workshop.subject_role,
        municipality=view.municipality,
        compartment=workshop.compartment,
        sender=workshop.sender,
        recipient=party,
        purpose=purpose_for(workshop, party),
    )
    return redirect("sharing:draft", draft_id)
