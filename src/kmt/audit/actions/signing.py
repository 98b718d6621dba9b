"""Sign a head of the record, and hand the heads over to the places outside."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from kmt.audit import places, signing
from kmt.audit.merkle import Peaks
from kmt.audit.models import AuditEvent, HeadDelivery, TreeHead
from kmt.audit.notes import Head, NotOurs, read, signed
from kmt.audit.queries.kept import kept_heads
from kmt.audit.queries.links import links
from kmt.audit.queries.verifying import counter
from kmt.audit.rules import CHAIN_KEY, GENESIS, Walk
from kmt.kernel import clock
from kmt.kernel.master_key import derive
from kmt.kernel.refusals import Refused

STOP = "Raak niets aan, waarschuw de privacyfunctionaris en doe: ./kmt manage verify_audit"


class RecordBroken(Refused):
    """The record is not whole, so nothing over it is signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedHead:
    """A head and whether it was made now."""

    size: int
    root: str
    note: str
    is_new: bool


def sign_head() -> SignedHead:
    """Sign the head over all events so far; reads only what came since the head before.

    Raises :class:`RecordBroken` when something in between is not whole: a signature under it would
    say that it is.
    """
    with transaction.atomic():
        last = TreeHead.objects.order_by("-size").first()
        peaks, end = _trusted(last), counter()
        _check_nothing_newer_outside(end.seq)
        if last is not None and end.seq == last.size:
            return SignedHead(size=last.size, root=last.root, note=last.note, is_new=False)
        walk = _walked(peaks, end.seq, end.hash)
        row = _row(walk.tree)
        row.save(force_insert=True)
    return SignedHead(size=row.size, root=row.root, note=row.note, is_new=True)


def deliver_heads() -> tuple[str, ...]:
    """Hand over what each place has not had yet; returns a sentence per place that failed."""
    found = (_deliver(place, hand_over) for place, hand_over in places.configured().items())
    return tuple(sentence for sentence in found if sentence)


def _trusted(last: TreeHead | None) -> Peaks:
    """The tree where the last head left it; its peaks must be those of the root it signed."""
    if last is None:
        return Peaks()
    try:
        head = read(last.note, signing.public_keys())
        peaks = Peaks(last.size, [bytes.fromhex(one) for one in last.peaks.split()])
    except (NotOurs, ValueError) as wrong:
        raise RecordBroken("Het vorige kenmerk van het logboek is beschadigd.", STOP) from wrong
    signed_here = (head.size, head.root.hex())
    if signed_here != (last.size, last.root) or head.root != peaks.root():
        raise RecordBroken("Het vorige kenmerk van het logboek is veranderd.", STOP)
    return peaks


def _check_nothing_newer_outside(size: int) -> None:
    """An old copy of the database must not be signed over what was handed out before."""
    kept, _ = kept_heads()
    newest = max((head.size for head in kept), default=0)
    if newest > size:
        raise RecordBroken(
            f"Buiten de database is een kenmerk over {newest} regels bewaard; de database heeft er "
            f"{size}. Er is een oude kopie teruggezet, of het einde is verwijderd.",
            STOP,
        )


def _walked(peaks: Peaks, until: int, end: str) -> Walk:
    """The events after the peaks, checked, up to the end that the program knows of."""
    before = AuditEvent.objects.filter(seq=peaks.size).values_list("hash", flat=True).first()
    walk = Walk(derive(CHAIN_KEY), peaks=peaks, previous=before or GENESIS)
    for link in links(after=peaks.size):
        if link.seq > until:
            break
        walk.take(link)
    if walk.breaks:
        raise RecordBroken(walk.breaks[0].sentence, STOP)
    if (walk.last, walk.previous) != (until, end):
        raise RecordBroken(f"Het logboek loopt tot regel {walk.last} en niet tot {until}.", STOP)
    return walk


def _row(tree: Peaks) -> TreeHead:
    now, root = clock.now(), tree.root()
    head = Head(
        origin=settings.KMT_AUDIT_ORIGIN,
        size=tree.size,
        root=root,
        moment=now.isoformat(timespec="seconds"),
    )
    return TreeHead(
        size=tree.size,
        root=root.hex(),
        peaks=" ".join(peak.hex() for peak in tree.hashes),
        signed_at=now,
        note=signed(head, signing.current()),
    )


def _deliver(place: str, hand_over: places.HandOver) -> str:
    waiting = _waiting(place)
    if not waiting:
        return ""
    trouble = ""
    try:
        hand_over([places.Signed(size=head.size, note=head.note) for head in waiting])
    except places.NotDelivered as failed:
        trouble = str(failed)
    for head in waiting:
        _note_delivery(head.size, place, trouble)
    return trouble


def _waiting(place: str) -> list[TreeHead]:
    """The heads that a place has not had; a new place starts with the newest one."""
    had = HeadDelivery.objects.filter(place=place)
    rows = TreeHead.objects.order_by("size")
    if not had.exists():
        return list(rows.reverse()[:1])
    first = had.earliest("size").size
    done = had.filter(delivered=True).values_list("size", flat=True)
    return list(rows.filter(size__gte=first).exclude(size__in=done))


def _note_delivery(size: int, place: str, trouble: str) -> None:
    row, _ = HeadDelivery.objects.get_or_create(
        size=size, place=place, defaults={"tried_at": clock.now()}
    )
    row.tries, row.tried_at = row.tries + 1, clock.now()
    row.delivered, row.trouble = not trouble, trouble[:200]
    row.save(force_update=True)
