"""The care table (Zorgtafel): a conference about a care case, as the room ``conference`` holds it.

Its rules are those of Limburg: a goal that is set beforehand with the referrer, only who can
contribute, the victim invited or told, chaired by the care coordinator. What is agreed there is
what must happen in the case. Who shares at this table shares as care coordinator (R2), so the
matrix answers who may hear something about this person.
"""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.access.queries import involved_in
from kmt.care import joining
from kmt.care.access import listed, visible
from kmt.care.beside import Beside
from kmt.care.models import CareCase, subject_of
from kmt.care.rules import CARE_CASE
from kmt.care.showing import part_context
from kmt.conference import actions
from kmt.conference.disclosed import pieces_of
from kmt.conference.queries import tables_of
from kmt.conference.retained import days_of
from kmt.conference.workshops import Agreed, FileOnAgenda, Workshop
from kmt.intake.rules import VICTIM
from kmt.kernel.actor import Actor
from kmt.kernel.door import StaffRequest, open_to
from kmt.rights.disclosers import R2

ROOM, SLUG, HELD = "conference", "zorgcasus", "conference.held"


@never_cache
@open_to(Permission.CARE_CASE_READ)
@require_http_methods(["GET", "HEAD"])
def table(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The conferences about a case: who sat at the table when its person was discussed."""
    case = joining.opened(request.actor, case_id, part=ROOM)
    context = {
        **part_context(request, case, ROOM),
        "tables": tables_of(request.actor, CARE_CASE, case_id),
        "may_propose": case.may_write and request.actor.may(Permission.CONFERENCE_TABLE_WRITE),
        "kind": SLUG,
    }
    return render(request, "care/table.html", context)


def _within(actor: Actor) -> Iterable[UUID]:
    """The cases that may be opened, as a question for their ids."""
    return CareCase.objects.seen_by(actor, visible(actor)).values_list("id", flat=True)


def _works_in(actor: Actor) -> Iterable[UUID]:
    """The cases that the actor is involved in: no emergency is enough to change something."""
    rule = listed(actor) & involved_in(actor, CARE_CASE)
    return CareCase.objects.seen_by(actor, rule).values_list("id", flat=True)


def _file_of(actor: Actor, case_id: UUID) -> FileOnAgenda:
    case = joining.opened(actor, case_id, part=ROOM, emergency=False)
    return FileOnAgenda(
        id=case.id,
        label=case.number,
        person_id=case.person_id,
        person_label=case.person_label,
        municipality=case.municipality,
        may_confer=case.may_write,
    )


def _agreed(by: Actor, case_id: UUID, one: Agreed) -> None:
    with joining.working_on(by, case_id, reason="conference:agreement"):
        joining.set_due(by, case_id, room=ROOM, **asdict(one))


def _settled(by: Actor, case_id: UUID, key: str, done: bool) -> None:
    with joining.working_on(by, case_id, reason="conference:settled"):
        joining.drop_due(by, case_id, room=ROOM, key=key, done=done)


def _held(by: Actor, case_id: UUID, on: date) -> None:
    with joining.working_on(by, case_id, reason="conference:held"):
        joining.note_event(by, case_id, HELD, happened_on=on)


#: Team leads read cases that they are involved in, so at the table they hear what a coordinator
#: may hear (row M009): our own reading, for the matrix has no actor of their own.
WORKSHOP = Workshop(
    kind=CARE_CASE,
    slug=SLUG,
    words=gettext_lazy("care case"),
    reads=Permission.CARE_CASE_READ,
    writes=Permission.CARE_CASE_WRITE,
    compartment=R2,
    sender="care_coordinator",
    subject_role=VICTIM,
    purposes=("P_CARE", "P_CRIME", "P_REGISTRATION"),
    colleagues={"care_coordinator": "care_coordinator", "team_lead": "care_coordinator"},
    within=_within,
    works_in=_works_in,
    file_of=_file_of,
    seal_subject=subject_of,
    agreed=_agreed,
    settled=_settled,
    held=_held,
    page="care:table",
)
BESIDE = Beside(
    room=ROOM,
    words=gettext_lazy("Care table"),
    page="care:table",
    order=60,
    empty=gettext_lazy("Talk about this case with who can contribute: the goal first."),
    take_out=lambda by, case_id: actions.take_out(by, CARE_CASE, case_id),
    told=lambda actor, case_id: pieces_of(actor, CARE_CASE, case_id, R2),
    made_on=lambda actor: days_of(actor, CARE_CASE),
    finished=lambda by, one, key, done: actions.settled_there(by, CARE_CASE, one, key, done),
    events={HELD: gettext_lazy("Care table held")},
)
