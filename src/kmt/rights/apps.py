"""Tells Django that this room exists."""

from django.apps import AppConfig


class RightsConfig(AppConfig):
    """The room ``rights``."""

    name = "kmt.rights"
    label = "rights"
