"""Addresses of the room ``access``."""

from django.urls import URLPattern, path

from kmt.access.views import emergencies, table

app_name = "access"

urlpatterns: list[URLPattern] = [
    path("wie-ziet-wat/", table, name="table"),
    path("noodtoegang/", emergencies, name="emergencies"),
]
