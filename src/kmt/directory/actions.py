"""Every write on the social map: an entry, that it was looked at, off the map, rows of a file."""

from collections.abc import Sequence
from uuid import UUID

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.directory import access
from kmt.directory.models import DirectoryEntry, ImportDraft
from kmt.directory.queries import expired, standing
from kmt.directory.reading import as_json, content_of_row, from_json
from kmt.directory.rules import Content, changed, name_key
from kmt.directory.writing import NameTaken, held, keep_change, put, refuse_wrong, taken
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict, NotFound

WRITE = Permission.KNOWLEDGE_BASE_WRITE
ENTRY, IMPORT = "directory_entry", "directory_import"
MADE, CHANGED, CHECKED, READ_IN, ENDED = "made", "changed", "checked", "read_in", "ended"


def add_entry(*, by: Actor, content: Content, example: bool = False) -> UUID:
    """Put an organisation on the map; it counts as looked at today. ``Invalid`` per field."""
    entry_id = new_id()
    with act(by, WRITE, action="create", object_type=ENTRY, object_id=str(entry_id)):
        refuse_wrong(content)
        if taken(by, content):
            raise NameTaken
        _add(by, entry_id, content, MADE, example=example)
    return entry_id


def _add(by: Actor, entry_id: UUID, content: Content, what: str, *, example: bool = False) -> None:
    row = DirectoryEntry(id=entry_id, example=example, checked_on=clock.today(), checked_by=by.id)
    put(row, content)
    row.save(force_insert=True)
    keep_change(by, row, content, what)


def change_entry(*, by: Actor, entry_id: UUID, version: int, content: Content) -> None:
    """Let an entry say something else; that counts as looking at it. Nothing new: nothing kept.

    Raises ``Invalid`` per field, and ``TwoTexts`` when somebody saved it since ``version``.
    """
    with act(by, WRITE, action="update", object_type=ENTRY, object_id=str(entry_id)):
        row = held(by, entry_id, version)
        refuse_wrong(content)
        if taken(by, content, but=entry_id):
            raise NameTaken
        what = CHANGED if changed(content_of_row(row), content) or row.ended_on else CHECKED
        row.ended_on = None
        _keep(by, row, content, what)


def confirm_entry(*, by: Actor, entry_id: UUID, version: int) -> None:
    """Somebody looked at an entry, and it is still right."""
    with act(by, WRITE, action="update", object_type=ENTRY, object_id=str(entry_id)):
        row = held(by, entry_id, version)
        _keep(by, row, content_of_row(row), CHECKED)


def end_entry(*, by: Actor, entry_id: UUID, version: int) -> None:
    """Take an organisation off the map; its history stays, and it can come back by a change."""
    with act(by, WRITE, action="delete", object_type=ENTRY, object_id=str(entry_id)):
        row = held(by, entry_id, version)
        row.ended_on = clock.today()
        _keep(by, row, content_of_row(row), ENDED)


def _keep(by: Actor, row: DirectoryEntry, content: Content, what: str) -> None:
    if what != ENDED:
        row.checked_on, row.checked_by = clock.today(), by.id
    put(row, content)
    row.save()
    keep_change(by, row, content, what)


def keep_draft(*, by: Actor, file_name: str, rows: Sequence[tuple[int, Content]]) -> UUID:
    """Keep the rows of a file that had nothing wrong, until somebody says yes; the map stays as is.

    Drafts that waited too long go. ``Invalid`` when a row is not right after all.
    """
    draft_id = new_id()
    with act(by, WRITE, action="create", object_type=IMPORT, object_id=str(draft_id)):
        old = ImportDraft.objects.seen_by(by, access.all_drafts(by))
        old.filter(id__in=[one.id for one in old.only("id", "at") if expired(one.at)]).delete()
        for _number, content in rows:
            refuse_wrong(content)
        now = standing(by, (content.name for _number, content in rows))
        kept = [
            {
                "number": number,
                "content": as_json(content),
                "version": now[key][1] if (key := name_key(content.name)) in now else 0,
            }
            for number, content in rows
        ]
        ImportDraft(
            id=draft_id, file_name=file_name[:120], rows=kept, at=clock.now(), by=by.id
        ).save(force_insert=True)
    return draft_id


def take_over(*, by: Actor, draft_id: UUID) -> int:
    """Put the rows of a file on the map: all of them, or none. Returns how many changed something.

    Raises ``Conflict`` when an entry was changed since the file was read.
    """
    count = 0
    with act(by, WRITE, action="update", object_type=IMPORT, object_id=str(draft_id)):
        drafts = ImportDraft.objects.seen_by(by, access.own_drafts(by)).select_for_update()
        draft = drafts.one(id=draft_id)
        if expired(draft.at):
            raise NotFound
        found = [(one["version"], from_json(one["content"])) for one in draft.rows]
        now = standing(by, (content.name for _version, content in found))
        for version, content in found:
            count += _take_over(by, now.get(name_key(content.name)), version, content)
        draft.delete()
    return count


def _take_over(
    by: Actor, old: tuple[UUID, int, Content] | None, version: int, content: Content
) -> int:
    if (old[1] if old else 0) != version:
        raise Conflict(
            f"De vermelding van {content.name} is veranderd nadat dit bestand werd gelezen.",
            "Er is niets overgenomen. Lees het bestand opnieuw in.",
        )
    if old is None:
        _add(by, new_id(), content, READ_IN)
        return 1
    if not changed(old[2], content):
        return 0
    _keep(by, held(by, old[0], version), content, READ_IN)
    return 1
