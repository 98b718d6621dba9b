"""Addresses of the room ``directory``."""

from django.urls import path

from kmt.directory import views

app_name = "directory"

urlpatterns = [
    path("", views.entries, name="entries"),
    path("nieuw/", views.new, name="new"),
    path("inlezen/", views.read_in, name="read_in"),
    path("inlezen/<uuid:draft_id>/", views.draft, name="draft"),
    path("<uuid:entry_id>/", views.entry, name="entry"),
    path("<uuid:entry_id>/wijzigen/", views.change, name="change"),
]
