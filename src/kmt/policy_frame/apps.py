"""Tells Django that this room exists, and governance that its versions can be decided on."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class PolicyFrameConfig(AppConfig):
    """The room ``policy_frame``."""

    name = "kmt.policy_frame"
    label = "policy_frame"

    def ready(self) -> None:
        """Let decisions be about a version; give the record its words."""
        from kmt.governance.subjects import know_subject
        from kmt.policy_frame.subject import SUBJECT

        know_subject(SUBJECT)
        explain({"policy_frame": "beleidskader", "policy_frame:pdf": "beleidskader als pdf"})
