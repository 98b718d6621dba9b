"""Tells Django that this room exists, and the record what its reasons mean."""

from django.apps import AppConfig

from kmt.attachments.owners import Owners, own_with
from kmt.audit.naming import explain
from kmt.conversation.topics import talk_about


class IntakeConfig(AppConfig):
    """The room ``intake``."""

    name = "kmt.intake"
    label = "intake"

    def ready(self) -> None:
        """Give the record the words for lists and hand-overs; say whose files somebody may see."""
        from kmt.connections.records import connect
        from kmt.intake.beside import Beside, keep_beside
        from kmt.intake.carrying import forget_handed_over
        from kmt.intake.connected import RECORDS
        from kmt.intake.queries import ids_with_story
        from kmt.intake.retained import REPORT
        from kmt.intake.talking import TOPIC

        talk_about(TOPIC)
        connect(RECORDS)
        keep_beside(Beside(take_out=forget_handed_over))
        own_with(Owners(object_type=REPORT, ids=ids_with_story, page="intake:report_detail"))
        explain(
            {
                "todo": "werklijst: nu te doen",
                "mine": "werklijst: van mij",
                "done": "werklijst: afgehandeld",
                "all": "werklijst: alles",
                "routed_to_care": "wat het meldpunt overdroeg",
                "care": "voor een zorgcasus",
                "come_back": "overdracht kwam terug",
                "taken by care": "overgenomen door zorgcoördinatie",
            }
        )
