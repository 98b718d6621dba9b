"""Colleagues who may weigh reports: to whom one can be given."""

from kmt.access.permissions import Permission
from kmt.access.roles import ROLES
from kmt.duty.queries import workers
from kmt.kernel import clock


def who_weighs() -> dict[str, str]:
    """Who may weigh reports today: names by account id; one question, no look at any report."""
    able = (
        one
        for one in workers(clock.today())
        if Permission.INTAKE_REPORT_TRIAGE in ROLES[one.role].permissions
    )
    return {one.id: one.name for one in able}
