"""When the privacy audits of the WGS fall due, and their recheck (WGS 1.10; BGS 1.18)."""

from collections.abc import Iterator
from datetime import date

from kmt.vocabulary.durations import add_months

WGS_IN_FORCE = date(2025, 3, 1)
FIRST_AFTER, THEN_EVERY, RECHECK_WITHIN = 2 * 12, 4 * 12, 12


def audit_days(in_force: date = WGS_IN_FORCE) -> Iterator[date]:
    """Two years after the law came into force, then every four years, without end."""
    months = FIRST_AFTER
    while True:
        yield add_months(in_force, months)
        months += THEN_EVERY


def next_audit(today: date, in_force: date = WGS_IN_FORCE) -> date:
    """The first audit that is not behind us."""
    return next(day for day in audit_days(in_force) if day >= today)


def recheck_before(audited_on: date) -> date:
    """The last day of the recheck after an audit with findings."""
    return add_months(audited_on, RECHECK_WITHIN)
