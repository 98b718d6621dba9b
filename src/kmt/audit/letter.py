"""The extract "who looked at my file" as a letter in plain Dutch, for the person concerned."""

from collections.abc import Sequence

from django.utils import formats

from kmt.audit.naming import explained
from kmt.audit.queries.looks import Look
from kmt.kernel import clock

#: What was done, in words that somebody outside the work understands.
DID = {
    "consent": "legde vast of u toestemming gaf",
    "copy": "maakte een kopie",
    "create": "maakte aan",
    "delete": "verwijderde",
    "emergency-access": "opende in een noodgeval",
    "export": "haalde gegevens eruit",
    "merge": "voegde twee dossiers samen",
    "print": "printte",
    "read": "bekeek",
    "search": "zocht op",
    "share-decision": "besloot over delen",
    "split": "splitste een dossier",
    "transfer": "droeg over",
    "update": "wijzigde",
}
WHAT = {
    "care_case": "uw zorgdossier",
    "disclosure": "een besluit over het delen van uw gegevens",
    "person": "wie u bent en hoe u te bereiken bent",
    "report": "een melding die over u gaat",
    "transfer": "de overdracht van een melding die over u gaat",
}
HEADING = "Wie keek er in uw gegevens?"
EXPLANATION = (
    "Elke keer dat iemand uw gegevens bekijkt of wijzigt, wordt dat vastgelegd. Hieronder staat "
    "wanneer dat was, namens welke organisatie, in welke rol, wat diegene deed en waarom. Namen "
    "van medewerkers staan er niet bij. Klopt er volgens u iets niet? Vraag het de "
    "privacyfunctionaris; u kunt ook een klacht indienen bij de Autoriteit Persoonsgegevens."
)
NOTHING = "Er is niets vastgelegd: niemand heeft uw gegevens bekeken."


def letter(looks: Sequence[Look]) -> str:
    """The whole letter as text."""
    lines = [_line(look) for look in looks] or [NOTHING]
    return "\n".join([HEADING, "", EXPLANATION, "", *lines, ""])


def _line(look: Look) -> str:
    moment = formats.date_format(clock.local(look.at), "j F Y H:i")
    what = WHAT.get(look.object_type, "gegevens over u")
    did = DID.get(look.action, "deed iets met")
    if look.refused:
        did = f"probeerde dit, maar mocht niet: {did}"
    why = f" Reden: {explained(look.reason)}." if look.reason else ""
    who = explained(look.role) + (f" ({explained(look.organisation)})" if look.organisation else "")
    return f"- {moment}: {who} {did}: {what}.{why}"
