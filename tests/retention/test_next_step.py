"""What the night does with one record, as a table: nobody's file goes without its waiting time."""

from datetime import date, timedelta

import pytest

from kmt.retention.rules.keeping import Outcome, Ruling
from kmt.retention.rules.proposing import Standing, first_night, next_step

TODAY, WAIT = date(2026, 11, 26), 14
KEEP, SHIELD, DESTROY, DECIDE, HOLD = (
    Ruling(outcome=one, sentence=one, keep_until=TODAY) for one in Outcome
)
LIMIT = Ruling(outcome=Outcome.DESTROY, sentence="limit", keep_until=TODAY, strict=True)
NEW = Standing()


def since(days: int, **more: object) -> Standing:
    return Standing(proposed_on=TODAY - timedelta(days=days), said="DESTROY", **more)


@pytest.mark.parametrize(
    ("now", "soon", "standing", "step"),
    [
        (KEEP, KEEP, NEW, "nothing"),
        (KEEP, SHIELD, NEW, "nothing"),
        (KEEP, DESTROY, NEW, "propose"),
        (KEEP, DECIDE, NEW, "propose"),
        (HOLD, HOLD, NEW, "propose"),
        (KEEP, DESTROY, since(3), "nothing"),
        (KEEP, DECIDE, since(3), "propose"),
        (KEEP, KEEP, since(3), "withdraw"),
        (DESTROY, DESTROY, NEW, "propose"),
        (DESTROY, DESTROY, since(13), "nothing"),
        (DESTROY, DESTROY, since(14), "destroy"),
        (LIMIT, LIMIT, NEW, "destroy"),
        (DECIDE, DECIDE, since(400), "propose"),
        (DECIDE, DECIDE, Standing(decided=True), "destroy"),
        (KEEP, DECIDE, Standing(decided=True), "nothing"),
        (HOLD, HOLD, Standing(decided=True), "nothing"),
        (HOLD, HOLD, since(400), "propose"),
        (DECIDE, DECIDE, Standing(kept_until=TODAY), "nothing"),
        (DECIDE, DECIDE, Standing(kept_until=TODAY - timedelta(days=1)), "propose"),
        (DESTROY, DESTROY, Standing(kept_until=TODAY + timedelta(days=99)), "propose"),
        (LIMIT, LIMIT, Standing(kept_until=TODAY + timedelta(days=99)), "destroy"),
    ],
)
def test_the_next_step_of_a_record(now, soon, standing, step) -> None:
    assert next_step(now, soon, standing, TODAY, WAIT) == step


def test_the_first_night_is_after_the_waiting_time_but_never_after_a_limit() -> None:
    after = TODAY + timedelta(days=1)
    assert first_night(DESTROY, TODAY, TODAY, WAIT) == TODAY + timedelta(days=WAIT)
    assert first_night(DESTROY, TODAY - timedelta(days=99), TODAY, WAIT) == after
    assert first_night(LIMIT, TODAY, TODAY, WAIT) == after
    assert first_night(DECIDE, TODAY, TODAY, WAIT) is None
