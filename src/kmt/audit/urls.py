"""Addresses of the room ``audit``."""

from django.urls import URLPattern, path

from kmt.audit.views.events import events
from kmt.audit.views.samples import sample_checks

app_name = "audit"

urlpatterns: list[URLPattern] = [
    path("logboek/", events, name="events"),
    path("steekproef/", sample_checks, name="samples"),
]
