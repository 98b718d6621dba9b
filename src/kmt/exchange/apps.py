"""Tells Django that this room exists, what it keeps with cases, and what its reasons mean."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class ExchangeConfig(AppConfig):
    """The room ``exchange``."""

    name = "kmt.exchange"
    label = "exchange"

    def ready(self) -> None:
        """Hand over what is kept with a case, and the words of the record."""
        from kmt.care.beside import keep_beside
        from kmt.exchange.beside import BESIDE

        keep_beside(BESIDE)
        explain(
            {
                "exchange": "CoMensha en overdracht",
                "region_key": "sleutel van een regio",
                "received_handover": "overdracht van een andere regio",
                "other_basis": "andere grondslag dan toestemming",
                "registration": "registratie bij CoMensha",
                "registration_file": "bestand van de registratie gemaakt",
                "handover": "overdracht aan een andere regio",
                "handover_file": "pakket van de overdracht opgehaald",
                "handover_answer": "antwoord van de andere regio geladen",
                "handover_accepted": "overdracht aanvaard",
                "handover_refused": "overdracht geweigerd",
                "receipt": "ontvangstbewijs opgehaald",
                "basis_agreed": "akkoord met een andere grondslag",
                "basis_refused": "geen akkoord met een andere grondslag",
                "trust_ended": "sleutel van een regio ingetrokken",
            }
        )
