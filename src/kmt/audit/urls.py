"""Addresses of the room ``audit``."""

from django.urls import URLPattern

app_name = "audit"

urlpatterns: list[URLPattern] = []
