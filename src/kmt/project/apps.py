"""Tells Django that the roof exists."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Composition and commands; no tables."""

    name = "kmt.project"
    label = "project"
