"""Tells Django that this room exists, the record its words, and ``attachments`` its evidence."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class MandateConfig(AppConfig):
    """The room ``mandate``."""

    name = "kmt.mandate"
    label = "mandate"

    def ready(self) -> None:
        """Files can belong to evidence; the record gets the words of this room."""
        from kmt.attachments.owners import Owners, own_with
        from kmt.mandate.papers import EVIDENCE, evidence_read
        from kmt.mandate.wording import RECORD

        own_with(Owners(object_type=EVIDENCE, ids=evidence_read, paper=True))
        explain(RECORD)
