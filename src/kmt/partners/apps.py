"""Tells Django that this room exists, and the record who its actors are."""

from django.apps import AppConfig

from kmt.audit.naming import explain, name_actors_with


class PartnersConfig(AppConfig):
    """The room ``partners``."""

    name = "kmt.partners"
    label = "partners"

    def ready(self) -> None:
        """Give the record below the names of the accounts, and the words of the log-in."""
        from kmt.partners.login import SECOND_FACTOR
        from kmt.partners.queries import names_of

        name_actors_with(names_of)
        explain({SECOND_FACTOR: "code van de tweede stap"})
