"""Addresses of this room."""

from django.urls.resolvers import URLPattern

app_name = "scenarios"

urlpatterns: list[URLPattern] = []
