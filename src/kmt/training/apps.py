"""Tells Django that this room exists."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """The room ``training``."""

    name = "kmt.training"
    label = "training"
