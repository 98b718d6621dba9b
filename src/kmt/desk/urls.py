"""Addresses of the room ``desk``: the work list and what belongs to it, under meldingen."""

from django.urls import path

from kmt.desk.views import saved, search, worklist

app_name = "desk"

urlpatterns = [
    path("meldingen/", worklist.reports, name="reports"),
    path("meldingen/samen/", worklist.together, name="together"),
    path("meldingen/weergaven/", saved.saved, name="saved"),
    path("meldingen/zoeken/", search.search, name="search"),
    path("meldingen/<uuid:report_id>/toewijzen/", worklist.assign, name="assign"),
]
