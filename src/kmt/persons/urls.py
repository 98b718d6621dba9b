"""Addresses of the room ``persons``: the pages of one person, by id."""

from django.urls import path

from kmt.persons import views

app_name = "persons"

urlpatterns = [
    path("<uuid:person_id>/", views.person, name="person"),
    path("<uuid:person_id>/rol-beeindigen/", views.end_role, name="end_role"),
    path("<uuid:person_id>/contact/", views.contact, name="contact"),
    path("<uuid:person_id>/gegevens/", views.amend, name="amend"),
    path("<uuid:person_id>/zelfde/", views.same, name="same"),
    path("<uuid:person_id>/toestemming/", views.consents, name="consents"),
    path(
        "<uuid:person_id>/toestemming/<uuid:step_id>/",
        views.consent_document,
        name="consent_document",
    ),
]
