"""Tells Django that this room exists."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    """The room ``retention``."""

    name = "kmt.retention"
    label = "retention"
