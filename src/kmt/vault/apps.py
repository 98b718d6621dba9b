"""Tells Django that this room exists."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """The room ``vault``."""

    name = "kmt.vault"
    label = "vault"
