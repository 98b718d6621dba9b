"""Tells Django that this room exists, and the record what its reasons mean."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class IntakeConfig(AppConfig):
    """The room ``intake``."""

    name = "kmt.intake"
    label = "intake"

    def ready(self) -> None:
        """Give the record the words for the lists people looked through and for hand-overs."""
        explain(
            {
                "todo": "werklijst: nu te doen",
                "mine": "werklijst: van mij",
                "done": "werklijst: afgehandeld",
                "all": "werklijst: alles",
                "routed_to_care": "wat het meldpunt overdroeg",
                "care": "voor een zorgcasus",
                "come_back": "overdracht kwam terug",
                "taken by care": "overgenomen door zorgcoördinatie",
            }
        )
