"""Tells Django that this room exists."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    """The room ``partners``."""

    name = "kmt.partners"
    label = "partners"
