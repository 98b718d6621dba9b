"""Tells Django that this room exists, and the record what its reasons mean."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class MailboxConfig(AppConfig):
    """The room ``mailbox``."""

    name = "kmt.mailbox"
    label = "mailbox"

    def ready(self) -> None:
        """Give the record the words for what was done with the mailbox."""
        explain(
            {
                "mailbox": "mailbox van het meldpunt",
                "mailbox:taken_in": "e-mail overgenomen als concept",
                "mailbox:met_again": "e-mail die al een concept is stond er nog",
                "mailbox:answered": "gemeld dat een e-mail aankwam",
                "mailbox:forget": "kenmerken van oude e-mail vergeten",
            }
        )
