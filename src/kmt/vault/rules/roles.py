"""In which part somebody is in view, in which compartment, and who sees that part.

One person may be victim and suspect at once: each part has its own visibility. The desk finds
everybody of its own compartment, for triage alone; care never finds who is only a suspect (row
M008 of the sharing matrix); nothing crosses the wall between care and the person-centred approach.
"""

from collections.abc import Collection

from kmt.access.permissions import Permission
from kmt.kernel.refusals import Decision

VICTIM, FAMILY, CHILD = "victim", "family", "child"
DESK, CARE, PGA = "R1", "R2", "R3"
#: The parts in which care knows somebody.
IN_CARE = frozenset({VICTIM, FAMILY, CHILD})
#: Every part of the code list ``person_role``.
ROLES = frozenset({*IN_CARE, "offender", "witness", "professional", "reporter_contact"})
#: What each permission shows: one compartment, and the parts in it.
REACH: dict[Permission, tuple[str, frozenset[str]]] = {
    Permission.VAULT_REACH_DESK: (DESK, ROLES),
    Permission.VAULT_REACH_CARE: (CARE, IN_CARE),
    Permission.VAULT_REACH_PGA: (PGA, ROLES),
}
#: Processes that keep the keys and the terms: they reach everybody and show nobody.
KEEPERS = frozenset({Permission.VAULT_DATA_ERASE, Permission.VAULT_KEY_MANAGE})
WALL = "Tussen zorgcoördinatie en het Zorg- en Veiligheidshuis gaat niets vanzelf."


def reach_of(permissions: Collection[str]) -> tuple[tuple[str, frozenset[str]], ...]:
    """The compartments that these permissions show, each with its parts."""
    return tuple(seen for permission, seen in REACH.items() if permission in permissions)


def may_give(permissions: Collection[str], role: str, compartment: str) -> Decision:
    """Whether somebody may be given this part here, by who has these permissions."""
    return Decision.of(
        "" if role in ROLES else "Deze rol kennen we niet. Kies een rol uit de lijst.",
        "" if _sees(permissions, role, compartment) else _NOT_HERE.get(compartment, WALL),
    )


def goes_along(role: str) -> bool:
    """Whether somebody in this part at the desk is handed to care with the report."""
    return role in IN_CARE


def _sees(permissions: Collection[str], role: str, compartment: str) -> bool:
    return any(compartment == where and role in roles for where, roles in reach_of(permissions))


_NOT_HERE = {
    DESK: "Alleen het meldpunt legt bij een melding vast wie iemand is.",
    CARE: "In zorgcoördinatie staan slachtoffers, familie en kinderen; anderen blijven bij het "
    "meldpunt.",
}
