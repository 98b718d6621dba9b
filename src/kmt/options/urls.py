"""Addresses of the room ``options``."""

from django.urls import path

from kmt.options import views

app_name = "options"

urlpatterns = [
    path("", views.weighings, name="weighings"),
    path("nieuw/", views.new, name="new"),
    path("<uuid:weighing_id>/", views.weighing, name="weighing"),
    path("<uuid:weighing_id>/inrichten/", views.setup, name="setup"),
    path("<uuid:weighing_id>/oordelen/", views.judgements, name="judgements"),
    path("<uuid:weighing_id>/scores/", views.scores, name="scores"),
    path("<uuid:weighing_id>/advies/", views.advice, name="advice"),
    path("<uuid:weighing_id>/afweging.pdf", views.paper, name="paper"),
]
