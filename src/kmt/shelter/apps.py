"""Tells Django that this room exists."""

from django.apps import AppConfig


class ShelterConfig(AppConfig):
    """The room ``shelter``."""

    name = "kmt.shelter"
    label = "shelter"
