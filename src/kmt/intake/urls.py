"""Addresses of the room ``intake``: the public entrance at the root."""

from django.urls import path

from kmt.intake.views import public

app_name = "intake"

urlpatterns = [
    path("", public.entrance, name="entrance"),
    path("melden/", public.report, name="report"),
]
