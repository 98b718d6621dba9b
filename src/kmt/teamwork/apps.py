"""Tells Django that this room exists, ``care`` what it keeps with cases, ``duty`` what waits."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class TeamworkConfig(AppConfig):
    """The room ``teamwork``."""

    name = "kmt.teamwork"
    label = "teamwork"

    def ready(self) -> None:
        """Hand over what hangs under a case, what the mail counts, and the words of the record."""
        from kmt.care.beside import keep_beside
        from kmt.duty.carried import carry
        from kmt.teamwork.beside import BESIDE
        from kmt.teamwork.carrying import COMMENT, PARTNER

        keep_beside(BESIDE)
        carry(PARTNER)
        carry(COMMENT)
        explain(
            {
                "partner_part": "deel van een ketenpartner",
                "calendar_feed": "agenda-adres",
                "teamwork": "samenwerken",
                "who_knows": "wie weet wat",
                "partner_let_in": "ketenpartner toegelaten",
                "partner_let_out": "toegang van een ketenpartner beëindigd",
                "partner_task_asked": "taak gevraagd aan een ketenpartner",
                "partner_task_answered": "gevraagde taak beantwoord",
                "partner_task_withdrawn": "gevraagde taak teruggenomen",
                "given_to_partner": "iets te lezen gegeven aan een ketenpartner",
                "comment_written": "opmerking geschreven",
                "comment_read": "opmerking gelezen",
                "burden": "verdeling van het werk",
            }
        )
