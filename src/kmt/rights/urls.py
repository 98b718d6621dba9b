"""Addresses of the room ``rights``."""

from django.urls import URLPattern, path

from kmt.rights import views

app_name = "rights"

urlpatterns: list[URLPattern] = [
    path("", views.requests, name="requests"),
    path("nieuw/", views.take, name="take"),
    path("<uuid:request_id>/", views.request_page, name="request"),
    path("<uuid:request_id>/persoon/", views.person, name="person"),
    path("<uuid:request_id>/gegevens/", views.gathered, name="gathered"),
    path("<uuid:request_id>/antwoord/", views.answer, name="answer"),
]
