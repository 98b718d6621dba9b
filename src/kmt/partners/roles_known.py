"""What this room must know of a role to give it: handed over at the start by the room of the roles.

What a role may do is for ``access``, above; here it matters who has to agree, whether the law asks
a function, and whether a municipality goes with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleKnown:
    """A role as the one who gives it sees it.

    ``needs_second``: it reads files, or could give such roles: a second person has to agree.
    ``in_wgs``: it works in the compartment of the Zorg- en Veiligheidshuis.
    """

    code: str
    name: str
    needs_second: bool
    in_wgs: bool
    needs_municipality: bool


_known: dict[str, RoleKnown] = {}


def know_roles(roles: Iterable[RoleKnown]) -> None:
    """Use these roles from now on; called once, at the start."""
    _known.clear()
    _known.update({role.code: role for role in roles})


def roles_known() -> tuple[RoleKnown, ...]:
    """Every role that can be given, in the order of the work."""
    return tuple(_known.values())


def role_known(code: str) -> RoleKnown | None:
    """One role, or None when there is none of that name."""
    return _known.get(code)
