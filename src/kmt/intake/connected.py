"""Reports as the room ``connections`` knows them: who reads them, and whom they are about."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from kmt.connections.records import Records
from kmt.intake import access, opening
from kmt.intake.models import Report, ReportSubject, subject_of
from kmt.intake.queries import ids_with_story
from kmt.intake.retained import REPORT
from kmt.kernel.actor import Actor
from kmt.vault.queries import same_person


def _lines(actor: Actor, only: Collection[UUID]) -> Iterable[tuple[UUID, str, datetime]]:
    rows = Report.objects.seen_by(actor, access.visible(actor)).filter(pk__in=only)
    return rows.values_list("id", "number", "received_at")


def _texts(actor: Actor, report_id: UUID) -> str:
    row = Report.objects.seen_by(actor, access.visible(actor)).one(pk=report_id)
    return "\n".join(opening.texts(row, ("narrative", "place", "summary")).values())


def _persons(actor: Actor, report_id: UUID) -> Mapping[UUID, str]:
    rows = ReportSubject.objects.seen_by(actor, access.visible_parts(actor))
    return dict(rows.filter(report_id=report_id).values_list("person", "label"))


def _about(actor: Actor, persons: Collection[UUID]) -> Mapping[UUID, frozenset[UUID]]:
    # Who was called the same person as one of these, is that one.
    one_of = {one.id: person for person in persons for one in same_person(actor, person)}
    one_of |= {person: person for person in persons}
    rows = ReportSubject.objects.seen_by(actor, access.visible_parts(actor))
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for person, report in rows.filter(person__in=one_of).values_list("person", "report_id"):
        found[one_of[person]].add(report)
    return {person: frozenset(reports) for person, reports in found.items()}


RECORDS = Records(
    object_type=REPORT,
    page="intake:report_detail",
    ids=ids_with_story,
    lines=_lines,
    texts=_texts,
    persons=_persons,
    about=_about,
    subject=subject_of,
)
