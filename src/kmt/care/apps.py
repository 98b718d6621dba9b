"""Tells Django that this room exists, and the record what its reasons mean."""

from django.apps import AppConfig

from kmt.audit.naming import explain
from kmt.vocabulary.queries import codes_of, label


class CareConfig(AppConfig):
    """The room ``care``."""

    name = "kmt.care"
    label = "care"

    def ready(self) -> None:
        """Give the record the words for closing, and sharing the persons one works for."""
        from kmt.care.beside import keep_beside
        from kmt.care.carrying import CARRIED
        from kmt.care.queries import persons_of
        from kmt.care.table import BESIDE, WORKSHOP
        from kmt.conference.workshops import confer_about
        from kmt.duty.carried import carry
        from kmt.lawfulness.access import know_persons_of

        know_persons_of(persons_of)
        carry(CARRIED)
        keep_beside(BESIDE)
        confer_about(WORKSHOP)
        reasons = codes_of("closing_reason")
        explain({"action_reopened": "afvinken teruggenomen", "rescheduled": "acties verzet"})
        explain({code: f"gesloten: {label('closing_reason', code, 'nl')}" for code in reasons})
