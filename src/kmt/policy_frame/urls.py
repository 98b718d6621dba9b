"""Addresses of the room ``policy_frame``."""

from django.urls import path

from kmt.policy_frame import views

app_name = "policy_frame"

urlpatterns = [
    path("", views.current, name="current"),
    path("nieuw/", views.new, name="new"),
    path("<uuid:frame_id>/", views.version, name="version"),
    path("<uuid:frame_id>/schrijven/", views.write, name="write"),
    path("<uuid:frame_id>/schrijven/<slug:kind>/<uuid:part_id>/", views.part, name="part"),
    path("<uuid:frame_id>/vaststellen/", views.adopt, name="adopt"),
    path("<uuid:frame_id>/vergelijken/", views.compare, name="compare"),
    path("<uuid:frame_id>/resultaat/<uuid:result_id>/", views.result, name="result"),
    path("<uuid:frame_id>/beleidskader.pdf", views.frame_pdf, name="pdf"),
]
