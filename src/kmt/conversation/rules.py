"""What may be said and how long to wait, decided without a database. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

#: As long as a few pages; whoever has more to say sends it in parts.
TEXT_LIMIT = 5_000
#: So many messages may wait to be read; a machine that writes on and on is stopped there.
UNREAD_LIMIT = 20
#: Wrong codes in ten minutes, of everybody together, before the next try waits.
FREE_FAILURES, LONGEST_WAIT = 20, 60
#: From this many days before its end, the conversation itself says that it ends.
WARN_DAYS = 30


@dataclass(frozen=True, slots=True)
class Ending:
    """The last day of a conversation, and whether it is time to say so."""

    on: date | None = None
    soon: bool = False


def says_again(kind: str, last: str | None, *, unsafe: bool, withdrawn: bool) -> bool:
    """Whether a button says what is known: it was the last thing said, and it still holds."""
    if kind == "withdrawn":
        return withdrawn
    return kind == last and unsafe is (kind == "not_safe")


def waiting_seconds(failures: int) -> int:
    """How long the next try with a code waits after so many failed ones in ten minutes.

    Nobody is shut out: whoever has a real code waits at most a minute. The count is of the whole
    house, because counting per address would mean keeping addresses of people who report.
    """
    over = failures - FREE_FAILURES
    return 0 if over < 0 else min(LONGEST_WAIT, 5 + over)


def ending(last_day: date | None, today: date) -> Ending:
    """When a conversation ends; said in the conversation from thirty days before."""
    if last_day is None:
        return Ending()
    return Ending(last_day, soon=today >= last_day - timedelta(days=WARN_DAYS))
