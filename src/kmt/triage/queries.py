"""Every read of triages: weighings with their signs and second looks, places, what was forwarded.

That a report was read is recorded by the page that shows it; nothing here is for who may not read
what was told.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from kmt.intake.reading import ReportRead, Standing
from kmt.intake.retained import owner_of
from kmt.kernel.actor import Actor
from kmt.lawfulness.queries import shared_about
from kmt.triage import access
from kmt.triage.models import (
    Ending,
    Feedback,
    Forwarded,
    IndicatorObservation,
    Located,
    SameMatter,
    SecondLook,
    Triage,
)
from kmt.triage.reading import ForwardRead, GroupRead, LocatedRead, LookRead, TriageRead
from kmt.triage.rules.forwarding import RECEIVERS
from kmt.triage.rules.places import Places
from kmt.vault.queries import open_texts
from kmt.vault.rules import column_of
from kmt.vocabulary import queries as vocabulary

#: The texts of each kind of row, by field and by the name under which they are sealed.
_SEALED: tuple[tuple[type[Any], str, dict[str, str]], ...] = (
    (
        Triage,
        "report_id",
        {"reasons": "reasons", "urgency_reason": "urgency_reason", "advice": "advice"},
    ),
    (SecondLook, "triage__report_id", {"reasons": "look"}),
    (Located, "report_id", {"reason": "located"}),
    (Forwarded, "report_id", {"words": "forwarded"}),
    (Feedback, "report_id", {"words": "feedback"}),
    (Ending, "report_id", {"words": "ending"}),
    (SameMatter, "report_id", {"reason": "same"}),
)


def triages(actor: Actor, report_id: UUID) -> tuple[TriageRead, ...]:
    """Every weighing of a report, newest first."""
    return _opened(actor, report_id, access.visible(actor))


def triages_asked_about(actor: Actor, report_id: UUID) -> tuple[TriageRead, ...]:
    """The same for who answers a person about their own data, oldest first (AVG 15)."""
    return tuple(reversed(_opened(actor, report_id, access.asked_by_the_person(actor))))


def places_for_care(actor: Actor, report_id: UUID) -> Places:
    """Where a victim lives and was found, as the desk put it down last; for who opens a case."""
    rows = Located.objects.seen_by(actor, access.visible_to_care(actor)).filter(report_id=report_id)
    row = rows.order_by("at").last()
    return Places(residence=row.residence, place_found=row.place_found) if row else Places()


def located(actor: Actor, report_id: UUID, rule: Q | None = None) -> LocatedRead | None:
    """Where it belongs, as it was put down last; None when nobody did."""
    rows = Located.objects.seen_by(actor, access.visible(actor) if rule is None else rule)
    row = rows.filter(report_id=report_id).order_by("at").last()
    if row is None:
        return None
    texts = _texts(report_id, [(row, "reason", "located")])
    names = ("residence", "place_found", "exploitation", "reporter", "responsible", "basis")
    return LocatedRead(
        **{name: getattr(row, name) for name in (*names, "by_name", "at")},
        reason=texts[row.pk, "reason"],
    )


def forwards(
    actor: Actor, report: ReportRead | Standing, chosen: Sequence[str]
) -> tuple[ForwardRead, ...]:
    """Per receiver what went there; those that the decision chose first, then the others.

    What was shared about a person before this report came in did not come of it.
    """
    report_id, persons = report.id, (one.id for one in report.persons)
    rows = list(_of_report(actor, Forwarded, report_id).order_by("at"))
    words = _texts(report_id, [(row, "words", "forwarded") for row in rows])
    shared = [
        one
        for one in shared_about(actor, frozenset(persons))
        if one.decided_at >= report.received_at
    ]
    order = (*chosen, *(code for code in RECEIVERS if code not in chosen))
    return tuple(
        ForwardRead(
            receiver=code,
            chosen=code in chosen,
            actor=RECEIVERS[code].actor,
            shared=tuple(
                (one.id, one.subject_label, one.decided_at)
                for one in shared
                if RECEIVERS[code].actor and one.recipient == RECEIVERS[code].actor
            ),
            told=tuple(
                (words[row.pk, "words"], row.by_name, row.at)
                for row in rows
                if row.receiver == code
            ),
        )
        for code in order
    )


def passed_on_asked_about(actor: Actor, report_id: UUID) -> tuple[tuple[str, str, datetime], ...]:
    """What was passed on without personal data, for who answers a person about their own data."""
    rule = access.asked_by_the_person(actor)
    rows = list(Forwarded.objects.seen_by(actor, rule).filter(report_id=report_id).order_by("at"))
    words = _texts(report_id, [(row, "words", "forwarded") for row in rows])
    return tuple((row.receiver, words[row.pk, "words"], row.at) for row in rows)


def sealed_texts(actor: Actor, report_id: UUID) -> list[tuple[str, bytes]]:
    """The sealed texts of what the desk wrote about a report, by column; nothing is opened."""
    return [
        (column_of(sealed_as, row.pk), bytes(getattr(row, name)))
        for model, path, names in _SEALED
        for row in model.objects.seen_by(actor, access.kept(actor)).filter(**{path: report_id})
        for name, sealed_as in names.items()
    ]


def _of_report(actor: Actor, model: type[Any], report_id: UUID) -> Any:
    return model.objects.seen_by(actor, access.visible(actor)).filter(report_id=report_id)


def _texts(
    report_id: UUID, wanted: Sequence[tuple[Any, str, str]]
) -> dict[tuple[object, str], str]:
    """The texts of rows of one report, by row and field, with one query for the keys."""
    subject = owner_of(report_id).subject
    found = {(row.pk, name): "" for row, name, _ in wanted}
    there = [one for one in wanted if bytes(getattr(one[0], one[1]))]
    opened = open_texts(
        [(subject, column_of(as_, row.pk), bytes(getattr(row, name))) for row, name, as_ in there]
    )
    for (row, name, _), text in zip(there, opened, strict=True):
        found[row.pk, name] = text
    return found


@dataclass(slots=True)
class _Answers:
    """The answers to the indicators in one weighing."""

    by_answer: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    sources: dict[str, str] = field(default_factory=dict)

    def groups(self) -> tuple[GroupRead, ...]:
        """Per group what was seen; groups of which nothing was asked are left out."""
        of: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for answer, names in self.by_answer.items():
            for name in names:
                of[vocabulary.indicator(name).group][answer].append(name)
        return tuple(
            GroupRead(
                group=one.group,
                observed=tuple(of[one.group]["observed"]),
                not_observed=len(of[one.group]["not_observed"]),
                asked=sum(map(len, of[one.group].values())),
            )
            for one in vocabulary.indicator_groups()
            if one.group in of
        )


def _opened(actor: Actor, report_id: UUID, rule: Q) -> tuple[TriageRead, ...]:
    rows = list(Triage.objects.seen_by(actor, rule & Q(report_id=report_id)).order_by("-at"))
    ids = [row.pk for row in rows]
    looks = list(SecondLook.objects.seen_by(actor, Q(triage_id__in=ids)).order_by("at"))
    wanted = [(row, name, as_) for row in rows for name, as_ in _SEALED[0][2].items()]
    texts = _texts(report_id, [*wanted, *((look, "reasons", "look") for look in looks)])
    answers = _answers(actor, ids)
    seconds: dict[UUID, list[LookRead]] = defaultdict(list)
    for look in looks:
        seconds[look.triage_id].append(
            LookRead(
                agrees=look.agrees,
                reasons=texts[look.pk, "reasons"],
                by_name=look.by_name,
                at=look.at,
            )
        )
    return tuple(_triage(row, texts, answers[row.pk], seconds[row.pk]) for row in rows)


def _answers(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, _Answers]:
    found: dict[UUID, _Answers] = defaultdict(_Answers)
    rows = IndicatorObservation.objects.seen_by(actor, Q(triage_id__in=ids))
    for one in rows.order_by("pk"):
        found[one.triage_id].by_answer[one.answer].append(one.indicator)
        if one.source:
            found[one.triage_id].sources[one.indicator] = one.source
    return found


def _triage(
    row: Triage,
    texts: dict[tuple[object, str], str],
    answers: _Answers,
    looks: list[LookRead],
) -> TriageRead:
    names = ("suspicion", "urgency", "safety", "outcome", "by", "by_name", "at")
    plain: dict[str, Any] = {name: getattr(row, name) for name in names}
    return TriageRead(
        **plain | {name: texts[row.pk, name] for name in _SEALED[0][2]},
        forms=tuple(row.forms),
        forward_to=tuple(row.forward_to),
        observed=tuple(answers.by_answer["observed"]),
        not_observed=tuple(answers.by_answer["not_observed"]),
        asked=sum(map(len, answers.by_answer.values())),
        groups=answers.groups(),
        sources=answers.sources,
        looks=tuple(looks),
    )
