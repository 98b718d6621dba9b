"""Tells Django that this room exists, and care which pages it makes."""

from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    """The room ``coordination``."""

    name = "kmt.coordination"
    label = "coordination"

    def ready(self) -> None:
        """Make the pages about who works on a case; their addresses are care's."""
        from kmt.care.showing import show_with
        from kmt.coordination import dividing, known, opening, rescheduling

        show_with(
            open=opening.open_case,
            move_lines=rescheduling.move_lines,
            division=dividing.division,
            colleague=dividing.colleague,
            involved=dividing.involved,
            emergency=dividing.emergency,
            end_emergency=dividing.end_emergency,
            known=known.known,
        )
