"""Tells Django that this room exists."""

from django.apps import AppConfig


class FinanceConfig(AppConfig):
    """The room ``finance``."""

    name = "kmt.finance"
    label = "finance"
