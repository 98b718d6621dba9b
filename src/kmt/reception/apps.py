"""Tells Django that this room exists, whose files a draft has, and the record what is meant."""

from django.apps import AppConfig

from kmt.attachments.owners import Owners, own_with
from kmt.audit.naming import explain


class ReceptionConfig(AppConfig):
    """The room ``reception``."""

    name = "kmt.reception"
    label = "reception"

    def ready(self) -> None:
        """Say whose files somebody may see, and give the record words for its reasons."""
        from kmt.duty.carried import carry
        from kmt.reception.carrying import CARRIED
        from kmt.reception.queries import ids_with_words
        from kmt.reception.retained import DRAFT

        carry(CARRIED)
        own_with(Owners(object_type=DRAFT, ids=ids_with_words, page="reception:draft"))
        explain(
            {
                "draft": "concept",
                "reception:list": "concepten: de lijst",
                "reception:keep": "concept bewaard",
                "reception:beside": "tweede tekst apart bewaard",
                "reception:send": "concept verstuurd als melding",
                "reception:typed": "getypt door het meldpunt",
                "reception:take_over": "concept overgenomen",
                "reception:drop": "concept weggelegd",
                "reception:put_back": "concept teruggezet",
            }
        )
