"""Tells Django that this room exists."""

from django.apps import AppConfig


class EntranceConfig(AppConfig):
    """The room ``entrance``."""

    name = "kmt.entrance"
    label = "entrance"
