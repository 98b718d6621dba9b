"""Tells Django that this room exists."""

from django.apps import AppConfig


class FactsheetsConfig(AppConfig):
    """The room ``factsheets``."""

    name = "kmt.factsheets"
    label = "factsheets"
