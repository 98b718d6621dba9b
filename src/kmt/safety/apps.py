"""Tells Django that this room exists, and ``care`` what it keeps with cases."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class SafetyConfig(AppConfig):
    """The room ``safety``."""

    name = "kmt.safety"
    label = "safety"

    def ready(self) -> None:
        """Safety is shown, told and destroyed with its case; the record gets its words."""
        from kmt.care.beside import keep_beside
        from kmt.safety.beside import BESIDE

        keep_beside(BESIDE)
        explain(
            {
                "safety_seen": "veiligheid bekeken",
                "safety_sheet": "veiligheidsplan om af te drukken",
                "safety_assessed": "veiligheid beoordeeld",
                "safety_planned": "veiligheidsplan gemaakt",
                "safety_incident": "voorval vastgelegd",
            }
        )
