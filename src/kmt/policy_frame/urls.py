"""Addresses of this room."""

from django.urls.resolvers import URLPattern

app_name = "policy_frame"

urlpatterns: list[URLPattern] = []
