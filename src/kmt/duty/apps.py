"""Tells Django that this room exists, and the record what its kinds and reasons mean."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class DutyConfig(AppConfig):
    """The room ``duty``."""

    name = "kmt.duty"
    label = "duty"

    def ready(self) -> None:
        """Give the record the words for being away, handing over and the mail."""
        explain(
            {
                "absence": "afwezigheid",
                "absence_begun": "waarneming begonnen",
                "absence_ended": "weer aanwezig",
                "duty": "dienst",
                "mail_choice": "keuze voor bericht per mail",
                "mail_sent": "bericht per mail zonder inhoud",
                "received": "overgedragen werk bekeken",
                "term_over": "bewaartermijn voorbij",
                "left": "uit het team",
            }
        )
