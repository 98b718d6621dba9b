"""Tells Django that this room exists, decisions what they can be about, the record its words."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class OptionsConfig(AppConfig):
    """The room ``options``."""

    name = "kmt.options"
    label = "options"

    def ready(self) -> None:
        """Let decisions be about weighings; give the record the words for what was done."""
        from kmt.governance.subjects import know_subject
        from kmt.options.retained import NAMES, WHO
        from kmt.options.subject import WEIGHING

        know_subject(WEIGHING)
        explain(
            {
                "weighing": "afweging",
                "weighing_question": "vraag",
                "weighing_alternative": "alternatief",
                "weighing_criterion": "criterium",
                "weighing_dropped": "iets weggehaald",
                "weighing_weights": "gewichten",
                "weighing_judgement": "oordelen",
                "weighing_score": "scores",
                "weighing_opinion": "mening",
                "weighing_advice": "advies",
                "weighing_draft": "terug naar concept",
                "weighing_open": "open voor meningen",
                "weighing_concluded": "afgerond",
                NAMES: WHO,
            }
        )
