"""Tells Django that this room exists."""

from django.apps import AppConfig


class VocabularyConfig(AppConfig):
    """The room ``vocabulary``."""

    name = "kmt.vocabulary"
    label = "vocabulary"
