"""Addresses of the room ``entrance``: the pages to read before telling anything."""

from django.urls import path

from kmt.entrance import views

app_name = "entrance"

urlpatterns = [
    path("uitleg/", views.explained, name="explained"),
    path("vormen/", views.forms, name="forms"),
    path("daarna/", views.afterwards, name="afterwards"),
    path("hulp/", views.help_elsewhere, name="help"),
    path("beloven/", views.promises, name="promises"),
    path("sporen/", views.traces, name="traces"),
    path("professionals/", views.professionals, name="professionals"),
    path("privacy/", views.privacy, name="privacy"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
]
