"""Tells Django that this room exists, and ``care`` what it keeps with cases."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class TracksConfig(AppConfig):
    """The room ``tracks``."""

    name = "kmt.tracks"
    label = "tracks"

    def ready(self) -> None:
        """Procedures are shown, told and destroyed with their case; the record gets its words."""
        from kmt.care.beside import keep_beside
        from kmt.tracks.beside import BESIDE

        keep_beside(BESIDE)
        explain(
            {
                "tracks": "procedures",
                "track_step": "stap in een procedure vastgelegd",
                "track_step_corrected": "stap in een procedure verbeterd",
            }
        )
