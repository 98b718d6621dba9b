"""Addresses of the room ``lawfulness``."""

from django.urls import URLPattern, path

from kmt.lawfulness.views import disclosures, matrix

app_name = "lawfulness"

urlpatterns: list[URLPattern] = [
    path("deelmatrix/", matrix, name="matrix"),
    path("verstrekkingen/", disclosures, name="disclosures"),
]
