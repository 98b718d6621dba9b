"""Tells Django that this room exists."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """The room ``directory``."""

    name = "kmt.directory"
    label = "directory"
