"""Tells Django that this room exists, and the record what its reasons mean."""

from django.apps import AppConfig

from kmt.audit.naming import explain
from kmt.rights.rules.asking import KINDS, REFUSALS
from kmt.rights.rules.exceptions import GROUNDS, OUTCOMES

#: What the record calls the steps of a request.
STEPS = {
    "own_rights": "antwoord op een verzoek over eigen gegevens",
    "recipient_told": "ontvanger bericht",
    "closed": "afgesloten",
    "restriction_lifted": "beperking opgeheven",
    "identity": "nagegaan wie vraagt",
    "danger_cleared": "gevaar nagegaan",
    "subjects": "over wie het gaat",
    "extended": "termijn verlengd",
    "withdrawn": "ingetrokken",
    "nothing_held": "er is niets",
    "corrected": "verbeterd",
    "statement": "verklaring toegevoegd",
    "exception_kept": "uitzondering blijft",
    "exception_over": "uitzondering voorbij",
}


class RightsConfig(AppConfig):
    """The room ``rights``."""

    name = "kmt.rights"
    label = "rights"

    def ready(self) -> None:
        """Give the record the words for kinds, grounds and steps of a request."""
        explain({"rights_request": "verzoek over eigen gegevens"})
        explain({str(kind): dutch for kind, dutch in KINDS.items()})
        explain({code: ground.dutch for code, ground in GROUNDS.items()} | REFUSALS | STEPS)
        explain({f"decided_{code}": dutch for code, dutch in OUTCOMES.items()})
