"""Every write of reports: taking one in, weighing it, persons, hand-over to care, closing.

Each action is one transaction: rule, access, change, record. The public entrance writes as the
actor ``REPORTER``, who has one permission and no origin.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import IntegrityError
from django.db.models import F

from kmt.access.acts import act, check
from kmt.access.permissions import Permission
from kmt.attachments.actions import keep
from kmt.attachments.files import SentFile, digest_of
from kmt.conversation import receipts
from kmt.conversation.actions import begin, forget
from kmt.conversation.retained import CONVERSATION
from kmt.intake import access, rules, states
from kmt.intake.models import Report, ReportSubject
from kmt.intake.reading import PersonInReport, Received
from kmt.intake.retained import REPORT, REPORTER, owner_of
from kmt.intake.rules import PersonToAdd, Told, Weighing
from kmt.intake.writing import (
    TRIAGE,
    change,
    changing,
    check_codes,
    hand_over,
    keep_triage,
    new_report,
    note_step,
    put_beside,
    put_down,
    put_words_of,
    received_before,
    refuse,
    sealed,
    seen,
    take_out,
    take_out_reporter,
    term_end,
    with_facts,
)
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict, Invalid
from kmt.partners.region import region
from kmt.vault.actions import give_role
from kmt.vault.queries import person_card
from kmt.vault.rules.roles import DESK


def submit_report(*, by: Actor, told: Told, nonce: str, files: Sequence[SentFile] = ()) -> Received:
    """Take a report in and give its receipt; the same words from the same page come in once.

    The receipt exists in the answer only. Raises ``Invalid`` for an empty or too long story and
    for a municipality that is not of this region.
    """
    told = rules.to_keep(told)
    decision = rules.may_submit(told, region().codes)
    if not decision.allowed:
        raise Invalid(" ".join(decision.reasons), "Je tekst staat er nog.")
    receipt = receipts.receipt_for(nonce, told, digest_of(files))
    of = receipts.secrets_of(receipt)
    earlier = received_before(by, of.find)
    if earlier is not None:
        return Received(report_id=earlier, receipt=receipt, again=True)
    report_id = new_id()
    try:
        with act(
            by,
            Permission.INTAKE_REPORT_SUBMIT,
            action="create",
            object_type="report",
            object_id=str(report_id),
        ):
            new_report(by, report_id, told)
            begin(
                by=by,
                object_type=REPORT,
                object_id=report_id,
                of=of,
                language=told.language,
            )
            keep(by=by, owner=owner_of(report_id), files=files)
    except IntegrityError:
        # Two clicks at the same moment: the other one was first, and its report is this one.
        earlier = received_before(by, of.find)
        if earlier is None:
            raise
        return Received(report_id=earlier, receipt=receipt, again=True)
    return Received(report_id=report_id, receipt=receipt, again=False)


def take_up(*, by: Actor, report_id: UUID, version: int) -> None:
    """Say that you take this report: it becomes yours, and its reporter sees that it is read."""
    row = seen(by, report_id)
    with changing(by, report_id):
        state = states.after(row.state, states.TAKE_UP)
        change(row, version, state=state, handler=by.id)
        note_step(by, row, states.TAKE_UP, state)


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
    row = seen(by, report_id)
    check(by, TRIAGE)
    check_codes(row, weighing, answers)
    weighing = with_facts(by, row, weighing, answers, person)
    refuse(rules.objections(weighing))
    decided = weighing.outcome != rules.NO_DECISION_YET
    with changing(by, report_id):
        event = states.ROUTE if decided else states.WEIGH
        state = states.after(row.state, event)
        change(
            row,
            version,
            state=state,
            urgency=weighing.urgency,
            form=weighing.forms[0],
            outcome=weighing.outcome if decided else "",
            summary=sealed(by, row, "summary", weighing.summary.strip()),
            due_at=term_end(
                rules.FEEDBACK_TERM if decided else rules.TERM_OF[weighing.urgency], row.received_at
            ),
            handler=row.handler or by.id,
        )
        keep_triage(by, row, weighing, answers)
        note_step(by, row, event, state, detail=weighing.outcome)
        if person is not None:
            put_down(by, row, person)
        if weighing.outcome == rules.CARE:
            hand_over(by, row)


def add_person(*, by: Actor, report_id: UUID, version: int, person: PersonToAdd) -> PersonInReport:
    """Put someone in the vault from a report; the report keeps a pseudonym, a label and a role.

    ``version`` is that of the page: a double click puts one person down and gets one ``Conflict``.
    """
    row = seen(by, report_id)
    if person.role not in rules.ROLES_IN_REPORT:
        raise Invalid("Deze rol kennen we niet.", "Kies een rol uit de lijst.")
    with changing(by, report_id):
        change(row, version)
        added = put_down(by, row, person)
        if row.outcome == rules.CARE:
            hand_over(by, row)
    return added


def link_person(
    *, by: Actor, report_id: UUID, version: int, person_id: UUID, role: str, reason: str
) -> PersonInReport:
    """Somebody in this report turns out to be a person who is known: say who, in which role, why.

    Nothing of that person is opened or changed; they are in view in this role too from now on.
    """
    row = seen(by, report_id)
    refuse(rules.objections_to_link(role, reason))
    with changing(by, report_id):
        change(row, version)
        card = person_card(by, person_id)
        if ReportSubject.objects.filter(report=row, person=person_id).exists():
            raise Conflict(
                f"Persoon {card.person.label} staat al bij deze melding.",
                "Kijk bij de personen van de melding.",
            )
        give_role(by=by, person_id=person_id, role=role, compartment=DESK)
        added = put_beside(by, row, card.person, role, reason=reason.strip())
        note_step(by, row, "found_known", row.state)
        if row.outcome == rules.CARE:
            hand_over(by, row)
    return added


def mark_taken(*, by: Actor, report_id: UUID) -> None:
    """Care has opened a case on this report: it leaves the list of what waits for care."""
    row = Report.objects.seen_by(by, access.visible_to_care(by)).one(pk=report_id)
    with act(
        by,
        Permission.CARE_CASE_OPEN,
        action="update",
        object_type="report",
        object_id=str(report_id),
        reason="taken by care",
    ):
        if not Report.objects.filter(pk=row.pk, taken_at=None).update(
            taken_at=clock.now(), version=F("version") + 1
        ):
            raise Conflict(
                "Van deze melding is al een zorgcasus gemaakt.",
                "Open de casus in het overzicht van zorgcoördinatie.",
            )
        note_step(by, row, "taken_by_care", row.state)


def take_back(*, by: Actor, object_id: UUID, event: str) -> frozenset[UUID]:
    """A report that was to go to care comes back, refused there or withdrawn here: route it again.

    Its summary, weighings and persons stay; only the decision is gone, and the clock runs anew.
    Returns its persons that no other report hands to care.
    """
    rule = access.visible(by) | access.visible_to_care(by)
    row = Report.objects.seen_by(by, rule).one(pk=object_id)
    with act(
        by,
        TRIAGE if by.may(TRIAGE) else Permission.CARE_CASE_OPEN,
        action="update",
        object_type="report",
        object_id=str(object_id),
        reason=states.COME_BACK,
    ):
        state = states.after(row.state, states.COME_BACK)
        due_at = term_end(rules.TERM_OF[row.urgency], clock.now())
        change(row, row.version, state=state, outcome="", due_at=due_at)
        note_step(by, row, states.COME_BACK, state, detail=event)
        persons = ReportSubject.objects.filter(report=row).values_list("person", flat=True)
        others = ReportSubject.objects.filter(person__in=persons, report__outcome=rules.CARE)
        return frozenset(persons) - frozenset(others.values_list("person", flat=True))


def close_report(*, by: Actor, report_id: UUID, version: int, feedback: str) -> None:
    """Record what the reporter heard back (``given``, ``not_possible``, ``not_safe``) and close."""
    row = seen(by, report_id)
    check(by, TRIAGE)
    decision = rules.may_close(
        outcome=row.outcome, taken=row.taken_at is not None, feedback=feedback
    )
    if not decision.allowed:
        raise Invalid(" ".join(decision.reasons), fields={"feedback": " ".join(decision.reasons)})
    with changing(by, report_id):
        heard = states.after(row.state, states.GIVE_FEEDBACK)
        closed = states.after(heard, states.CLOSE)
        change(row, version, state=closed, due_at=None)
        note_step(by, row, states.GIVE_FEEDBACK, heard, detail=feedback)
        note_step(by, row, states.CLOSE, closed)


def reindex_texts(*, by: Actor) -> tuple[int, int]:
    """Have every report found again by the words of its texts; they are shown to nobody.

    Returns how many were done, and how many do not open any more. May be given again at any time.
    """
    ids = list(Report.objects.seen_by(by, access.kept(by)).values_list("pk", flat=True))
    done = 0
    for report_id in ids:
        with act(
            by,
            Permission.VAULT_KEY_MANAGE,
            action="update",
            object_type="report",
            object_id=str(report_id),
            reason="reindex",
        ):
            done += put_words_of(by, report_id)
    return done, len(ids) - done


def destroy_report(*, by: Actor, object_id: UUID, part: str = "") -> int:
    """Destroy a report whose term is over, or only a part (``reporter``, ``conversation``).

    For the job that guards the terms; the keys are destroyed by the caller. Returns how many rows
    went, zero when it was gone already.
    """
    with act(
        by,
        Permission.RETENTION_TERM_RUN,
        action="delete",
        object_type="report",
        object_id=str(object_id),
        reason=part,
    ):
        row = Report.objects.seen_by(by, access.retained(by)).filter(pk=object_id).first()
        if row is None:
            return 0
        return _parts_out(by, row, part)


def _parts_out(by: Actor, row: Report, part: str) -> int:
    """Take out one part with a term of its own, or all of it."""
    if part == CONVERSATION:
        return forget(object_type=REPORT, object_id=row.pk)
    return take_out_reporter(row) if part == REPORTER else take_out(by, row)
