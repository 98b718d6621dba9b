"""Every write of reports: taking one in, weighing it, persons, hand-over to care, closing.

Each action is one transaction: rule, access, change, record. The public entrance writes as the
actor ``REPORTER``, who has one permission and no origin.
"""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from kmt.access.acts import act, check
from kmt.access.permissions import Permission
from kmt.intake import access, receipts, rules, states
from kmt.intake.attachments import SentFile, digest_of, safe_name
from kmt.intake.models import (
    Attachment,
    IndicatorObservation,
    ReceiptAttempt,
    Report,
    ReportNumber,
    ReportStep,
    ReportSubject,
    Triage,
)
from kmt.intake.opening import subject_of
from kmt.intake.reading import PersonInReport, Received
from kmt.intake.rules import Told, Weighing
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id, year_number
from kmt.kernel.refusals import Conflict, Invalid, NotFound
from kmt.partners.region import region
from kmt.vault.actions import register_person, seal_text
from kmt.vault.rules import Identity
from kmt.vocabulary import queries as vocabulary

TRIAGE = Permission.INTAKE_REPORT_TRIAGE
OBSERVED = "observed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonToAdd:
    """Someone to put in the vault from a report: what is known, and their part in it."""

    identity: Identity
    role: str = "victim"


def submit_report(
    *, by: Actor, told: Told, nonce: str, sent_file: SentFile | None = None
) -> Received:
    """Take a report in and give its receipt; the same words from the same page come in once.

    The receipt exists in the answer only. Raises ``Invalid`` for an empty or too long story and
    for a municipality that is not of this region.
    """
    told = rules.to_keep(told)
    decision = rules.may_submit(told, region().codes)
    if not decision.allowed:
        raise Invalid(" ".join(decision.reasons), "Je tekst staat er nog.")
    receipt = receipts.receipt_for(nonce, told, digest_of(sent_file))
    find_id = receipts.find_id(receipt)
    earlier = _received_before(by, find_id)
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
            report = _new_report(by, report_id, find_id, told)
            if sent_file is not None:
                _attach(by, report, sent_file)
    except IntegrityError:
        # Two clicks at the same moment: the other one was first, and its report is this one.
        earlier = _received_before(by, find_id)
        if earlier is None:
            raise
        return Received(report_id=earlier, receipt=receipt, again=True)
    return Received(report_id=report_id, receipt=receipt, again=False)


def note_failed_try() -> None:
    """Count a wrong receipt in this minute; who tried is not asked, so it is in no record."""
    minute = clock.now().replace(second=0, microsecond=0)
    with transaction.atomic():
        ReceiptAttempt.objects.filter(minute__lt=minute - timedelta(hours=1)).delete()
        ReceiptAttempt.objects.get_or_create(minute=minute)
        ReceiptAttempt.objects.filter(minute=minute).update(number=F("number") + 1)


def take_up(*, by: Actor, report_id: UUID, version: int) -> None:
    """Say that you take this report: it becomes yours, and its reporter sees that it is read."""
    row = _seen(by, report_id)
    with _changing(by, report_id):
        state = states.after(row.state, states.TAKE_UP)
        _change(row, version, state=state, handler=by.id)
        _step(by, row, states.TAKE_UP, state)


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
    row = _seen(by, report_id)
    check(by, TRIAGE)
    _check_codes(row, weighing, answers)
    weighing = _with_facts(by, row, weighing, answers, person)
    _refuse(rules.objections(weighing))
    decided = weighing.outcome != rules.NO_DECISION_YET
    with _changing(by, report_id):
        event = states.ROUTE if decided else states.WEIGH
        state = states.after(row.state, event)
        _change(
            row,
            version,
            state=state,
            urgency=weighing.urgency,
            form=weighing.forms[0],
            outcome=weighing.outcome if decided else "",
            summary=seal_text(
                by=by, subject=subject_of(row.id), column="summary", text=weighing.summary.strip()
            ),
            due_at=_due(
                rules.FEEDBACK_TERM if decided else rules.TERM_OF[weighing.urgency], row.received_at
            ),
            handler=row.handler or by.id,
        )
        _keep_triage(by, row, weighing, answers)
        _step(by, row, event, state, detail=weighing.outcome)
        if person is not None:
            _add_person(by, row, person)


def add_person(*, by: Actor, report_id: UUID, person: PersonToAdd) -> PersonInReport:
    """Put someone in the vault from a report; the report keeps a pseudonym, a label and a role."""
    row = _seen(by, report_id)
    if person.role not in rules.ROLES_IN_REPORT:
        raise Invalid("Deze rol kennen we niet.", "Kies een rol uit de lijst.")
    with _changing(by, report_id):
        return _add_person(by, row, person)


def mark_taken(*, by: Actor, report_id: UUID) -> None:
    """Care has opened a case on this report: it leaves the list of what waits for care."""
    rows = Report.objects.seen_by(by, access.visible_to_care(by))
    row = rows.filter(pk=report_id).first()
    if row is None:
        raise NotFound
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
        _step(by, row, "taken_by_care", row.state)


def close_report(*, by: Actor, report_id: UUID, version: int, feedback: str) -> None:
    """Record what the reporter heard back (``given``, ``not_possible``, ``not_safe``) and close."""
    row = _seen(by, report_id)
    check(by, TRIAGE)
    decision = rules.may_close(
        outcome=row.outcome, taken=row.taken_at is not None, feedback=feedback
    )
    if not decision.allowed:
        raise Invalid(" ".join(decision.reasons), fields={"feedback": " ".join(decision.reasons)})
    with _changing(by, report_id):
        heard = states.after(row.state, states.GIVE_FEEDBACK)
        closed = states.after(heard, states.CLOSE)
        _change(row, version, state=closed, due_at=None)
        _step(by, row, states.GIVE_FEEDBACK, heard, detail=feedback)
        _step(by, row, states.CLOSE, closed)


def _seen(by: Actor, report_id: UUID) -> Report:
    row = Report.objects.seen_by(by, access.visible(by)).filter(pk=report_id).first()
    if row is None:
        raise NotFound
    return row


def _changing(by: Actor, report_id: UUID) -> Any:
    return act(by, TRIAGE, action="update", object_type="report", object_id=str(report_id))


def _change(row: Report, version: int, **values: object) -> None:
    """Change the report if it still is what the page showed; whoever comes second is refused."""
    same = Report.objects.filter(pk=row.pk, version=version, state=row.state)
    if not same.update(version=F("version") + 1, **values):
        raise Conflict(
            "Deze melding is intussen al gewijzigd, door jou of door een collega.",
            "Bekijk wat er is vastgelegd; wat je typte staat er nog.",
        )


def _received_before(by: Actor, find_id: str) -> UUID | None:
    rows = Report.objects.seen_by(by, access.own(by, find_id))
    return rows.values_list("id", flat=True).first()


def _new_report(by: Actor, report_id: UUID, find_id: str, told: Told) -> Report:
    now = clock.now()
    year = clock.local(now).year
    return Report.objects.create(
        id=report_id,
        number=year_number("M", year, _next_number(year)),
        year=year,
        find_id=find_id,
        received_at=now,
        language=told.language,
        channel="web_form",
        kind=rules.kind_of(told),
        about=told.about,
        municipality=told.municipality,
        outside_region=told.outside_region,
        ongoing=told.ongoing,
        minors=told.minors,
        anonymity=told.anonymity,
        state=states.NEW,
        form="UNK",
        due_at=_due(rules.first_term(told), now),
        **_sealed_texts(by, report_id, told),
    )


def _sealed_texts(by: Actor, report_id: UUID, told: Told) -> dict[str, bytes]:
    """Every text the reporter gave, sealed; what was left open stays empty."""
    subject = subject_of(report_id)
    given = {
        name: getattr(told, name) for name in ("narrative", "place", "contact", "reporter_name")
    }
    return {
        name: seal_text(by=by, subject=subject, column=name, text=text)
        for name, text in given.items()
        if text
    }


def _next_number(year: int) -> int:
    row, _ = ReportNumber.objects.select_for_update().get_or_create(year=year)
    row.last += 1
    row.save()
    return row.last


def _attach(by: Actor, report: Report, sent: SentFile) -> None:
    """Seal a file whole: its bytes as base64, because the vault seals text."""
    attachment_id, subject = new_id(), subject_of(report.id)

    def sealed(column: str, text: str) -> bytes:
        return seal_text(by=by, subject=subject, column=f"{column}:{attachment_id}", text=text)

    Attachment.objects.create(
        id=attachment_id,
        report=report,
        name=sealed("attachment_name", safe_name(sent.name)),
        content=sealed("attachment", b64encode(sent.content).decode()),
        kind=sent.kind,
        size=len(sent.content),
    )


def _with_facts(
    by: Actor,
    row: Report,
    weighing: Weighing,
    answers: Mapping[str, str],
    person: PersonToAdd | None,
) -> Weighing:
    """The weighing with what the rules look at and the page cannot be trusted to say."""
    persons = ReportSubject.objects.seen_by(by, Q(report_id=row.id)).count()
    seen = [name for name, answer in answers.items() if answer == OBSERVED]
    return replace(
        weighing,
        critical_observed=tuple(n for n in seen if vocabulary.indicator(n).critical),
        minors=row.minors,
        persons=persons + (person is not None),
    )


def _check_codes(row: Report, weighing: Weighing, answers: Mapping[str, str]) -> None:
    """Refuse, in a sentence, a word that no list of the vocabulary holds on the report's day."""
    on = clock.local(row.received_at).date()
    vocabulary.code("urgency", weighing.urgency, on)
    vocabulary.code("suspicion_level", weighing.suspicion, on)
    for form in weighing.forms:
        vocabulary.code("exploitation_form", form, on)
    if weighing.outcome != rules.NO_DECISION_YET:
        vocabulary.code("report_outcome", weighing.outcome, on)
    for answer in set(answers.values()):
        vocabulary.code("observation_answer", answer, on)


def _refuse(found: tuple[rules.Objection, ...]) -> None:
    if found:
        fields = {one.field: str(one) for one in reversed(found)}
        raise Invalid(found[0].sentence, found[0].next_step, fields=fields)


def _keep_triage(by: Actor, row: Report, weighing: Weighing, answers: Mapping[str, str]) -> None:
    triage_id, subject = new_id(), subject_of(row.id)

    def sealed(column: str, text: str) -> bytes:
        return seal_text(by=by, subject=subject, column=f"{column}:{triage_id}", text=text.strip())

    triage = Triage.objects.create(
        id=triage_id,
        report=row,
        suspicion=weighing.suspicion,
        urgency=weighing.urgency,
        urgency_reason=sealed("urgency_reason", weighing.urgency_reason),
        forms=list(weighing.forms),
        outcome=weighing.outcome,
        reasons=sealed("reasons", weighing.reasons),
        by=by.id,
        by_name=by.name,
        at=clock.now(),
    )
    on = clock.local(row.received_at).date()
    IndicatorObservation.objects.bulk_create(
        IndicatorObservation(
            triage=triage,
            indicator=name,
            version=vocabulary.indicator(name, on).version,
            answer=answer,
        )
        for name, answer in answers.items()
    )


def _add_person(by: Actor, row: Report, person: PersonToAdd) -> PersonInReport:
    ref = register_person(by=by, identity=person.identity, municipality=row.municipality)
    ReportSubject.objects.create(
        report=row,
        person=ref.id,
        label=ref.label,
        role=person.role,
        at=clock.now(),
        by_name=by.name,
    )
    return PersonInReport(id=ref.id, label=ref.label, role=person.role)


def _step(by: Actor, row: Report, event: str, to_state: str, *, detail: str = "") -> None:
    ReportStep.objects.create(
        report=row, event=event, to_state=to_state, detail=detail, by_name=by.name, at=clock.now()
    )


def _due(rule_id: str, start: datetime) -> datetime:
    """When a term of the vocabulary ends, by the rule as it stood on the day it starts."""
    return vocabulary.due(vocabulary.deadline(rule_id, clock.local(start).date()), start)
