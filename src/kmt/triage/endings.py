"""Every read of how a report ends: what the reporter heard, closings, duplicates, and the reach.

That the report was read is recorded by the page that shows it; nothing here is for who may not
read what was told.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q

from kmt.conversation.queries import for_desk
from kmt.intake.queries import numbers_of
from kmt.intake.reading import Standing
from kmt.intake.retained import REPORT, owner_of
from kmt.kernel.actor import Actor
from kmt.triage import access
from kmt.triage.models import Ending, Feedback, SameMatter
from kmt.triage.reading import EndingRead, FeedbackRead, Reach, SameRead
from kmt.triage.rules import ToldBack, ways_to
from kmt.triage.told_back import said_in_full
from kmt.vault.queries import open_texts
from kmt.vault.rules import column_of


def reach_of(actor: Actor, report: Standing) -> Reach:
    """How this reporter can be reached; that the desk looked is not told to the one with the code.

    An anonymous reporter leaves only the code. Who gave a contact may have said what makes it
    safe: the page shows that first.
    """
    talk = for_desk(actor, REPORT, report.id)
    ways = ways_to(talks=talk is not None, anonymity=report.anonymity, reachable=report.reachable)
    if talk is None:
        return Reach(ways=ways)
    ours = [one.read_on for one in talk.turns if not one.of_reporter]
    wrote = any(one.of_reporter for one in talk.turns)
    return Reach(
        ways=ways,
        talks=True,
        came_back=wrote or any(ours),
        wrote=bool(ours),
        read_on=ours[-1] if ours else None,
        unsafe=talk.unsafe_since is not None,
    )


def told_back(actor: Actor, report_id: UUID) -> tuple[FeedbackRead, ...]:
    """What the reporter heard, newest first."""
    return _told_back(actor, report_id, access.visible(actor))


def told_back_asked_about(actor: Actor, report_id: UUID) -> tuple[FeedbackRead, ...]:
    """The same for who answers a person about their own data, oldest first (AVG 15)."""
    return _told_back(actor, report_id, access.asked_by_the_person(actor))[::-1]


def endings(actor: Actor, report_id: UUID) -> tuple[EndingRead, ...]:
    """When a report was closed and opened again, newest first."""
    return _endings(actor, report_id, access.visible(actor))


def endings_asked_about(actor: Actor, report_id: UUID) -> tuple[EndingRead, ...]:
    """The same for who answers a person about their own data, oldest first (AVG 15)."""
    return _endings(actor, report_id, access.asked_by_the_person(actor))[::-1]


def same_matter_as(actor: Actor, report_id: UUID) -> SameRead | None:
    """The report that this one tells the same as; None when it tells something of its own."""
    rows = SameMatter.objects.seen_by(actor, access.visible(actor)).filter(report_id=report_id)
    row = rows.order_by("at", "pk").last()
    if row is None or not row.holds:
        return None
    numbers = numbers_of(actor, [row.other_id] if row.other_id else [])
    return _same(row, row.other_id, numbers, _texts(report_id, [row], "reason", "same"))


def told_again_in(actor: Actor, report_id: UUID) -> tuple[SameRead, ...]:
    """The reports that tell the same as this one, oldest first."""
    seen = SameMatter.objects.seen_by(actor, access.visible(actor))
    said = seen.filter(other_id=report_id, holds=True).values("report_id")
    newest: dict[UUID, SameMatter] = {}
    for row in seen.filter(report_id__in=said).order_by("at", "pk"):
        newest[row.report_id] = row
    rows = [row for row in newest.values() if row.holds and row.other_id == report_id]
    numbers = numbers_of(actor, [row.report_id for row in rows])
    return tuple(
        _same(row, row.report_id, numbers, _texts(row.report_id, [row], "reason", "same"))
        for row in rows
    )


def same_asked_about(actor: Actor, report_id: UUID) -> tuple[str, ...]:
    """Why it was said to tell the same as another, for who answers a person (AVG 15)."""
    rule = access.asked_by_the_person(actor)
    rows = list(_newest_first(SameMatter, actor, report_id, rule))[::-1]
    return tuple(_texts(report_id, rows, "reason", "same").values())


def _told_back(actor: Actor, report_id: UUID, rule: Q) -> tuple[FeedbackRead, ...]:
    rows = list(_newest_first(Feedback, actor, report_id, rule))
    words = _texts(report_id, rows, "words", "feedback")
    return tuple(
        FeedbackRead(
            way=row.way,
            last=row.last,
            text=_said(row),
            words=words[row.pk],
            by_name=row.by_name,
            at=row.at,
        )
        for row in rows
    )


def _said(row: Feedback) -> str:
    if not row.text:
        return ""
    said = ToldBack(way=row.way, text=row.text, language=row.language, place=row.place)
    return said_in_full(said)


def _endings(actor: Actor, report_id: UUID, rule: Q) -> tuple[EndingRead, ...]:
    rows = list(_newest_first(Ending, actor, report_id, rule))
    words = _texts(report_id, rows, "words", "ending")
    return tuple(
        EndingRead(came_of=row.came_of, words=words[row.pk], by_name=row.by_name, at=row.at)
        for row in rows
    )


def _same(
    row: SameMatter, other: UUID | None, numbers: dict[UUID, str], reasons: dict[UUID, str]
) -> SameRead:
    number = numbers.get(other, "") if other else ""
    return SameRead(
        other=other if number else None,
        number=number,
        reason=reasons[row.pk],
        by_name=row.by_name,
        at=row.at,
    )


def _newest_first(model: type[Any], actor: Actor, report_id: UUID, rule: Q) -> Any:
    rows = model.objects.seen_by(actor, rule).filter(report_id=report_id)
    return rows.order_by("-at", "-pk")


def _texts(report_id: UUID, rows: Iterable[Any], name: str, sealed_as: str) -> dict[UUID, str]:
    """The texts of rows of one report, with one query for the keys; empty where there is none."""
    subject = owner_of(report_id).subject
    held = [(row.pk, bytes(getattr(row, name))) for row in rows]
    there = [(pk, value) for pk, value in held if value]
    opened = open_texts([(subject, column_of(sealed_as, pk), value) for pk, value in there])
    found = {pk: "" for pk, _ in held}
    return found | {pk: text for (pk, _), text in zip(there, opened, strict=True)}
