"""Tells Django that this room exists, and the record what its reasons mean."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class LawfulnessConfig(AppConfig):
    """The room ``lawfulness``."""

    name = "kmt.lawfulness"
    label = "lawfulness"

    def ready(self) -> None:
        """Give the record the words for the steps of a transfer and its lists."""
        explain(
            {
                "propose": "overdracht voorgesteld",
                "decide": "besloten wie er meegaat",
                "accept": "overdracht overgenomen",
                "refuse": "overdracht teruggegeven",
                "withdraw": "overdracht teruggehaald",
                "feedback": "wat het delen opleverde",
                "to_review": "verstrekkingen om te beoordelen",
                "incoming": "wat er binnenkomt",
                "outgoing": "wat er uitgaat",
            }
        )
