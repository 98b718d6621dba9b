"""Tells Django that this room exists, and the record what its reasons mean."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class AttachmentsConfig(AppConfig):
    """The room ``attachments``."""

    name = "kmt.attachments"
    label = "attachments"

    def ready(self) -> None:
        """Give the record the words for what was done with a file."""
        explain(
            {
                "file_facts": "gegevens van een meegestuurd bestand bekeken",
                "file_shown": "meegestuurde foto bekeken",
                "file_paper": "stuk geopend bij een opgave of een vergadering",
                "file_assess": "bestand opgeslagen: om het verhaal te beoordelen",
                "file_hand_over": "bestand opgeslagen: overdragen aan politie of een ander",
                "file_safety": "bestand opgeslagen: voor iemands veiligheid",
                "file_passed": "op virussen onderzocht: niets gevonden",
                "file_refused": "op virussen onderzocht: virus gevonden, inhoud vernietigd",
            }
        )
