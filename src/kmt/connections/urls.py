"""Addresses of the room ``connections``, under verbanden."""

from django.urls import path

from kmt.connections.views import record

app_name = "connections"

urlpatterns = [path("<uuid:object_id>/", record, name="record")]
