"""Tells Django that this room exists, and the record what its reasons mean."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class ConversationConfig(AppConfig):
    """The room ``conversation``."""

    name = "kmt.conversation"
    label = "conversation"

    def ready(self) -> None:
        """Give the record the words for what people with a code do."""
        explain(
            {
                "message": "bericht in het gesprek",
                "answered": "antwoord in het gesprek",
                "seen": "bericht gelezen",
                "safe": "zegt veilig te zijn",
                "not_safe": "zegt niet veilig te zijn",
                "withdrawn": "trekt in wat is gemeld",
                "cared_for": "op 'niet veilig' is gehandeld",
            }
        )
