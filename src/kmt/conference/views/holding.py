"""The table: who sits there while this person is discussed, what is said, what is agreed."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kmt.access.permissions import Permission
from kmt.conference import actions, forms, queries
from kmt.conference.reading import AdmissionLine, ItemView
from kmt.conference.states import AT_TABLE, SITTING, TRACKING
from kmt.conference.views.trying import GET_OR_POST, Deed, do
from kmt.conference.workshops import workshop_of
from kmt.kernel.door import StaffRequest, open_to
from kmt.lawfulness.loading import sharing_matrix

_DEEDS = {
    "come": Deed(actions.come_in, _("They sit at the table.")),
    "go": Deed(actions.go_out, _("They have left.")),
    "everybody": Deed(actions.go_out, _("This person is not discussed any more.")),
    "contribution": Deed(actions.contribute, _("The contribution is written down.")),
    "agreement": Deed(actions.agree, _("The agreement stands, in the file too.")),
    "summary": Deed(actions.summarise, _("What was said is kept.")),
    "settle": Deed(actions.settle, _("What became of it is kept.")),
}


@never_cache
@open_to(Permission.CONFERENCE_TABLE_READ)
@GET_OR_POST
def table(request: StaffRequest, item_id: UUID) -> HttpResponse:
    """One file while it is discussed, and what was agreed about it afterwards."""

    def page(sent: forms.Named | None, status: int) -> HttpResponse:
        return _page(request, queries.item_at_table(request.actor, item_id), sent, status)

    name = request.POST.get("do", "")
    if name not in _DEEDS:
        return page(None, 200)
    form = _forms(queries.item_at_table(request.actor, item_id), request.POST)[name]
    which = {} if name == "settle" else {"item_id": item_id}
    return do(request, _DEEDS[name], form, page, which)


def _forms(view: ItemView, data: Mapping[str, Any] | None = None) -> dict[str, forms.Named]:
    head, everybody = view.head, [one.person for one in view.admitted]
    sat_there = [one.person for one in view.admitted if one.spans]
    summary = {"summary": view.summary, "version": view.version}
    found = (
        forms.ComeForm(data, admitted=_seats(view.outside), head=head),
        forms.GoForm(data, admitted=_seats(view.inside), head=head),
        forms.ContributionForm(data, people=sat_there, kinds=_kinds(view)),
        forms.AgreementForm(data, people=everybody),
        forms.SummaryForm(data, initial=summary),
        forms.SettleForm(data, key=data.get("agreement_id", "") if data else ""),
    )
    return {"everybody": forms.Named(data), **{one.name: one for one in found}}


def _page(
    request: StaffRequest, view: ItemView, sent: forms.Named | None, status: int
) -> HttpResponse:
    if sent:
        sent.show_version(view.version)
    writes, state = request.actor.may(Permission.CONFERENCE_TABLE_WRITE), view.head.state
    context = {
        "item": view,
        "head": view.head,
        "sits": writes and state in SITTING,
        "writes": writes and state in AT_TABLE,
        "tracks": writes and state in TRACKING,
        "settling": [
            (one, None if one.outcome else _settle(sent, one.id)) for one in view.agreements
        ],
        "shown": {**_forms(view), **({sent.name: sent} if sent else {})},
        "sent": sent,
    }
    return render(request, "conference/table.html", context, status=status)


def _settle(sent: forms.Named | None, agreement_id: UUID) -> forms.Named:
    """The form of one agreement; the one that was sent keeps what was typed."""
    mine = isinstance(sent, forms.SettleForm) and sent["agreement_id"].value() == str(agreement_id)
    if sent and mine:
        return sent
    return forms.SettleForm(key=agreement_id, initial={"agreement_id": agreement_id})


def _seats(admitted: Iterable[AdmissionLine]) -> list[tuple[str, str]]:
    return [(str(one.id), one.person.words) for one in admitted]


def _kinds(view: ItemView) -> list[tuple[str, str]]:
    """The kinds of data, where each datum has its supplier (BGS 1.7)."""
    if not workshop_of(view.kind).joint:
        return []
    return [(code, one.dutch) for code, one in sharing_matrix().codes["data"].items()]
