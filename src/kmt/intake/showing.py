"""Who shows a report: the room above that puts together what all rooms keep of it.

The page has its address here, because every room in between leads to it; what stands on it is for
the room that knows them all. That room hands itself over, once, at the start.
"""

from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse

from kmt.kernel.door import StaffRequest

ReportPage = Callable[[StaffRequest, UUID], HttpResponse]
_pages: list[ReportPage] = []


def show_with(page: ReportPage) -> None:
    """Show reports by this page from now on."""
    _pages[:] = [page]


def shown(request: StaffRequest, report_id: UUID) -> HttpResponse:
    """The page of one report, for who may see the list of reports; that it was read is recorded."""
    if not _pages:
        raise ImproperlyConfigured("Geen kamer toont meldingen: roep show_with aan bij de start.")
    return _pages[0](request, report_id)
