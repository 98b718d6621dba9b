"""Tells Django that this room exists."""

from django.apps import AppConfig


class CareConfig(AppConfig):
    """The room ``care``."""

    name = "kmt.care"
    label = "care"
