"""Tells Django that this room exists, and the record what its roles are called."""

from django.apps import AppConfig

from kmt.access.giving import roles_to_give
from kmt.access.roles import ROLES
from kmt.audit.naming import explain
from kmt.partners.roles_known import know_roles


class AccessConfig(AppConfig):
    """The room ``access``."""

    name = "kmt.access"
    label = "access"

    def ready(self) -> None:
        """Give the record the words for the roles, and the accounts what matters in giving one."""
        know_roles(roles_to_give())
        explain({code: role.dutch for code, role in ROLES.items()})
        explain({"public": "melder", "system": "programma", "none": "bij het inloggen"})
