"""Writing in the log of log-ins, apart from the access log, and forgetting after six months."""

from datetime import UTC, datetime

from django.db import transaction

from kmt.audit.log_in_chain import LOG_IN_KEY, LogIn, hash_of
from kmt.audit.models import ChainHead, LoginEvent
from kmt.audit.rules import GENESIS
from kmt.kernel import clock
from kmt.kernel.master_key import derive

CHAIN = 2
#: Selectielijst gemeenten 2020, 19.1.24: log-in data live six months.
MONTHS = 6


def record_log_in(*, account_id: str, result: str, step: str = "", origin: str = "") -> int:
    """Add one log-in or try, and return its number; ``account_id`` empty when nobody has it."""
    with transaction.atomic():
        head, _ = ChainHead.objects.select_for_update().get_or_create(id=CHAIN)
        one = LogIn(
            seq=head.seq + 1,
            at=clock.now().isoformat(),
            account_id=account_id,
            result=result,
            step=step,
            origin=origin,
            prev_hash=head.hash,
        )
        digest = hash_of(one, derive(LOG_IN_KEY))
        LoginEvent.objects.create(
            seq=one.seq,
            at=datetime.fromisoformat(one.at),
            account_id=account_id,
            result=result,
            step=step,
            origin=origin,
            prev_hash=one.prev_hash,
            hash=digest,
        )
        head.seq, head.hash = one.seq, digest
        head.save(force_update=True)
    return one.seq


def forget_log_ins() -> int:
    """Remove the log-ins that have had their six months; returns how many."""
    with transaction.atomic():
        head, _ = ChainHead.objects.select_for_update().get_or_create(id=CHAIN)
        gone, _ = LoginEvent.objects.filter(at__lt=_months_ago()).delete()
        if not LoginEvent.objects.exists():
            head.hash = GENESIS
            head.save(force_update=True)
    return gone


def _months_ago() -> datetime:
    """The same day six months ago, or the last day of a shorter month."""
    now = clock.now().astimezone(UTC)
    year, month = divmod(now.year * 12 + now.month - 1 - MONTHS, 12)
    for day in range(now.day, 27, -1):
        try:
            return now.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
    return now.replace(year=year, month=month + 1)
