"""Tells Django that this room exists."""

from django.apps import AppConfig


class ConferenceConfig(AppConfig):
    """The room ``conference``."""

    name = "kmt.conference"
    label = "conference"
