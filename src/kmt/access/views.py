"""The page that a privacy officer reads in one sitting: who may do what."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kmt.access.permissions import Permission
from kmt.access.table import domains, roles
from kmt.kernel.door import open_to


@open_to(Permission.ACCESS_TABLE_READ)
def table(request: HttpRequest) -> HttpResponse:
    """Permissions by role, and what each role is for."""
    return render(request, "access/table.html", {"roles": roles(), "domains": domains()})
