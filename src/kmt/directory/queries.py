"""The reads of the social map: what fits a need, one entry with its history, a file that waits."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.directory import access, lists
from kmt.directory.models import DirectoryEntry, EntryChange, ImportDraft
from kmt.directory.reading import (
    ChangeLine,
    DraftPage,
    DraftRow,
    EntryLine,
    EntryPage,
    Found,
    content_of_row,
    from_json,
)
from kmt.directory.rules import Content, Need, asked_stems, changed, fit, name_key, order
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotFound
from kmt.partners.queries import names_of

READ, WRITE = Permission.KNOWLEDGE_BASE_READ, Permission.KNOWLEDGE_BASE_WRITE
_SHOWN_CHANGES = 30


def look_by(checked_on: date) -> date:
    """The last day on which what was looked at on this day still counts as looked at."""
    start = datetime.combine(checked_on, time(12), clock.DUTCH_TIME)
    return clock.local(lists.term("looked_at_again").end(start, working=False)).date()


def search(actor: Actor, need: Need) -> Found:
    """What may fit this need, best fit first; two questions to the database however much there is.

    An entry that says itself that it does not fit is counted, not shown.
    """
    check(actor, READ)
    rows = DirectoryEntry.objects.seen_by(actor, access.visible(actor)).filter(ended_on=None)
    total, today = rows.count(), clock.today()
    for any_of in asked_stems(need.words):
        rows = rows.filter(reduce(or_, (Q(stems__contains=one) for one in any_of)))
    lines = [_line(row, need, today) for row in rows]
    may_fit = [one for one in lines if not one.fit.says_no]
    may_fit.sort(key=lambda one: order(one.fit, stale=one.stale, name=one.content.name))
    return Found(
        lines=tuple(may_fit),
        say_no=len(lines) - len(may_fit),
        total=total,
        stale=sum(one.stale for one in lines),
    )


def stale(actor: Actor) -> tuple[EntryLine, ...]:
    """Entries that nobody looked at for a term, the oldest first: for who keeps the map."""
    check(actor, WRITE)
    today = clock.today()
    rows = DirectoryEntry.objects.seen_by(actor, access.visible(actor)).filter(ended_on=None)
    lines = (_line(row, Need(), today) for row in rows.order_by("checked_on", "name_key"))
    return tuple(one for one in lines if one.stale)


def _line(row: DirectoryEntry, need: Need, today: date) -> EntryLine:
    content, until = content_of_row(row), look_by(row.checked_on)
    return EntryLine(
        id=row.id,
        content=content,
        fit=fit(content, need),
        checked_on=row.checked_on,
        look_by=until,
        stale=until < today,
        example=row.example,
    )


def entry(actor: Actor, entry_id: UUID) -> EntryPage:
    """One entry with its history; three questions to the database."""
    check(actor, READ)
    row = DirectoryEntry.objects.seen_by(actor, access.visible(actor)).one(id=entry_id)
    steps = EntryChange.objects.seen_by(actor, access.visible(actor)).filter(entry=row.id)
    shown = list(steps.order_by("-number")[: _SHOWN_CHANGES + 1])
    names = names_of({row.checked_by, *(one.by for one in shown)})
    until = look_by(row.checked_on)
    return EntryPage(
        id=row.id,
        content=content_of_row(row),
        version=row.version,
        checked_on=row.checked_on,
        checked_by=names.get(row.checked_by, ""),
        look_by=until,
        stale=until < clock.today(),
        example=row.example,
        ended_on=row.ended_on,
        changes=tuple(_changes(shown, names))[:_SHOWN_CHANGES],
    )


def _changes(steps: Sequence[EntryChange], names: dict[str, str]) -> Iterable[ChangeLine]:
    before = [*(from_json(one.content) for one in steps[1:]), None]
    for one, old in zip(steps, before, strict=True):
        new = from_json(one.content)
        yield ChangeLine(
            number=one.number,
            what=one.what,
            at=one.at,
            by=names.get(one.by, ""),
            fields=changed(old, new) if old is not None else (),
        )


def standing(actor: Actor, names: Iterable[str]) -> dict[str, tuple[UUID, int, Content]]:
    """What the map says now of organisations, by the key of their name."""
    wanted = {name_key(one) for one in names}
    rows = DirectoryEntry.objects.seen_by(actor, access.visible(actor))
    # All of them: a list of five thousand names is more than one question may hold.
    return {
        row.name_key: (row.id, row.version, content_of_row(row))
        for row in rows
        if row.name_key in wanted
    }


def said_now(actor: Actor, names: Iterable[str]) -> dict[str, Content]:
    """What the map says now of organisations, by the key of their name, without their versions."""
    return {key: content for key, (_id, _version, content) in standing(actor, names).items()}


def draft(actor: Actor, draft_id: UUID) -> DraftPage:
    """A file that waits for a yes, row by row against what the map says now."""
    check(actor, WRITE)
    row = ImportDraft.objects.seen_by(actor, access.own_drafts(actor)).one(id=draft_id)
    if expired(row.at):
        raise NotFound
    found = [(one["number"], from_json(one["content"])) for one in row.rows]
    now = standing(actor, (content.name for _number, content in found))
    return DraftPage(
        id=row.id,
        file_name=row.file_name,
        at=row.at,
        rows=tuple(_draft_row(number, content, now) for number, content in found),
    )


def expired(at: datetime) -> bool:
    """Whether a file waited too long: its reader does not remember what it was."""
    return lists.term("draft_kept").end(at, working=False) < clock.now()


def _draft_row(
    number: int, content: Content, now: dict[str, tuple[UUID, int, Content]]
) -> DraftRow:
    old = now.get(name_key(content.name))
    which = changed(old[2], content) if old else ()
    what = "new" if old is None else "changed" if which else "same"
    return DraftRow(number=number, name=content.name, what=what, fields=which)
