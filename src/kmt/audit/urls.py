"""Addresses of the room ``audit``."""

from django.urls import URLPattern, path

from kmt.audit.views import events

app_name = "audit"

urlpatterns: list[URLPattern] = [path("logboek/", events, name="events")]
