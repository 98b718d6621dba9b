"""Tells Django that this room exists, and the record what its looks mean."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class DeskConfig(AppConfig):
    """The room ``desk``."""

    name = "kmt.desk"
    label = "desk"

    def ready(self) -> None:
        """Show reports, and give the record the words for its lists."""
        from kmt.desk.views.reports import report_page
        from kmt.duty.carried import carry
        from kmt.intake.carrying import carried
        from kmt.intake.showing import show_with

        carry(carried("desk:reports"))
        show_with(report_page)
        explain({"unheard": "werklijst: terug te koppelen", "saved_view": "eigen weergave"})
