"""Addresses of the room ``shelter``."""

from django.urls import path

from kmt.shelter import views

app_name = "shelter"

urlpatterns = [
    path("opvang/", views.gaps, name="gaps"),
    path("<uuid:case_id>/opvang/", views.case, name="case"),
    path("<uuid:case_id>/opvang/aanvragen/", views.new, name="new"),
    path("<uuid:case_id>/opvang/<uuid:request_id>/", views.one, name="request"),
    path("<uuid:case_id>/opvang/<uuid:request_id>/delen/", views.share, name="share"),
    path("<uuid:case_id>/opvang/verblijf/<uuid:stay_id>/", views.location, name="location"),
]
