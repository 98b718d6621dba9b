"""Tells Django that this room exists."""

from django.apps import AppConfig


class TransitionConfig(AppConfig):
    """The room ``transition``."""

    name = "kmt.transition"
    label = "transition"
