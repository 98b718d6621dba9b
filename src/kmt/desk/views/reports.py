"""The page of one report, put together of what all rooms below keep of it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from kmt.access.permissions import Permission
from kmt.conversation.showing import conversation_read
from kmt.intake import queries, states
from kmt.intake.retained import REPORT
from kmt.intake.rules import SUBJECTS
from kmt.kernel import clock
from kmt.kernel.door import StaffRequest
from kmt.professionals.queries import sent_by, signs_of
from kmt.triage.queries import located, triages
from kmt.triage.rules import FORWARD
from kmt.triage.showing import end_of, forwarding


def report_page(request: StaffRequest, report_id: UUID) -> HttpResponse:
    """One report: what was told, what was decided, what comes next; ``intake`` has its address."""
    actor = request.actor
    found = queries.report_detail(actor, report_id)
    may_weigh = actor.may(Permission.INTAKE_REPORT_TRIAGE)
    weighed = triages(actor, found.id) if found.told else ()
    possible = states.possible(found.state) if may_weigh else frozenset()
    context = {
        "report": found,
        "triages": weighed,
        "sent_by": sent_by(actor, found.id) if found.told else None,
        "sent": signs_of(actor, found.id) if found.told else (),
        "located": located(actor, found.id) if found.told else None,
        "receivers": forwarding(actor, found, weighed) if found.outcome == FORWARD else (),
        "may_look": states.DIFFER in possible and bool(weighed) and weighed[0].by != actor.id,
        "conversation": conversation_read(actor, REPORT, found.id) if found.told else None,
        "now": clock.now(),
        "weighs": may_weigh,
        "may_take_up": states.TAKE_UP in possible,
        "may_weigh": states.ROUTE in possible,
        "shareable": SUBJECTS if actor.may(Permission.LAWFULNESS_DISCLOSURE_DECIDE) else {},
        "may_connect": actor.may(Permission.CONNECTIONS_MENTION_READ) and found.told,
        "may_add_person": actor.may(Permission.VAULT_PERSON_REGISTER) and found.told,
        **end_of(actor, found),
    }
    return render(request, "desk/report_detail.html", context)
