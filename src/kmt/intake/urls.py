"""Addresses of the room ``intake``: the public entrance at the root, the desk under meldingen."""

from django.urls import path

from kmt.intake.views import desk, known, public

app_name = "intake"

urlpatterns = [
    path("", public.entrance, name="entrance"),
    path("melden/", public.report, name="report"),
    path("meldingen/", desk.reports, name="reports"),
    path("meldingen/zoeken/", known.search, name="search"),
    path("meldingen/<uuid:report_id>/", desk.report_detail, name="report_detail"),
    path("meldingen/<uuid:report_id>/oppakken/", desk.take_up, name="take_up"),
    path("meldingen/<uuid:report_id>/triage/", desk.triage, name="triage"),
    path("meldingen/<uuid:report_id>/persoon/", desk.person, name="person"),
    path("meldingen/<uuid:report_id>/bekend/", known.known, name="known"),
    path("meldingen/<uuid:report_id>/sluiten/", desk.close, name="close"),
    path("meldingen/<uuid:report_id>/delen/", desk.share, name="share"),
]
