"""Tells Django that this room exists."""

from django.apps import AppConfig


class PlanConfig(AppConfig):
    """The room ``plan``."""

    name = "kmt.plan"
    label = "plan"
