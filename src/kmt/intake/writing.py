"""The parts of which the actions on a report are made; each runs inside an act of its caller."""

import json
from contextlib import AbstractContextManager
from uuid import UUID

from django.db.models import F

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.attachments import actions as attachments
from kmt.connections import actions as connections
from kmt.conversation.actions import forget
from kmt.conversation.queries import record_of
from kmt.intake import access, beside, retained, rules, states
from kmt.intake.models import (
    MATTER,
    WHO_REPORTED,
    Report,
    ReportStep,
    ReportSubject,
    key_of,
    subject_of,
)
from kmt.intake.reading import PersonInReport
from kmt.intake.rules import Told
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import random_number
from kmt.kernel.refusals import Conflict
from kmt.partners.terms import term_end
from kmt.vault.actions import index_text, seal_text
from kmt.vault.queries import open_texts
from kmt.vault.rules import PersonRef, Unreadable, column_of
from kmt.vocabulary.entries import UNKNOWN_FORM

NUMBER = "M"
TRIAGE = Permission.INTAKE_REPORT_TRIAGE


def seen(by: Actor, report_id: UUID) -> Report:
    """The report, as far as it exists for this actor."""
    return Report.objects.seen_by(by, access.visible(by)).one(pk=report_id)


def changing(by: Actor, report_id: UUID) -> AbstractContextManager[None]:
    """The act of changing a report: permission, rule, one line in the record."""
    return act(by, TRIAGE, action="update", object_type="report", object_id=str(report_id))


def change(row: Report, version: int, **values: object) -> None:
    """Change the report if it still is what the page showed; whoever comes second is refused."""
    same = Report.objects.filter(pk=row.pk, version=version, state=row.state)
    if not same.update(version=F("version") + 1, **values):
        raise Conflict(
            "Deze melding is intussen al gewijzigd, door jou of door een collega.",
            "Bekijk wat er is vastgelegd; wat je typte staat er nog.",
        )


def received_before(by: Actor, find_id: str) -> UUID | None:
    """The report that already came in with this receipt; None when there is none."""
    return record_of(by, retained.REPORT, find_id)


def new_report(by: Actor, report_id: UUID, told: Told) -> Report:
    """Keep what was told, numbered in its year, its texts sealed, the moment to the hour."""
    now = clock.this_hour()
    year = clock.local(now).year
    return Report.objects.create(
        id=report_id,
        number=_free_number(year),
        year=year,
        received_at=now,
        language=told.language,
        channel=told.channel,
        kind=rules.kind_of(told),
        about=told.about,
        municipality=told.municipality,
        outside_region=told.outside_region,
        ongoing=told.ongoing,
        minors=told.minors,
        anonymity=told.anonymity,
        form_told=told.form,
        state=states.NEW,
        form=UNKNOWN_FORM,
        due_at=term_end(rules.first_term(told), now),
        **_sealed_texts(by, report_id, told),
    )


def _free_number(year: int) -> str:
    """A number that is not taken, drawn by lot: one that counts would tell how many others came."""
    number = random_number(NUMBER, year)
    while Report.objects.filter(number=number).exists():
        number = random_number(NUMBER, year)
    return number


def _sealed_texts(by: Actor, report_id: UUID, told: Told) -> dict[str, bytes]:
    """Every text the reporter gave, sealed; what was left open stays empty."""
    given = {name: getattr(told, name) for name in (*MATTER, "contact", "reporter_name")}
    given["contact_terms"] = json.dumps(dict(told.contact_terms)) if told.contact_terms else ""
    for name in filter(given.get, MATTER):  # never who reported
        index_text(by=by, subject=subject_of(report_id), part=name, text=given[name])
    return {
        name: seal_text(by=by, subject=key_of(report_id, name), column=name, text=text)
        for name, text in given.items()
        if text
    }


def sealed(by: Actor, row: Report, column: str, text: str) -> bytes:
    """A text about a report, sealed under the key of the report, and found by its words."""
    index_text(by=by, subject=subject_of(row.id), part=column, text=text)
    return seal_text(by=by, subject=subject_of(row.id), column=column, text=text)


def put_beside(
    by: Actor, row: Report, ref: PersonRef, role: str, *, reason: str = ""
) -> PersonInReport:
    """Keep that this person is in the report, in this role; ``reason`` why it is them, if asked."""
    sealed_reason = b""
    if reason:
        sealed_reason = sealed(by, row, column_of("known", ref.id), reason)
    ReportSubject.objects.create(
        report=row,
        person=ref.id,
        label=ref.label,
        role=role,
        reason=sealed_reason,
        at=clock.now(),
        by_name=by.name,
    )
    return PersonInReport(id=ref.id, label=ref.label, role=role)


def put_words_of(by: Actor, report_id: UUID) -> bool:
    """Have one report found by the words of its texts; False when they do not open any more."""
    row = Report.objects.get(pk=report_id)
    parts = [(name, bytes(getattr(row, name))) for name in (*MATTER, "summary")]
    parts += [part for above in beside.all_above() for part in above.texts(by, report_id)]
    found = [(part, value) for part, value in parts if value]
    subject = subject_of(report_id)
    try:
        texts = open_texts([(subject, part, value) for part, value in found])
    except Unreadable:
        return False
    for (part, _), text in zip(found, texts, strict=True):
        index_text(by=by, subject=subject, part=part, text=text)
    return True


def note_step(by: Actor, row: Report, event: str, to_state: str, *, detail: str = "") -> None:
    """Keep a step in the history of the report."""
    ReportStep.objects.create(
        report=row, event=event, to_state=to_state, detail=detail, by_name=by.name, at=clock.now()
    )


def take_out_reporter(row: Report) -> int:
    """Forget who the reporter is; the report stays. One thing, or none when it was gone."""
    if not any(bytes(getattr(row, name)) for name in WHO_REPORTED):
        return 0
    empty = dict.fromkeys(WHO_REPORTED, b"")
    return Report.objects.filter(pk=row.pk).update(version=F("version") + 1, **empty)


def take_out(by: Actor, row: Report) -> int:
    """Remove a report with everything that hangs under it; how many rows that were."""
    parts = (
        ReportSubject.objects.filter(report_id=row.pk),
        ReportStep.objects.filter(report_id=row.pk),
        Report.objects.filter(pk=row.pk),
    )
    named = connections.take_out(by=by, object_type=retained.REPORT, object_id=row.pk)
    files = attachments.take_out(by=by, object_type=retained.REPORT, object_id=row.pk)
    talk = forget(object_type=retained.REPORT, object_id=row.pk)
    talk += sum(one.take_out(by, row.pk) for one in beside.all_above())
    return named + files + talk + sum(rows.delete()[0] for rows in parts)
