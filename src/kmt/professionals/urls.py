"""Addresses of the room ``professionals``: with a code or account, of the desk, of systems."""

from django.urls import path

from kmt.professionals.views import api, code, desk, work

app_name = "professionals"

urlpatterns = [
    path("snel/", code.quick_code, name="quick_code"),
    path("partner/<slug:slug>/", code.partner, name="partner"),
    path("snelle-melding/", work.quick, name="quick"),
    path("snelle-melding/verstuurd/", work.sent, name="sent"),
    path("toegang-geven/", desk.links, name="links"),
    path("toegang-geven/<uuid:link_id>/intrekken/", desk.withdraw, name="withdraw"),
    path("toegang-geven/systemen/", desk.keys, name="keys"),
    path("toegang-geven/systemen/<uuid:key_id>/intrekken/", desk.revoke, name="revoke"),
    path("api/v1/reports/", api.reports, name="api_reports"),
    path("api/v1/openapi.json", api.document, name="api_document"),
]
