"""Tells Django that this room exists."""

from django.apps import AppConfig


class LawfulnessConfig(AppConfig):
    """The room ``lawfulness``."""

    name = "kmt.lawfulness"
    label = "lawfulness"
