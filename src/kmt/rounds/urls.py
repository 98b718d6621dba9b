"""Addresses of the room ``rounds``."""

from django.urls import path

from kmt.rounds import views

app_name = "rounds"

urlpatterns = [
    path("ronden/", views.rounds, name="rounds"),
    path("ronden/nieuw/", views.new, name="new"),
    path("ronden/<uuid:round_id>/", views.one, name="round"),
    path("ronden/<uuid:round_id>/<slug:municipality>/", views.answer, name="answer"),
    path("rollen/", views.roles, name="roles"),
    path("rollen/<slug:municipality>/", views.who, name="municipality"),
]
