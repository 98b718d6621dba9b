"""Weighing a report, the persons in it, and hand-over to care.

Each action is one transaction: rule, access, change, record.
"""

from collections.abc import Mapping
from uuid import UUID

from kmt.access.acts import check
from kmt.intake.actions import move_on, name_in_report
from kmt.intake.queries import standing
from kmt.intake.reading import PersonInReport
from kmt.intake.rules import CARE, NO_DECISION_YET, TERM_OF, PersonToAdd
from kmt.intake.states import AGREE, DIFFER, OPEN, PROPOSE, ROUTE, WEIGH
from kmt.kernel.actor import Actor
from kmt.partners.region import region
from kmt.partners.terms import term_end
from kmt.triage import rules
from kmt.triage.rules import Weighing
from kmt.triage.writing import (
    TRIAGE,
    changing,
    check_codes,
    hand_over,
    keep_look,
    keep_triage,
    newest_triage,
    put_down,
    refuse,
    sealed,
    take_effect,
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
    sources: Mapping[str, str] | None = None,
    person: PersonToAdd | None = None,
) -> None:
    """Weigh a report: urgency, suspicion, forms, outcome, reasons, and the answers to indicators.

    ``sources`` says per indicator where its answer comes from (``observation_source``). A decision
    that the region wants a second look at waits for it, except in acute danger (U1).
    ``version`` is that of the page on which it was weighed: whoever comes second gets ``Conflict``,
    a double click too. Raises ``Invalid`` with a sentence per field when the parts do not fit.
    """
    report = standing(by, report_id)
    check(by, TRIAGE)
    sources = sources or {}
    check_codes(report, weighing, answers, sources)
    weighing = with_facts(report, weighing, answers, person)
    refuse(rules.objections(weighing))
    looked_at = weighing.outcome in region().second_look
    waits = rules.waits_for_second_look(weighing.outcome, weighing.urgency, region().second_look)
    with changing(by, report_id):
        move_on(
            by=by,
            report_id=report_id,
            version=version,
            event=_event(weighing, waits=waits),
            detail=weighing.outcome,
            urgency=weighing.urgency,
            form=weighing.forms[0],
            more_forms=list(weighing.forms[1:]),
            outcome="",
            summary=sealed(by, report_id, "summary", weighing.summary.strip()),
            due_at=term_end(TERM_OF[weighing.urgency], report.runs_from),
            handler=report.handler or by.id,
            second_look=looked_at,
        )
        keep_triage(by, report, weighing, answers, sources)
        if person is not None:
            put_down(by, report, version + 1, person)
        if weighing.outcome != NO_DECISION_YET and not waits:
            take_effect(by, report_id, weighing.outcome)


def _event(weighing: Weighing, *, waits: bool) -> str:
    if weighing.outcome == NO_DECISION_YET:
        return WEIGH
    return PROPOSE if waits else ROUTE


def look_again(
    *, by: Actor, report_id: UUID, version: int, agrees: bool, reasons: str = ""
) -> None:
    """Say what you think of the newest weighing of a colleague; a difference is kept, with why.

    Agreeing lets a decision take effect that waited for it. Seeing it otherwise leaves the report
    to be weighed again when it waited, and is only noted when the decision stands already.
    """
    report = standing(by, report_id)
    check(by, TRIAGE)
    triage = newest_triage(by, report_id)
    refuse(rules.may_look(looker=by.id, weigher=triage.by, agrees=agrees, reasons=reasons))
    waits = report.second_look and report.state in OPEN
    with changing(by, report_id):
        move_on(
            by=by,
            report_id=report_id,
            version=version,
            event=(ROUTE if waits else AGREE) if agrees else DIFFER,
            detail=triage.outcome if agrees and waits else "",
            second_look=False,
        )
        keep_look(by, report_id, triage, agrees=agrees, reasons=reasons.strip())
        if agrees and waits:
            take_effect(by, report_id, triage.outcome)


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
