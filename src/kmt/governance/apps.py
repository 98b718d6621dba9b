"""Tells Django that this room exists."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """The room ``governance``."""

    name = "kmt.governance"
    label = "governance"
