"""Addresses of the room ``reception``, under balie."""

from django.urls import path

from kmt.reception import views

app_name = "reception"

urlpatterns = [
    path("", views.drafts, name="drafts"),
    path("bellen/", views.call, name="call"),
    path("bewaren/", views.keep, name="keep"),
    path("<uuid:draft_id>/", views.draft, name="draft"),
    path("<uuid:draft_id>/overnemen/", views.take_over, name="take_over"),
    path("<uuid:draft_id>/wegleggen/", views.drop, name="drop"),
    path("<uuid:draft_id>/terugzetten/", views.put_back, name="put_back"),
]
