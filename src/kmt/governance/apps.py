"""Tells Django that this room exists, what the record calls its things, and what of scenarios."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class GovernanceConfig(AppConfig):
    """The room ``governance``."""

    name = "kmt.governance"
    label = "governance"

    def ready(self) -> None:
        """Let decisions be about scenarios of the budget; give the record its words."""
        from kmt.attachments.owners import Owners, own_with
        from kmt.governance.papers import PAPER, items_read
        from kmt.governance.scenarios import SCENARIO
        from kmt.governance.subjects import know_subject

        know_subject(SCENARIO)
        own_with(Owners(object_type=PAPER, ids=items_read, paper=True))
        explain(
            {
                "governance_decision": "besluit",
                "governance_body": "gremium",
                "governance_meeting": "vergadering",
                "governance_action": "actie van het bestuur",
                "governance_question": "vraag aan de klankbordgroep",
                "governance_year": "jaargang van een overleg",
                "governance:away_somebody": "stukken weggehaald: iets over een persoon",
                "governance:away_wrong_file": "stukken weggehaald: verkeerd bestand",
                "governance:away_not_here": "stukken weggehaald: niet voor iedereen hier",
                "governance:minutes": "verslag meegenomen",
                "governance:calendar": "voor de agenda, zonder inhoud",
            }
        )
