"""Reading the log of log-ins: how often somebody failed lately, and whether it is whole."""

from collections.abc import Iterator
from datetime import UTC, datetime

from kmt.audit.log_in_chain import LOG_IN_KEY, LogIn, breaks_in
from kmt.audit.models import ChainHead, LoginEvent
from kmt.audit.rules import CHANGED, GENESIS, Break
from kmt.kernel.master_key import derive

DENIED = "denied"
CHAIN = 2
STRANGE = (AttributeError, TypeError, ValueError)


def failed_log_ins_since(moment: datetime, account_id: str, step: str) -> int:
    """How often this step failed for an account since a moment."""
    rows = LoginEvent.objects.filter(account_id=account_id, result=DENIED)
    return rows.filter(step=step, at__gte=moment).count()


def breaks_in_log_ins() -> tuple[Break, ...]:
    """Every break in the log of log-ins; its beginning may be gone, that is its six months."""
    head = ChainHead.objects.filter(id=CHAIN).first()
    last = head.hash if head else GENESIS
    try:
        return tuple(breaks_in(_log_ins(), derive(LOG_IN_KEY), last))
    except STRANGE:
        return (Break(0, CHANGED, "Het inloglogboek bevat iets wat geen programma schrijft."),)


def _log_ins() -> Iterator[LogIn]:
    for row in LoginEvent.objects.order_by("seq").iterator():
        yield LogIn(
            seq=row.seq,
            at=row.at.astimezone(UTC).isoformat(),
            account_id=row.account_id,
            result=row.result,
            step=row.step,
            origin=row.origin,
            prev_hash=row.prev_hash,
            hash=row.hash,
        )
