"""Addresses of the room ``conference``, under overleg."""

from django.urls import path

from kmt.conference.views import holding, listing, minutes, preparing

app_name = "conference"

urlpatterns = [
    path("", listing.conferences, name="conferences"),
    path("nieuw/<slug:kind>/<uuid:object_id>/", listing.propose, name="propose"),
    path("<uuid:conference_id>/", preparing.conference, name="conference"),
    path("<uuid:conference_id>/overleg.ics", listing.calendar, name="calendar"),
    path("dossier/<uuid:item_id>/", preparing.item, name="item"),
    path("dossier/<uuid:item_id>/tafel/", holding.table, name="table"),
    path("dossier/<uuid:item_id>/delen/<uuid:participant_id>/", preparing.share, name="share"),
    path("verslag/<uuid:participant_id>/", minutes.minutes, name="minutes"),
    path("verslag/<uuid:participant_id>/pdf/", minutes.minutes_pdf, name="minutes_pdf"),
]
