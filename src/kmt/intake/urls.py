"""Addresses of the room ``intake``: the public entrance at the root, and the page of a report."""

from django.urls import path

from kmt.intake.views import public, report

app_name = "intake"

urlpatterns = [
    path("", public.entrance, name="entrance"),
    path("melden/", public.report, name="report"),
    path("meldingen/<uuid:report_id>/", report.report_detail, name="report_detail"),
]
