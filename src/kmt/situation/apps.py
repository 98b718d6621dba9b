"""Tells Django that this room exists, and ``care`` what it keeps with cases."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class SituationConfig(AppConfig):
    """The room ``situation``."""

    name = "kmt.situation"
    label = "situation"

    def ready(self) -> None:
        """The situation is shown, told and destroyed with its case; the record gets its words."""
        from kmt.care.beside import keep_beside
        from kmt.situation.beside import BESIDE

        keep_beside(BESIDE)
        explain(
            {
                "situation": "situatie",
                "situation_member": "persoon in de casus gezet",
                "situation_member_left": "persoon uit de casus gehaald",
                "situation_described": "uitbuiting vastgelegd",
                "situation_status": "status als slachtoffer vastgelegd",
                "situation_arranged": "vastgelegd wat voor een minderjarige geregeld is",
                "situation_note": "notitie over niet-bestraffen geschreven",
                "situation_note_pdf": "notitie over niet-bestraffen als pdf gemaakt",
            }
        )
