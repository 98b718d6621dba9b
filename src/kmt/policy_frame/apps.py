"""Tells Django that this room exists."""

from django.apps import AppConfig


class PolicyFrameConfig(AppConfig):
    """The room ``policy_frame``."""

    name = "kmt.policy_frame"
    label = "policy_frame"
