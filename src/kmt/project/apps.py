"""Tells Django that the roof exists."""

from django.apps import AppConfig

from kmt.audit import subjects
from kmt.lawfulness import texts


class ProjectConfig(AppConfig):
    """Composition and commands; no tables."""

    name = "kmt.project"
    label = "project"

    def ready(self) -> None:
        """Let the vault keep what the rooms below it must seal."""
        from kmt.project.answering import answer_people
        from kmt.project.handing import know_what_goes
        from kmt.project.keeping import guard_terms
        from kmt.project.places import show_places
        from kmt.project.starting import start_shares
        from kmt.project.subjects import PersonKeys
        from kmt.vault.actions import seal_text
        from kmt.vault.queries import open_texts

        subjects.keep_with(PersonKeys())
        texts.keep_with(seal_text, open_texts)
        guard_terms()
        answer_people()
        show_places()
        start_shares()
        know_what_goes()
