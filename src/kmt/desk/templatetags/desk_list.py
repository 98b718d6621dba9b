"""What the work list says of a report beside its codes: what it waits for, and who has it."""

from typing import Any

from django import template
from django.utils.translation import gettext_lazy

from kmt.access.permissions import Permission
from kmt.desk.colleagues import who_weighs
from kmt.desk.forms import GiveForm
from kmt.desk.rules.waiting import Waits, waits_for
from kmt.intake.reading import ReportLine, ReportRead
from kmt.intake.states import CLOSED
from kmt.kernel.actor import Actor

register = template.Library()

WORDS = {
    Waits.WEIGHING: gettext_lazy("Waits for weighing"),
    Waits.DECISION: gettext_lazy("Waits for a decision"),
    Waits.SECOND_LOOK: gettext_lazy("Waits for a second look"),
    Waits.REPORTER: gettext_lazy("Waits for the reporter"),
    Waits.CARE: gettext_lazy("Waits for care"),
    Waits.FEEDBACK: gettext_lazy("Waits for feedback to the reporter"),
    Waits.CLOSING: gettext_lazy("Waits for closing"),
    Waits.READING: gettext_lazy("Waits for somebody to read the message"),
    Waits.NOTHING: "",
}


@register.filter
def waits(line: ReportLine) -> str:
    """What this report waits for, in words; nothing when it is closed."""
    found = waits_for(
        state=line.state,
        outcome=line.outcome,
        taken=line.taken,
        second_look=line.second_look,
        asked=line.asked,
        speaks=line.unread > 0 or line.unsafe,
    )
    return str(WORDS[found])


@register.inclusion_tag("desk/part_assigned.html")
def who_has(actor: Actor, report: ReportRead) -> dict[str, Any]:
    """Who has this report, and a way to give it to a colleague."""
    tells = actor.may(Permission.INTAKE_REPORT_TRIAGE) or actor.may(Permission.DUTY_WORK_ASSIGN)
    gives = actor.may(Permission.DUTY_WORK_ASSIGN) and report.state != CLOSED
    others = _others(report) if gives else {}
    return {
        "report": report,
        "tells": tells,
        "gives": gives,
        "give_form": GiveForm(people=others) if others else None,
    }


def _others(report: ReportRead) -> dict[str, str]:
    """Who could get it: everybody who may weigh today, but who has it."""
    return {one: name for one, name in who_weighs().items() if one != report.handler}
