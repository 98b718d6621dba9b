"""Addresses of the room ``tracks``, under the case they belong to."""

from django.urls import path

from kmt.tracks import views

app_name = "tracks"

urlpatterns = [
    path("<uuid:case_id>/procedures/", views.case, name="case"),
    path("<uuid:case_id>/procedures/verbeteren/<uuid:event_id>/", views.correct, name="correct"),
    path("<uuid:case_id>/procedures/<slug:slug>/", views.track, name="track"),
]
