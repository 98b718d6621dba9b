"""Every write of drafts: beginning, keeping, sending, taking over, putting away and destroying.

Keeping never overwrites in silence. What cannot be written over the draft it belongs to, because
another window, a colleague or the sending was first, becomes a draft of its own beside it.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError

from kmt.access.actors import REPORTER
from kmt.access.acts import act, check
from kmt.access.permissions import Permission
from kmt.attachments.actions import take_out as take_files_out
from kmt.attachments.files import SentFile
from kmt.intake.queries import receipt_if_received
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict, Invalid, NotFound
from kmt.reception import access, states
from kmt.reception.models import Draft
from kmt.reception.queries import content_of
from kmt.reception.reading import Kept, Sent
from kmt.reception.retained import DRAFT
from kmt.reception.rules import (
    CALL,
    PHONE,
    REASONS,
    DraftContent,
    may_keep,
    nonce_of,
    to_keep,
    told_of,
)
from kmt.reception.writing import change, new_draft, sealed, submit
from kmt.vocabulary import queries as vocabulary

WRITE = Permission.RECEPTION_DRAFT_WRITE
CHANNELS = "channel"


class TextBeside(Conflict):
    """A text could not be written over its draft: it is kept as a draft of its own (``kept``)."""

    def __init__(self, kept: Kept) -> None:
        """Say where the text is now."""
        super().__init__(
            "Dit concept is intussen gewijzigd, in een ander venster of door een collega.",
            "Jouw tekst is apart bewaard. Vergelijk de twee en verstuur er één.",
        )
        self.kept = kept


def begin_draft(*, by: Actor, channel: str = PHONE) -> Kept:
    """Begin an empty draft of a call or visit, before anything was typed."""
    return keep_draft(by=by, content=DraftContent(), channel=channel)


def keep_draft(
    *,
    by: Actor,
    content: DraftContent,
    draft_id: UUID | None = None,
    version: int = 0,
    origin: str = CALL,
    channel: str = PHONE,
    started_at: datetime | None = None,
    files: Sequence[SentFile] = (),
) -> Kept:
    """Keep what is typed so far; a draft that is not there is made, under ``draft_id`` if given.

    ``version`` is the one that the page has: when the draft is another one by now, or is not this
    actor's, the text is kept beside it and the answer says so. The same words twice change nothing.
    A mail (``origin`` ``mail``) begins without owner. Raises ``Invalid`` for what is too long.
    """
    check(by, WRITE)
    content = to_keep(content)
    channels = frozenset(vocabulary.codes_of(CHANNELS))
    decision = may_keep(content, origin, channels, channel)
    if not decision.allowed:
        raise Invalid(" ".join(decision.reasons), "Je tekst staat nog op deze pagina.")
    which = draft_id or new_id()
    row = _any(by, which)
    if row is None:
        began = started_at or clock.now()
        try:
            with _acting(by, which, "reception:keep", action="create"):
                row = new_draft(
                    by,
                    which,
                    content,
                    origin=origin,
                    channel=channel,
                    started_at=began,
                    files=files,
                )
        except IntegrityError:  # two windows at the same moment: the other one was first
            row = _any(by, which)
            if row is None:
                raise
        else:
            return Kept(draft_id=row.pk, version=row.version, saved_at=row.saved_at)
    if _says(row, content):
        return Kept(draft_id=row.pk, version=row.version, saved_at=row.saved_at)
    return _over(by, row, content, version) or _beside(by, row, content)


def send_draft(
    *, by: Actor, draft_id: UUID, version: int, content: DraftContent | None = None
) -> Sent:
    """Send a draft: it becomes a report and its receipt is in the answer; once, however often sent.

    ``content`` is kept first, in an act of its own: if sending fails, it is there. Raises
    :class:`TextBeside` when it could not be written over the draft, and nothing is sent then;
    ``Invalid`` for what intake refuses.
    """
    check(by, WRITE)
    if content is not None:
        kept = keep_draft(by=by, content=content, draft_id=draft_id, version=version)
        if kept.beside is not None:
            raise TextBeside(kept)
        version = kept.version
    row = _mine(by, draft_id)
    if row.state == states.SENT:
        return _sent_before(row, content)
    if row.version != version:
        raise Conflict(
            "Dit concept is intussen gewijzigd.", "Lees het nog eens en verstuur het dan."
        )
    with _acting(by, draft_id, "reception:send"):
        received = submit(by, row, content_of(row))
    return Sent(
        draft_id=row.pk,
        report_id=received.report_id,
        receipt=received.receipt,
        again=received.again,
    )


def take_over(*, by: Actor, draft_id: UUID, version: int) -> None:
    """Take a draft up, or over from a colleague: it is yours, and their window writes beside it."""
    row = _any(by, draft_id)
    check(by, WRITE)
    if row is None:
        raise NotFound
    with _acting(by, draft_id, "reception:take_over"):
        if row.owner == by.id:
            return
        if row.state != states.OPEN or row.version != version:
            raise Conflict(
                "Dit concept is intussen gewijzigd, verstuurd of overgenomen.",
                "Ververs de lijst en kijk wie eraan werkt.",
            )
        change(row, owner=by.id)


def drop_draft(*, by: Actor, draft_id: UUID, version: int, reason: str) -> None:
    """Put a draft away with a reason (a code of ``REASONS``); until its term it can be put back."""
    row = _mine(by, draft_id)
    if reason not in REASONS:
        sentence = "Kies waarom dit concept weg kan."
        raise Invalid(sentence, fields={"reason": sentence})
    with _acting(by, draft_id, "reception:drop"):
        state = states.after(row.state, states.DROP)
        if row.version != version:
            raise Conflict(
                "Dit concept is intussen gewijzigd.", "Lees het nog eens voordat je het weglegt."
            )
        change(row, state=state, reason=reason, over_on=clock.today())


def put_back(*, by: Actor, draft_id: UUID) -> None:
    """What was put away was needed after all: it is open again, and its term starts anew."""
    row = _mine(by, draft_id)
    with _acting(by, draft_id, "reception:put_back"):
        state = states.after(row.state, states.PUT_BACK)
        change(row, state=state, reason="", over_on=None, saved_at=clock.now())


def destroy_draft(*, by: Actor, object_id: UUID, part: str = "") -> int:
    """Destroy a draft whose term is over, with its files; the key is destroyed by the caller.

    For the job that guards the terms. Returns how many rows went, zero when it was gone already.
    """
    with act(
        by,
        Permission.RETENTION_TERM_RUN,
        action="delete",
        object_type=DRAFT,
        object_id=str(object_id),
        reason=part,
    ):
        rows = Draft.objects.seen_by(by, access.retained(by)).filter(pk=object_id)
        if not rows.exists():
            return 0
        files = take_files_out(by=by, object_type=DRAFT, object_id=object_id)
        return files + rows.delete()[0]


def _any(by: Actor, draft_id: UUID) -> Draft | None:
    """The draft with this id, whoever has it: to write with care, never to show."""
    return Draft.objects.seen_by(by, access.written(by, draft_id)).first()


def _mine(by: Actor, draft_id: UUID) -> Draft:
    """A draft of one's own, or one that nobody took up."""
    check(by, WRITE)
    return Draft.objects.seen_by(by, access.readable(by)).one(pk=draft_id)


def _says(row: Draft, content: DraftContent) -> bool:
    """Whether these are the words that the draft has, or had when it was sent."""
    if row.state == states.SENT:
        told = told_of(content, row.channel)
        return receipt_if_received(REPORTER, told, nonce_of(row.pk), ()) is not None
    return row.state == states.OPEN and content_of(row) == content


def _over(by: Actor, row: Draft, content: DraftContent, version: int) -> Kept | None:
    """Keep the text in its own draft; None when that is another one by now, or somebody else's."""
    if row.state != states.OPEN or row.owner != by.id or row.version != version:
        return None
    now = clock.now()
    try:
        with _acting(by, row.pk, "reception:keep"):
            change(row, content=sealed(by, row.pk, content), saved_at=now)
    except Conflict:
        return None
    return Kept(draft_id=row.pk, version=version + 1, saved_at=now)


def _beside(by: Actor, row: Draft, content: DraftContent) -> Kept:
    """Keep the text as a draft of its own, that says beside which one it stands."""
    which, root = new_id(), row.beside or row.pk
    with _acting(by, which, "reception:beside", action="create"):
        new = new_draft(
            by,
            which,
            content,
            origin=row.origin,
            channel=row.channel,
            started_at=row.started_at,
            beside=root,
        )
    return Kept(draft_id=new.pk, version=new.version, saved_at=new.saved_at, beside=row.pk)


def _sent_before(row: Draft, content: DraftContent | None) -> Sent:
    """The report that a draft became, with its receipt for who has the same words."""
    told = told_of(to_keep(content), row.channel) if content is not None else None
    receipt = told and receipt_if_received(REPORTER, told, nonce_of(row.pk), ())
    if not receipt or row.report is None:
        raise Conflict(
            "Dit concept is al verstuurd.", "De melding staat in de werklijst van meldingen."
        )
    return Sent(draft_id=row.pk, report_id=row.report, receipt=receipt, again=True)


def _acting(
    by: Actor, draft_id: UUID, reason: str, *, action: str = "update"
) -> AbstractContextManager[None]:
    return act(by, WRITE, action=action, object_type=DRAFT, object_id=str(draft_id), reason=reason)
