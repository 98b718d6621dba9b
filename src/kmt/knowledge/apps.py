"""Tells Django that this room exists."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    """The room ``knowledge``."""

    name = "kmt.knowledge"
    label = "knowledge"
