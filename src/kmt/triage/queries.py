"""Every read of triages: the weighings of a report, newest first, with their answers."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q

from kmt.intake.retained import owner_of
from kmt.kernel.actor import Actor
from kmt.triage import access
from kmt.triage.models import IndicatorObservation, Triage
from kmt.triage.reading import TriageRead
from kmt.vault.queries import open_texts
from kmt.vault.rules import column_of

#: The texts of a weighing, sealed under the key of its report.
TEXTS = ("reasons", "urgency_reason")


def triages(actor: Actor, report_id: UUID) -> tuple[TriageRead, ...]:
    """Every weighing of a report, newest first; that the report was read is recorded by its page.

    Nothing for who may not read what was told.
    """
    return _opened(actor, report_id, access.visible(actor))


def triages_asked_about(actor: Actor, report_id: UUID) -> tuple[TriageRead, ...]:
    """The same for who answers a person about their own data, oldest first (AVG 15)."""
    return tuple(reversed(_opened(actor, report_id, access.asked_by_the_person(actor))))


def sealed_texts(actor: Actor, report_id: UUID) -> list[tuple[str, bytes]]:
    """The sealed texts of the weighings of a report, by column; nothing is opened."""
    rows = Triage.objects.seen_by(actor, access.kept(actor)).filter(report_id=report_id)
    return [(column_of(name, row.id), bytes(getattr(row, name))) for row in rows for name in TEXTS]


def _opened(actor: Actor, report_id: UUID, rule: Q) -> tuple[TriageRead, ...]:
    rows = list(Triage.objects.seen_by(actor, rule & Q(report_id=report_id)).order_by("-at"))
    subject = owner_of(report_id).subject
    sealed = [
        (subject, column_of(column, row.id), bytes(getattr(row, column)))
        for row in rows
        for column in TEXTS
    ]
    opened = iter(open_texts(sealed))
    answers = _answers(actor, rows)
    return tuple(_triage(row, next(opened), next(opened), answers[row.id]) for row in rows)


def _answers(actor: Actor, rows: Sequence[Triage]) -> dict[UUID, dict[str, list[str]]]:
    found: dict[UUID, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    rule = Q(triage_id__in=[row.id for row in rows])
    for one in IndicatorObservation.objects.seen_by(actor, rule).order_by("pk"):
        found[one.triage_id][one.answer].append(one.indicator)
    return found


def _triage(row: Triage, reasons: str, why: str, answers: dict[str, list[str]]) -> TriageRead:
    return TriageRead(
        suspicion=row.suspicion,
        urgency=row.urgency,
        urgency_reason=why,
        forms=tuple(row.forms),
        outcome=row.outcome,
        reasons=reasons,
        by_name=row.by_name,
        at=row.at,
        observed=tuple(answers["observed"]),
        not_observed=tuple(answers["not_observed"]),
        asked=sum(len(found) for found in answers.values()),
    )
