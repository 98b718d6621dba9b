"""What is asked about the tracks of a case: what happened, and how each track stands today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from kmt.care.joining import open_all, within, within_own_data, within_retained
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.tracks.loading import book, tracks
from kmt.tracks.models import TrackEvent
from kmt.tracks.rules import Happened, Status, TrackNow, status_of, track_now


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What was entered: the step, its day, from whom we know, and whether it still counts.

    ``counts`` is false for what was corrected later, and for what did not take place after all.
    """

    id: UUID
    case_id: UUID
    step: str
    on: date
    until: date | None
    told_by: str
    words: str
    replaces: UUID | None
    withdrawn: bool
    counts: bool
    by_name: str
    at: datetime


def entered(actor: Actor, case_id: UUID) -> tuple[Entered, ...]:
    """Everything that was entered in the tracks of a case, the corrected too, oldest day first."""
    return _entered(TrackEvent.objects.seen_by(actor, within(actor)).filter(case_id=case_id))


def entered_asked_about(actor: Actor, case_id: UUID) -> tuple[Entered, ...]:
    """The same, for who answers the person about their own data."""
    rule = within_own_data(actor)
    return _entered(TrackEvent.objects.seen_by(actor, rule).filter(case_id=case_id))


def status(actor: Actor, case_id: UUID) -> Status:
    """What the tracks say in codes: aangifte, choice of the reflection period, residence status."""
    return status_of(counting(entered(actor, case_id)))


def made_on(actor: Actor) -> tuple[tuple[UUID, date], ...]:
    """Of every row its case and the day it was made, for the retention term."""
    rows = TrackEvent.objects.seen_by(actor, within_retained(actor))
    return tuple(
        (case_id, clock.local(at).date()) for case_id, at in rows.values_list("case_id", "at")
    )


def retained_rows(actor: Actor, case_id: UUID) -> Q:
    """The rows of a case for who takes it out."""
    return within_retained(actor) & Q(case_id=case_id)


def counting(found: Iterable[Entered]) -> tuple[Happened, ...]:
    """What still counts, as the rules know it, in the order in which it was entered."""
    known = sorted((one for one in found if one.counts), key=lambda one: one.at)
    return tuple(
        Happened(step=one.step, on=one.on, entered=number, until=one.until, id=one.id)
        for number, one in enumerate(known)
    )


def tracks_now(happened: Sequence[Happened], today: date | None = None) -> tuple[TrackNow, ...]:
    """How every track stands (today), in the order of the page."""
    on = today or clock.today()
    return tuple(track_now(one, happened, on, book()) for one in tracks().everything)


def step_name(code: str) -> str:
    """What a step is called, in the first track that has it; the newest version says."""
    return next(one.steps[code][-1].dutch for one in tracks().everything if code in one.steps)


def _entered(rows: Iterable[TrackEvent]) -> tuple[Entered, ...]:
    found = sorted(rows, key=lambda row: (row.happened_on, row.at))
    words = open_all((row.case_id, "words", row.id, bytes(row.words)) for row in found)
    corrected = {row.replaces for row in found}
    return tuple(
        Entered(
            id=row.id,
            case_id=row.case_id,
            step=row.step,
            on=row.happened_on,
            until=row.until,
            told_by=row.told_by,
            words=text,
            replaces=row.replaces,
            withdrawn=row.withdrawn,
            counts=not row.withdrawn and row.id not in corrected,
            by_name=row.by_name,
            at=row.at,
        )
        for row, text in zip(found, words, strict=True)
    )
