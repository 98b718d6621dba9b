"""Tells Django that this room exists."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class FinanceConfig(AppConfig):
    """The room ``finance``."""

    name = "kmt.finance"
    label = "finance"

    def ready(self) -> None:
        """The record gets its words."""
        from kmt.finance.wording import REASONS

        explain(REASONS)
