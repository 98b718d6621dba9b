"""What the nightly job does with one record: propose, withdraw, hold, destroy or nothing. Pure.

It proposes a waiting time ahead of the day, so that a person can still object; a limit of the law
is never passed for that. What needs a person is never destroyed by the job alone.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kmt.retention.rules.keeping import Outcome, Ruling


class Step(StrEnum):
    """What the job does with a record."""

    NOTHING = "nothing"
    PROPOSE = "propose"
    WITHDRAW = "withdraw"
    DESTROY = "destroy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far a record is: proposed since when, and what a person decided.

    ``decided`` is None as long as nobody chose; ``kept_until`` is the end of a choice to keep;
    ``said`` is the sentence that waits already.
    """

    proposed_on: date | None = None
    said: str = ""
    decided: bool | None = None
    kept_until: date | None = None


def next_step(now: Ruling, soon: Ruling, standing: Standing, today: date, wait: int) -> Step:
    """``now`` is the ruling of today, ``soon`` that of the end of the waiting time."""
    if _goes(now, standing, today, wait):
        return Step.DESTROY
    if soon.outcome in {Outcome.KEEP, Outcome.SHIELD}:
        return Step.WITHDRAW if standing.proposed_on else Step.NOTHING
    same = standing.proposed_on is not None and standing.said == soon.sentence
    if same or standing.decided or _kept(soon, standing, today):
        return Step.NOTHING
    return Step.PROPOSE


def due_day(ruling: Ruling, today: date) -> date:
    """The day on which a record goes, or on which a person must have decided."""
    if ruling.before is not None:
        return ruling.before
    return ruling.keep_until + timedelta(days=1) if ruling.keep_until else today


def first_night(ruling: Ruling, proposed_on: date, today: date, wait: int) -> date | None:
    """The first night on which the job destroys it; None when a person must decide."""
    if ruling.outcome is not Outcome.DESTROY:
        return None
    due = due_day(ruling, today)
    return due if ruling.strict else max(due, proposed_on + timedelta(days=wait))


def _goes(now: Ruling, standing: Standing, today: date, wait: int) -> bool:
    if standing.decided:
        return now.outcome in {Outcome.DESTROY, Outcome.DECIDE}
    if now.outcome is not Outcome.DESTROY:
        return False
    waited = standing.proposed_on and standing.proposed_on + timedelta(days=wait) <= today
    return bool(now.strict or waited)


def _kept(soon: Ruling, standing: Standing, today: date) -> bool:
    """A person chose to keep it for now; what the law destroys is not theirs to keep."""
    until = standing.kept_until
    return soon.outcome is Outcome.DECIDE and until is not None and today <= until
