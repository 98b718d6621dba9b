"""Tells Django that this room exists."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """The room ``insight``."""

    name = "kmt.insight"
    label = "insight"
