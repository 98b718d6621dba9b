"""Tells Django that this room exists."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """The kernel: templates, components and the master key; no tables."""

    name = "kmt.kernel"
    label = "kernel"
