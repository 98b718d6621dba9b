"""The page of one report: what was told, what was decided, what comes next."""

from uuid import UUID

from django.http import HttpResponse

from kmt.access.permissions import Permission
from kmt.intake.showing import shown
from kmt.kernel.door import StaffRequest, open_to


@open_to(Permission.INTAKE_REPORT_LIST)
def report_detail(request: StaffRequest, report_id: UUID) -> HttpResponse:
    """One report, as the room above shows it."""
    return shown(request, report_id)
