"""Tells Django that this room exists."""

from django.apps import AppConfig


class TeamworkConfig(AppConfig):
    """The room ``teamwork``."""

    name = "kmt.teamwork"
    label = "teamwork"
