"""Every write of reports: taking one in, taking it up, moving it on, destroying it.

Each action is one transaction: rule, access, change, record. The public entrance writes as the
actor ``REPORTER``, who has one permission and no origin.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db import IntegrityError
from django.db.models import F

from kmt.access.acts import act
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
from kmt.intake.rules import Told
from kmt.intake.writing import (
    TRIAGE,
    change,
    changing,
    new_report,
    note_step,
    put_beside,
    put_words_of,
    received_before,
    seen,
    take_out,
    take_out_reporter,
)
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict, Invalid
from kmt.partners.region import region
from kmt.partners.terms import term_end
from kmt.vault.rules import PersonRef


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


def move_on(
    *, by: Actor, report_id: UUID, version: int, event: str, detail: str = "", **decided: object
) -> None:
    """Move a report on as a room above decided, inside the act of that room; ``decided`` are the
    columns that follow. Whoever comes second gets ``Conflict``.
    """
    row = seen(by, report_id)
    state = states.after(row.state, event)
    change(row, version, state=state, **decided)
    note_step(by, row, event, state, detail=detail)


def set_beside(*, by: Actor, report_id: UUID, **decided: object) -> None:
    """Set columns that follow from a decision just made, inside the same act; no new step."""
    Report.objects.filter(pk=seen(by, report_id).pk).update(**decided)


def offer_again(*, by: Actor, report_id: UUID) -> None:
    """Let care see a report once more when somebody was named in it since care took it, inside the
    act of the room above: nothing that care took before may hide a person.
    """
    row = seen(by, report_id)
    since = ReportSubject.objects.filter(report=row, at__gt=row.taken_at) if row.taken_at else None
    if since is not None and since.exists():
        set_beside(by=by, report_id=report_id, taken_at=None)


def note_beside(*, by: Actor, report_id: UUID, version: int, event: str, **decided: object) -> None:
    """Keep in its history what a room above decided about a report that stays where it is."""
    row = seen(by, report_id)
    change(row, version, **decided)
    note_step(by, row, event, row.state)


def name_in_report(
    *, by: Actor, report_id: UUID, version: int, person: PersonRef, role: str, reason: str = ""
) -> PersonInReport:
    """Keep that a person is in this report, in a role, inside the act of the room above."""
    row = seen(by, report_id)
    change(row, version)
    if ReportSubject.objects.filter(report=row, person=person.id).exists():
        raise Conflict(
            f"Persoon {person.label} staat al bij deze melding.",
            "Kijk bij de personen van de melding.",
        )
    if reason:
        note_step(by, row, "found_known", row.state)
    return put_beside(by, row, person, role, reason=reason)


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
