"""Addresses of the room ``triage``: weighing and deciding, under meldingen."""

from django.urls import path

from kmt.triage.views import deciding, ending, persons, taking, weighing

app_name = "triage"

urlpatterns = [
    path("meldingen/<uuid:report_id>/oppakken/", taking.take_up, name="take_up"),
    path("meldingen/<uuid:report_id>/delen/", taking.share, name="share"),
    path("meldingen/<uuid:report_id>/triage/", weighing.triage, name="triage"),
    path("meldingen/<uuid:report_id>/meekijken/", deciding.look, name="look"),
    path("meldingen/<uuid:report_id>/plaats/", deciding.places, name="places"),
    path("meldingen/<uuid:report_id>/doorzetten/", deciding.forward, name="forward"),
    path("meldingen/<uuid:report_id>/persoon/", persons.person, name="person"),
    path("meldingen/<uuid:report_id>/bekend/", persons.known, name="known"),
    path("meldingen/<uuid:report_id>/sluiten/", ending.close, name="close"),
    path("meldingen/<uuid:report_id>/terugkoppelen/", ending.feedback, name="feedback"),
    path("meldingen/<uuid:report_id>/heropenen/", ending.reopen, name="reopen"),
    path("meldingen/<uuid:report_id>/dubbel/", ending.same, name="same"),
]
