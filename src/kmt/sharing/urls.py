"""Addresses of the room ``sharing``."""

from django.urls import URLPattern, path

from kmt.sharing import views

app_name = "sharing"

urlpatterns: list[URLPattern] = [
    path("", views.overview, name="overview"),
    path("<uuid:draft_id>/", views.draft, name="draft"),
    path("akkoord/<uuid:draft_id>/", views.approve, name="approve"),
    path("gegevens/<uuid:subject_id>/", views.supplied, name="supplied"),
]
