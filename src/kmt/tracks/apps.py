"""Tells Django that this room exists."""

from django.apps import AppConfig


class TracksConfig(AppConfig):
    """The room ``tracks``."""

    name = "kmt.tracks"
    label = "tracks"
