"""Tells Django that this room exists, what the record calls its things, and what of scenarios."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class GovernanceConfig(AppConfig):
    """The room ``governance``."""

    name = "kmt.governance"
    label = "governance"

    def ready(self) -> None:
        """Let decisions be about scenarios of the budget; give the record its words."""
        from kmt.governance.scenarios import SCENARIO
        from kmt.governance.subjects import know_subject

        know_subject(SCENARIO)
        explain(
            {
                "governance_decision": "besluit",
                "governance_body": "gremium",
                "governance_meeting": "vergadering",
                "governance_action": "actie van het bestuur",
                "governance_question": "vraag aan de klankbordgroep",
                "governance:minutes": "verslag meegenomen",
                "governance:calendar": "voor de agenda, zonder inhoud",
            }
        )
