"""Addresses of the room ``attachments``, under bijlagen: an id and never a name."""

from django.urls import path

from kmt.attachments import views

app_name = "attachments"

urlpatterns = [
    path("<uuid:file_id>/", views.file, name="file"),
    path("<uuid:file_id>/onderzoeken/", views.scan, name="scan"),
    path("<uuid:file_id>/bekijken/", views.show, name="show"),
    path("<uuid:file_id>/opslaan/", views.take, name="take"),
    path("<uuid:file_id>/stuk/", views.paper, name="paper"),
]
