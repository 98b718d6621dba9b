"""Tells Django that this room exists, and the record what its words mean."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class TransitionConfig(AppConfig):
    """The room ``transition``."""

    name = "kmt.transition"
    label = "transition"

    def ready(self) -> None:
        """Give the record the words of a transition."""
        explain(
            {
                "transition": "overgang",
                "transition_condition": "voorwaarde van een overgang",
                "transition_task": "taak van een overgang",
                "transition_risk": "risico van een overgang",
                "go_no_go": "go of no go",
                "condition_shown": "aangetoond",
                "condition_open": "niet meer aangetoond",
                "task_to_do": "te doen",
                "task_doing": "bezig",
                "task_done": "klaar",
                "task_dropped": "vervallen",
                "said_go": "go",
                "said_later": "nog niet",
                "said_no_go": "no go",
                "transition_done": "overgang klaar",
                "transition_stopped": "overgang gestopt",
            }
        )
