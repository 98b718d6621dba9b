"""Tells Django that this room exists."""

from django.apps import AppConfig


class SharingConfig(AppConfig):
    """The room ``sharing``."""

    name = "kmt.sharing"
    label = "sharing"
