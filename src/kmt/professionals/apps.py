"""Tells Django that this room exists, and intake what is kept here with a report."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class ProfessionalsConfig(AppConfig):
    """The room ``professionals``."""

    name = "kmt.professionals"
    label = "professionals"

    def ready(self) -> None:
        """Let what was sent go with its report, and give the record words for kinds and reasons."""
        from kmt.intake.beside import keep_beside
        from kmt.professionals.beside import BESIDE

        keep_beside(BESIDE)
        explain(
            {
                "reporting_link": "code om mee te melden",
                "partner_key": "sleutel van een systeem",
                "sent_report": "melding van een professional",
                "one_time_link": "professional met een code",
                "partner_system": "systeem van een ketenpartner",
                "sent:link": "gemeld met een code",
                "sent:account": "gemeld met een account",
                "sent:key": "gemeld door een systeem",
                "link:withdrawn": "code ingetrokken",
                "link:over": "code voorbij, gegevens gewist",
                "key:revoked": "sleutel ingetrokken",
                "own_sent": "eigen meldingen bekeken",
            }
        )
