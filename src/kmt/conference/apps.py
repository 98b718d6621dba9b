"""Tells Django that this room exists, and the record what its codes mean."""

from django.apps import AppConfig

from kmt.audit.naming import explain
from kmt.vocabulary.queries import codes_of, label


class ConferenceConfig(AppConfig):
    """The room ``conference``."""

    name = "kmt.conference"
    label = "conference"

    def ready(self) -> None:
        """Give the record the words for what is done around a table."""
        states = codes_of("conference_state")
        explain(
            {
                f"conference:{one}": f"overleg: {label('conference_state', one, 'nl')}"
                for one in states
            }
        )
        explain(
            {
                "conference": "overleg",
                "conference:propose": "overleg voorgesteld",
                "conference:details": "plaats, tijd of voorzitter van het overleg",
                "conference:item": "dossier op de agenda gezet",
                "conference:goal": "doel van het overleg vastgelegd",
                "conference:informed": "vastgelegd of de persoon is uitgenodigd of ingelicht",
                "conference:participant": "deelnemer aan het overleg toegevoegd",
                "conference:admit": "deelnemer bij een dossier toegelaten",
                "conference:send_away": "toelating van een deelnemer ingetrokken",
                "conference:declare": "geheimhoudingsverklaring vastgelegd",
                "conference:attendance": "aanwezigheid vastgelegd",
                "conference:contribution": "inbreng vastgelegd",
                "conference:agreement": "afspraak gemaakt",
                "conference:settled": "afspraak afgerond",
                "conference:held": "overleg gehouden",
                "conference:summary": "verslag geschreven",
                "conference:minutes": "verslag voor één deelnemer",
                "conference:handed": "verslag meegegeven",
                "conference:calendar": "agendabestand zonder inhoud",
            }
        )
