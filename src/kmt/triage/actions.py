"""Every write of the desk: weighing a report, its persons, hand-over to care, closing.

Each action is one transaction: rule, access, change, record.
"""

from collections.abc import Mapping
from uuid import UUID

from kmt.access.acts import check
from kmt.intake.actions import move_on, name_in_report
from kmt.intake.queries import standing
from kmt.intake.reading import PersonInReport
from kmt.intake.rules import CARE, NO_DECISION_YET, TERM_OF, PersonToAdd
from kmt.intake.states import CLOSE, GIVE_FEEDBACK, ROUTE, WEIGH
from kmt.intake.writing import term_end
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Invalid
from kmt.triage import access, rules
from kmt.triage.models import IndicatorObservation, Triage
from kmt.triage.rules import Weighing
from kmt.triage.writing import (
    TRIAGE,
    changing,
    check_codes,
    hand_over,
    keep_triage,
    put_down,
    refuse,
    sealed,
    with_facts,
)
from kmt.vault.actions import give_role
from kmt.vault.queries import person_card
from kmt.vault.rules.roles import DESK


def record_triage(
    *,
    by: Actor,
    report_id: UUID,
    version: int,
    weighing: Weighing,
    answers: Mapping[str, str],
    person: PersonToAdd | None = None,
) -> None:
    """Weigh a report: urgency, suspicion, forms, outcome, reasons, and the answers to indicators.

    ``version`` is that of the page on which it was weighed: whoever comes second gets ``Conflict``,
    a double click too. Raises ``Invalid`` with a sentence per field when the parts do not fit.
    """
    report = standing(by, report_id)
    check(by, TRIAGE)
    check_codes(report, weighing, answers)
    weighing = with_facts(report, weighing, answers, person)
    refuse(rules.objections(weighing))
    decided = weighing.outcome != NO_DECISION_YET
    with changing(by, report_id):
        move_on(
            by=by,
            report_id=report_id,
            version=version,
            event=ROUTE if decided else WEIGH,
            detail=weighing.outcome,
            urgency=weighing.urgency,
            form=weighing.forms[0],
            more_forms=list(weighing.forms[1:]),
            outcome=weighing.outcome if decided else "",
            summary=sealed(by, report_id, "summary", weighing.summary.strip()),
            due_at=term_end(
                rules.FEEDBACK_TERM if decided else TERM_OF[weighing.urgency], report.received_at
            ),
            handler=report.handler or by.id,
        )
        keep_triage(by, report, weighing, answers)
        if person is not None:
            put_down(by, report, version + 1, person)
        if weighing.outcome == CARE:
            hand_over(by, report_id)


def add_person(*, by: Actor, report_id: UUID, version: int, person: PersonToAdd) -> PersonInReport:
    """Put someone in the vault from a report; the report keeps a pseudonym, a label and a role.

    ``version`` is that of the page: a double click puts one person down and gets one ``Conflict``.
    """
    report = standing(by, report_id)
    with changing(by, report_id):
        added = put_down(by, report, version, person)
        if report.outcome == CARE:
            hand_over(by, report_id)
    return added


def link_person(
    *, by: Actor, report_id: UUID, version: int, person_id: UUID, role: str, reason: str
) -> PersonInReport:
    """Somebody in this report turns out to be a person who is known: say who, in which role, why.

    Nothing of that person is opened or changed; they are in view in this role too from now on.
    """
    report = standing(by, report_id)
    refuse(rules.objections_to_link(role, reason))
    with changing(by, report_id):
        card = person_card(by, person_id)
        added = name_in_report(
            by=by,
            report_id=report_id,
            version=version,
            person=card.person,
            role=role,
            reason=reason.strip(),
        )
        give_role(by=by, person_id=person_id, role=role, compartment=DESK)
        if report.outcome == CARE:
            hand_over(by, report_id)
    return added


def close_report(*, by: Actor, report_id: UUID, version: int, feedback: str) -> None:
    """Record what the reporter heard back (``given``, ``not_possible``, ``not_safe``) and close."""
    report = standing(by, report_id)
    check(by, TRIAGE)
    decision = rules.may_close(outcome=report.outcome, taken=report.taken, feedback=feedback)
    if not decision.allowed:
        raise Invalid(" ".join(decision.reasons), fields={"feedback": " ".join(decision.reasons)})
    with changing(by, report_id):
        move_on(by=by, report_id=report_id, version=version, event=GIVE_FEEDBACK, detail=feedback)
        move_on(by=by, report_id=report_id, version=version + 1, event=CLOSE, due_at=None)


def take_out(by: Actor, report_id: UUID) -> int:
    """Remove the weighings of a report that is destroyed, inside that act; how many rows."""
    rows = Triage.objects.seen_by(by, access.retained(by)).filter(report_id=report_id)
    answers = IndicatorObservation.objects.filter(triage__in=rows.values("pk"))
    return answers.delete()[0] + Triage.objects.filter(report_id=report_id).delete()[0]
