"""Fills the demo with an absence: next week a coordinator is away, and a colleague stands in."""

from datetime import timedelta

from kmt.access.actors import actor_for
from kmt.care.rules import CARE_CASE
from kmt.demo.people import account_of
from kmt.duty.actions import enter_absence
from kmt.duty.queries import absences
from kmt.kernel import clock


def load() -> str:
    """Write it down; harmless when repeated."""
    away, stands_in = (actor_for(account_of(key)) for key in ("sanne", "bram"))
    if absences(away):
        return "was er al"
    enter_absence(
        by=away,
        account=away.id,
        first_day=clock.today() + timedelta(days=7),
        last_day=clock.today() + timedelta(days=13),
        stand_ins={CARE_CASE: [stands_in.id]},
    )
    return "een afwezigheid"
