"""Tells Django that this room exists."""

from django.apps import AppConfig


class DossierConfig(AppConfig):
    """The room ``dossier``."""

    name = "kmt.dossier"
    label = "dossier"
