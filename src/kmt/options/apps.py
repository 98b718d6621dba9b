"""Tells Django that this room exists."""

from django.apps import AppConfig


class OptionsConfig(AppConfig):
    """The room ``options``."""

    name = "kmt.options"
    label = "options"
