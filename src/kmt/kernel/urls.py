"""Addresses of the room ``kernel``."""

from django.urls import path

from kmt.kernel import views

app_name = "kernel"

urlpatterns = [path("", views.components_page, name="components")]
