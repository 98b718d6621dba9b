"""The one clock: time in UTC for what is kept, in Dutch time for what is shown.

Rules never read a clock; actions and queries ask this one and hand the moment on. Tests stop it
with :func:`frozen`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

DUTCH_TIME = ZoneInfo("Europe/Amsterdam")
_stopped: ContextVar[datetime | None] = ContextVar("stopped_clock", default=None)


def now() -> datetime:
    """The moment, aware, in UTC."""
    return _stopped.get() or datetime.now(UTC)


def this_hour() -> datetime:
    """The moment to the hour: no finer is kept of who tells something at the public entrance."""
    return now().replace(minute=0, second=0, microsecond=0)


def today() -> date:
    """The date in the Netherlands: the day that legal terms count in."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """The same moment on a Dutch clock."""
    return moment.astimezone(DUTCH_TIME)


@contextmanager
def frozen(at: datetime) -> Iterator[None]:
    """Stop the clock at an aware moment: for tests and for the stories of the demo."""
    if at.tzinfo is None:
        raise ValueError("A stopped clock needs a time zone.")
    token = _stopped.set(at.astimezone(UTC))
    try:
        yield
    finally:
        _stopped.reset(token)
