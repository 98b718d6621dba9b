"""Addresses of the room ``training``."""

from django.urls import path

from kmt.training.views import keeping, taking

app_name = "training"

urlpatterns = [
    path("", taking.sessions, name="sessions"),
    path("mijn/", taking.mine, name="mine"),
    path("bereik/", taking.reach, name="reach"),
    path("agenda.ics", taking.feed, name="feed"),
    path("aanbod/", keeping.offers, name="offers"),
    path("aanbod/nieuw/", keeping.new_offer, name="new_offer"),
    path("aanbod/<uuid:training_id>/", keeping.offer, name="offer"),
    path("bijeenkomst/<uuid:session_id>/", taking.session, name="session"),
    path("bijeenkomst/<uuid:session_id>/wijzigen/", keeping.change_session, name="change_session"),
    path("bijeenkomst/<uuid:session_id>/agenda.ics", taking.session_calendar, name="calendar"),
    path("plaats/<uuid:place_id>/evaluatie/", taking.evaluate, name="evaluate"),
    path("plaats/<uuid:place_id>/bewijs.pdf", taking.certificate_pdf, name="certificate"),
]
