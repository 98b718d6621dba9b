"""Tells Django that this room exists."""

from django.apps import AppConfig


class MandateConfig(AppConfig):
    """The room ``mandate``."""

    name = "kmt.mandate"
    label = "mandate"
