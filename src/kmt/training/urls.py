"""Addresses of this room."""

from django.urls.resolvers import URLPattern

app_name = "training"

urlpatterns: list[URLPattern] = []
