"""Addresses of the room ``lawfulness``."""

from django.urls import URLPattern, path

from kmt.lawfulness.question import question
from kmt.lawfulness.transfer_views import transfer, transfers
from kmt.lawfulness.views import disclosure, disclosures, matrix

app_name = "lawfulness"

urlpatterns: list[URLPattern] = [
    path("deelmatrix/", matrix, name="matrix"),
    path("deelmatrix/vraag/", question, name="question"),
    path("verstrekkingen/", disclosures, name="disclosures"),
    path("verstrekkingen/<uuid:disclosure_id>/", disclosure, name="disclosure"),
    path("overdrachten/", transfers, name="transfers"),
    path("overdrachten/<uuid:transfer_id>/", transfer, name="transfer"),
]
