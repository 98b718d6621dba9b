"""Tells Django that this room exists, and the record who its actors are."""

from django.apps import AppConfig

from kmt.audit.naming import explain, name_actors_with


class PartnersConfig(AppConfig):
    """The room ``partners``."""

    name = "kmt.partners"
    label = "partners"

    def ready(self) -> None:
        """Give the record below the names of the accounts, and the words for what is done here."""
        from kmt.partners.queries import names_of
        from kmt.partners.sealed_keys import seal_keys
        from kmt.partners.wording import DONE

        seal_keys()
        name_actors_with(names_of)
        explain(DONE)
