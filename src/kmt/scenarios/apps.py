"""Tells Django that this room exists."""

from django.apps import AppConfig


class ScenariosConfig(AppConfig):
    """The room ``scenarios``."""

    name = "kmt.scenarios"
    label = "scenarios"
