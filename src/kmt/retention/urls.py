"""Addresses of the room ``retention``."""

from django.urls import URLPattern, path

from kmt.retention.views import terms

app_name = "retention"

urlpatterns: list[URLPattern] = [path("bewaartermijnen/", terms, name="terms")]
