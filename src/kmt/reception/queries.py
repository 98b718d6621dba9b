"""Every read of drafts: the list by facts, and one draft with its words; each look is recorded."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from kmt.access.acts import check, refusals_recorded
from kmt.access.permissions import Permission
from kmt.attachments.queries import FileLine, files_of
from kmt.audit.actions import read_of
from kmt.kernel.actor import Actor
from kmt.partners.queries import names_of
from kmt.reception import access
from kmt.reception.models import Draft, subject_of
from kmt.reception.reading import DraftLine, DraftList, DraftRead, OtherText
from kmt.reception.retained import DRAFT, kind_of, last_day_of
from kmt.reception.rules import DraftContent, from_text
from kmt.reception.states import DROPPED, OPEN, SENT
from kmt.vault.queries import open_texts

CONTENT = "content"
#: So many lines of one kind a page shows; more is not a list but a pile.
MOST = 200


def drafts(actor: Actor) -> DraftList:
    """What lies at the desk, by facts alone, oldest first; the look is recorded as a search."""
    check(actor, Permission.RECEPTION_DRAFT_LIST)
    rows = Draft.objects.seen_by(actor, access.listed(actor)).defer(CONTENT)
    open_ones = list(rows.filter(state=OPEN).order_by("started_at", "id")[: 3 * MOST])
    gone = Q(state=DROPPED, owner__in=(actor.id, ""))
    dropped = list(rows.filter(gone).order_by("-over_on", "id")[:MOST])
    lines = _lines([*open_ones, *dropped])
    read_of(actor, object_type=DRAFT, action="search", reason="reception:list")
    still = lines[: len(open_ones)]
    return DraftList(
        mine=tuple(one for one in still if one.owner == actor.id),
        untaken=tuple(one for one in still if not one.owner),
        others=tuple(one for one in still if one.owner not in {actor.id, ""}),
        dropped=lines[len(open_ones) :],
    )


def how_many_wait(actor: Actor) -> int:
    """How many mails nobody took up yet; none for who may not know."""
    return Draft.objects.seen_by(actor, access.untaken(actor)).filter(state=OPEN).count()


def draft(actor: Actor, draft_id: UUID) -> DraftRead:
    """One draft with its words; recorded. ``NotFound`` for one that somebody else is typing."""
    with refusals_recorded(actor, object_type=DRAFT, object_id=str(draft_id)):
        check(actor, Permission.RECEPTION_DRAFT_WRITE)
        mine = Draft.objects.seen_by(actor, access.readable(actor))
        row = mine.one(pk=draft_id)
    together = {row.pk, row.beside} - {None}
    same = Q(beside__in=together) | Q(pk__in=together)
    beside = [one for one in mine.filter(same & Q(state=OPEN)) if one.pk != row.pk]
    found = _lines([row, *beside])
    for one in (row, *beside):
        read_of(actor, object_type=DRAFT, object_id=str(one.pk))
    return DraftRead(
        line=found[0],
        content=content_of(row),
        others=tuple(
            OtherText(line=line, content=content_of(one))
            for line, one in zip(found[1:], beside, strict=True)
        ),
        report=row.report,
    )


def files(actor: Actor, draft_id: UUID) -> tuple[FileLine, ...]:
    """The files of a draft by name; the caller has recorded that the draft was read."""
    return files_of(actor, DRAFT, draft_id)


def ids_with_words(actor: Actor) -> "QuerySet[Any, Any] | None":
    """The ids of the drafts that this actor reads, so with the files that came along."""
    if not actor.may(Permission.RECEPTION_DRAFT_WRITE):
        return None
    rows = Draft.objects.seen_by(actor, access.readable(actor))
    return rows.exclude(state=SENT).values("id")


def id_of_label(actor: Actor, label: str) -> UUID | None:
    """The draft with this label, for who decides about its term; nothing of it is read."""
    check(actor, Permission.RETENTION_TERM_DECIDE)
    rows = Draft.objects.seen_by(actor, access.numbered(actor)).filter(label=label)
    return rows.values_list("id", flat=True).first()


def content_of(row: Draft) -> DraftContent:
    """The words of a draft; nothing of one that was sent. The caller records the look."""
    if not row.content:
        return DraftContent()
    return from_text(open_texts([(subject_of(row.pk), CONTENT, bytes(row.content))])[0])


def _lines(rows: Iterable[Draft]) -> tuple[DraftLine, ...]:
    found = list(rows)
    names = names_of({row.owner for row in found})
    return tuple(
        DraftLine(
            id=row.id,
            label=row.label,
            origin=row.origin,
            channel=row.channel,
            started_at=row.started_at,
            saved_at=row.saved_at,
            version=row.version,
            owner=row.owner,
            owner_name=names.get(row.owner, ""),
            state=row.state,
            reason=row.reason,
            beside=row.beside,
            last_day=last_day_of(
                kind_of(row.state, row.owner), row.started_at, row.saved_at, row.over_on
            ),
        )
        for row in found
    )
