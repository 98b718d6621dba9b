"""Tells Django that this room exists, and the record what its roles are called."""

from django.apps import AppConfig

from kmt.access.giving import roles_to_give
from kmt.access.roles import ROLES
from kmt.access.rules import EMERGENCY, Capacity, EndReason, Ground, Opinion, ShieldReason
from kmt.audit.naming import explain
from kmt.partners.roles_known import know_roles

#: What the record calls the reasons and the purpose of this room.
_INVOLVED = {
    EMERGENCY: "noodtoegang",
    Ground.ACUTE_DANGER: "iemand is nu in gevaar",
    Ground.VICTIM_CALLS: "de persoon belt of staat voor de deur",
    Ground.DEADLINE: "een wettelijke termijn loopt af",
    Ground.POLICE_ASKS: "politie of arts vraagt het vanwege acuut gevaar",
    Capacity.STAND_IN: "betrokken: valt in",
    Capacity.ADVISER: "betrokken: denkt mee",
    EndReason.HANDED_OVER: "overgedragen",
    EndReason.NO_LONGER_NEEDED: "betrokkenheid niet meer nodig",
    EndReason.CONFLICT_OF_INTEREST: "een belang dat botst",
    EndReason.ABSENCE_OVER: "waarneming voorbij",
    ShieldReason.RELAPSE: "afgeschermd dossier: de persoon loopt opnieuw gevaar",
    ShieldReason.PERSON_ASKS: "afgeschermd dossier: de persoon vraagt erom",
    ShieldReason.COMPLAINT: "afgeschermd dossier: een klacht, of de rechter",
    ShieldReason.OVERSIGHT: "afgeschermd dossier: een controle van het werk",
    Opinion.JUSTIFIED: "noodtoegang: terecht",
    Opinion.TO_DISCUSS: "noodtoegang: om te bespreken",
    Opinion.NOT_JUSTIFIED: "noodtoegang: niet terecht",
    "involved": "wie eraan werkt",
    "shielded": "afgeschermd",
    "shield lifted": "niet meer afgeschermd",
}


class AccessConfig(AppConfig):
    """The room ``access``."""

    name = "kmt.access"
    label = "access"

    def ready(self) -> None:
        """Give the record the words for the roles, and the accounts what matters in giving one."""
        know_roles(roles_to_give())
        explain({code: role.dutch for code, role in ROLES.items()})
        explain({"public": "melder", "system": "programma", "none": "bij het inloggen"})
        explain(_INVOLVED)
