"""Addresses of the room ``scenarios``."""

from django.urls import path

from kmt.scenarios import views

app_name = "scenarios"

urlpatterns = [
    path("scenarios/", views.scenarios, name="scenarios"),
    path("scenarios/nieuw/", views.new, name="new"),
    path("scenarios/voorstel.pdf", views.proposal, name="proposal"),
    path("scenarios/<uuid:scenario_id>/", views.scenario, name="scenario"),
    path("scenarios/<uuid:scenario_id>/wijziging/<slug:slug>/", views.change, name="change"),
]
