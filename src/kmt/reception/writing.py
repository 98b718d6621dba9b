"""The parts of which the actions on drafts are made; each runs inside an act of its caller."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F

from kmt.access.actors import REPORTER
from kmt.attachments.actions import hand_over, keep
from kmt.attachments.files import SentFile
from kmt.audit.actions import Event, record
from kmt.conversation.actions import say_safe
from kmt.conversation.receipts import secrets_of
from kmt.intake.actions import submit_report
from kmt.intake.reading import Received
from kmt.intake.retained import REPORT
from kmt.intake.retained import owner_of as report_files
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_label
from kmt.kernel.refusals import Conflict
from kmt.reception import states
from kmt.reception.models import Draft, subject_of
from kmt.reception.queries import CONTENT
from kmt.reception.retained import owner_of
from kmt.reception.rules import MAIL, DraftContent, nonce_of, to_text, told_of
from kmt.vault.actions import seal_text


def new_draft(
    by: Actor,
    draft_id: UUID,
    content: DraftContent,
    *,
    origin: str,
    channel: str,
    started_at: datetime,
    beside: UUID | None = None,
    files: Sequence[SentFile] = (),
) -> Draft:
    """A new draft of who types it; a mail has nobody yet."""
    row = Draft.objects.create(
        id=draft_id,
        label=_free_label(),
        origin=origin,
        channel=channel,
        started_at=started_at,
        saved_at=clock.now(),
        owner="" if origin == MAIL and beside is None else by.id,
        content=sealed(by, draft_id, content),
        beside=beside,
    )
    keep(by=by, owner=owner_of(draft_id), files=files)
    return row


def sealed(by: Actor, draft_id: UUID, content: DraftContent) -> bytes:
    """Everything that was typed as one text, under the key of the draft."""
    return seal_text(by=by, subject=subject_of(draft_id), column=CONTENT, text=to_text(content))


def change(row: Draft, **values: object) -> None:
    """Change a draft if it still is what was read; whoever comes second is refused."""
    same = Draft.objects.filter(pk=row.pk, version=row.version, state=row.state, owner=row.owner)
    if not same.update(version=F("version") + 1, **values):
        raise Conflict(
            "Dit concept is intussen gewijzigd, door jou in een ander venster of door een collega.",
            "Open het opnieuw vanuit de lijst; er is niets verloren.",
        )


def submit(by: Actor, row: Draft, content: DraftContent) -> Received:
    """Make the report: by the public door, so that nothing of who called rides along.

    The files of the draft go with it. Who said not to be safe stands first on the list of the desk.
    """
    nonce = nonce_of(row.pk)
    received = submit_report(by=REPORTER, told=told_of(content, row.channel), nonce=nonce)
    hand_over(by=by, source=owner_of(row.pk), to=report_files(received.report_id))
    if content.unsafe:
        say_safe(by=REPORTER, of=secrets_of(received.receipt), page=nonce, safe=False)
    record(
        Event(
            actor=by,
            action="create",
            object_type=REPORT,
            object_id=str(received.report_id),
            reason_text="reception:typed",
        )
    )
    change(
        row,
        state=states.after(row.state, states.SEND),
        report=received.report_id,
        content=b"",
        over_on=clock.today(),
        started_at=_to_the_hour(row.started_at),
        saved_at=_to_the_hour(row.saved_at),
    )
    return received


def _to_the_hour(moment: datetime) -> datetime:
    """No finer is kept of when somebody told something."""
    return moment.replace(minute=0, second=0, microsecond=0)


def _free_label() -> str:
    """A short name to say to a colleague; it tells nothing of who called."""
    label = new_label()
    while Draft.objects.filter(label=label).exists():
        label = new_label()
    return label
