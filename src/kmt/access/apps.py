"""Tells Django that this room exists."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """The room ``access``."""

    name = "kmt.access"
    label = "access"
