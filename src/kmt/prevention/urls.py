"""Addresses of this room."""

from django.urls.resolvers import URLPattern

app_name = "prevention"

urlpatterns: list[URLPattern] = []
