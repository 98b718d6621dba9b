"""Addresses of the room ``triage``: the desk, under meldingen."""

from django.urls import path

from kmt.triage.views import persons, reports, search, weighing

app_name = "triage"

urlpatterns = [
    path("meldingen/", reports.reports, name="reports"),
    path("meldingen/zoeken/", search.search, name="search"),
    path("meldingen/<uuid:report_id>/", reports.report_detail, name="report_detail"),
    path("meldingen/<uuid:report_id>/oppakken/", reports.take_up, name="take_up"),
    path("meldingen/<uuid:report_id>/triage/", weighing.triage, name="triage"),
    path("meldingen/<uuid:report_id>/persoon/", persons.person, name="person"),
    path("meldingen/<uuid:report_id>/bekend/", persons.known, name="known"),
    path("meldingen/<uuid:report_id>/sluiten/", reports.close, name="close"),
    path("meldingen/<uuid:report_id>/delen/", reports.share, name="share"),
]
