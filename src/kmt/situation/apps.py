"""Tells Django that this room exists."""

from django.apps import AppConfig


class SituationConfig(AppConfig):
    """The room ``situation``."""

    name = "kmt.situation"
    label = "situation"
