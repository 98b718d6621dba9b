"""Every write of files: keeping what was sent, the verdict of the scanner, destroying.

Keeping and destroying run inside the act of the room whose file it is, so that a report and its
files come in together or not at all. Scanning happens by the clock, every few minutes, or when the
desk asks for it: nobody who sends something waits for it, nothing passes without it, and no queue
and no line of the record tells at which moment somebody sent something.
"""

from base64 import b64encode
from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from django.conf import settings

from kmt.access.actors import system_actor
from kmt.access.acts import act, check
from kmt.access.permissions import Permission
from kmt.attachments import states
from kmt.attachments.files import SentFile, safe_name
from kmt.attachments.models import Attachment
from kmt.attachments.owners import FileOwner, opened_with
from kmt.attachments.queries import ATTACHMENT, one_file, waiting_file, waiting_files
from kmt.attachments.scanning import NoScanner, NotScanned, Verdict, scan
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.vault.actions import seal_text
from kmt.vault.queries import open_texts
from kmt.vault.rules import Unreadable, column_of

WAITS, UNREADABLE = "waits", "unreadable"


def keep(*, by: Actor, owner: FileOwner, files: Sequence[SentFile]) -> None:
    """Seal what was sent and keep it in quarantine; inside the act of the owner's room."""
    there = Attachment.objects.filter(object_type=owner.object_type, object_id=owner.object_id)
    first = there.count() if files else 0
    for position, sent in enumerate(files, start=first):
        file_id = new_id()
        Attachment.objects.create(
            id=file_id,
            object_type=owner.object_type,
            object_id=owner.object_id,
            subject=owner.subject,
            position=position,
            name=_sealed(by, owner, column_of("file_name", file_id), safe_name(sent.name)),
            content=_sealed(
                by, owner, column_of("file", file_id), b64encode(sent.content).decode()
            ),
            kind=sent.kind,
            size=len(sent.content),
            cleaned=sent.cleaned,
        )


def hand_over(*, by: Actor, source: FileOwner, to: FileOwner) -> int:
    """Give every file of one owner to another, sealed anew under its key; how many there were.

    Runs inside the act by which the one becomes the other. The verdict of the scanner stays.
    """
    rows = Attachment.objects.filter(object_type=source.object_type, object_id=source.object_id)
    found = list(rows.order_by("position"))
    for row in found:
        for part, column in (("name", "file_name"), ("content", "file")):
            value = bytes(getattr(row, part))
            if value:
                place = column_of(column, row.id)
                text = open_texts([(source.subject, place, value)])[0]
                setattr(row, part, _sealed(by, to, place, text))
        row.object_type, row.object_id, row.subject = to.object_type, to.object_id, to.subject
        row.save(force_update=True)
    return len(found)


def take_out(*, by: Actor, object_type: str, object_id: UUID) -> int:
    """Destroy every file of one owner; inside the act of its room. How many there were."""
    check(by, Permission.RETENTION_TERM_RUN)
    rows = Attachment.objects.filter(object_type=object_type, object_id=object_id)
    return rows.delete()[0]


def correct_out(*, by: Actor, object_type: str, object_id: UUID) -> int:
    """Destroy every file of one owner because it should not be there (AVG 5(1)(d), 16).

    Inside the act of its room, which asks for the reason and keeps it. How many there were.
    """
    check(by, opened_with(object_type))
    rows = Attachment.objects.filter(object_type=object_type, object_id=object_id)
    return rows.delete()[0]


def scan_waiting(*, by: Actor) -> Counter[str]:
    """Ask the scanner about every file that waits; how many of each outcome.

    What it gives no clear answer about goes on waiting. When it is not there at all the rest
    waits too, without being asked.
    """
    ids = waiting_files(by)
    outcomes: Counter[str] = Counter()
    for file_id in ids:
        try:
            outcomes[_scan_one(by, file_id)] += 1
        except NoScanner:
            outcomes[WAITS] += len(ids) - outcomes.total()
            break
    return outcomes


def scan_now(*, by: Actor, file_id: UUID) -> None:
    """Have one file looked at, because somebody at the desk cannot wait; they do the waiting.

    Raises ``NotFound`` for a file outside their world and ``Refused`` when it goes on waiting.
    """
    found = one_file(by, file_id)
    if found.state == states.QUARANTINE and _scan_one(scanner(), file_id) in {WAITS, UNREADABLE}:
        raise NotScanned("De virusscanner gaf geen antwoord.", "Probeer het over een paar minuten.")


def scanner() -> Actor:
    """The named process that has files scanned; it may do nothing else."""
    return system_actor(
        "scanner", purpose="safety", permissions=frozenset({Permission.ATTACHMENTS_FILE_SCAN})
    )


def _scan_one(by: Actor, file_id: UUID) -> str:
    """Outside every transaction, because it takes time; the verdict is written in a short one."""
    try:
        found = waiting_file(by, file_id)
        if found is None:
            return WAITS
        verdict = scan(found.content, settings.KMT_CLAMAV)
    except NoScanner:
        raise
    except NotScanned:
        return WAITS
    except Unreadable:  # its key is gone: nobody will ever open it
        return UNREADABLE
    return _write_down(by, file_id, verdict)


def _write_down(by: Actor, file_id: UUID, verdict: Verdict) -> str:
    """Keep the verdict; what holds a virus loses its content in the same act."""
    state = states.REFUSED if verdict.virus else states.PASSED
    changed: dict[str, object] = {
        "state": state,
        "virus": verdict.virus,
        "scanned_at": clock.now().replace(minute=0, second=0, microsecond=0),
    }
    if verdict.virus:
        changed["content"] = b""
    with act(
        by,
        Permission.ATTACHMENTS_FILE_SCAN,
        action="update",
        object_type=ATTACHMENT,
        object_id=str(file_id),
        reason=f"file_{state}",
    ):
        Attachment.objects.filter(pk=file_id, state=states.QUARANTINE).update(**changed)
    return state


def _sealed(by: Actor, owner: FileOwner, column: str, text: str) -> bytes:
    return seal_text(by=by, subject=owner.subject, column=column, text=text)
