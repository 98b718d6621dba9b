"""Tells Django that this room exists."""

from django.apps import AppConfig


class SafetyConfig(AppConfig):
    """The room ``safety``."""

    name = "kmt.safety"
    label = "safety"
