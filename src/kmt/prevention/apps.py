"""Tells Django that this room exists."""

from django.apps import AppConfig


class PreventionConfig(AppConfig):
    """The room ``prevention``."""

    name = "kmt.prevention"
    label = "prevention"
