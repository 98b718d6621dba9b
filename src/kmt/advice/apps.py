"""Tells Django that this room exists; the record what its reasons mean; what one can talk about."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class AdviceConfig(AppConfig):
    """The room ``advice``."""

    name = "kmt.advice"
    label = "advice"

    def ready(self) -> None:
        """Let who asked come back with a code, and give the record words for its reasons."""
        from kmt.advice.carrying import CARRIED
        from kmt.advice.talking import TOPIC
        from kmt.conversation.topics import talk_about
        from kmt.duty.carried import carry

        talk_about(TOPIC)
        carry(CARRIED)
        explain(
            {
                "advice:todo": "adviesvragen: te beantwoorden",
                "advice:mine": "adviesvragen: van mij",
                "advice:cover": "adviesvragen: van wie afwezig is",
                "advice:done": "adviesvragen: afgerond",
                "advice:own": "eigen adviesvragen",
                "advice:take": "adviesvraag opgepakt",
                "advice:answer": "advies gegeven",
                "advice:close": "advies afgerond",
                "advice:feedback": "wat de vrager van het advies vond",
                "advice:grow": "advies werd een melding, op grond van wie vroeg",
                "consent": "uitdrukkelijke toestemming",
                "statutory_duty": "wettelijke plicht van wie meldt",
                "statutory_power": "wettelijke bevoegdheid van wie meldt",
                "conflict_of_duties": "conflict van plichten",
                "vital_interest": "levensbelang",
                "no_secrecy": "geen beroepsgeheim",
            }
        )
