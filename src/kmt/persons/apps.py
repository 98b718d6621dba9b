"""Tells Django that this room exists."""

from django.apps import AppConfig


class PersonsConfig(AppConfig):
    """The room ``persons``; no tables."""

    name = "kmt.persons"
    label = "persons"
