"""``load_articles``: takes in the articles that come with the product; again harmless."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kmt.knowledge.actions import load_shipped
from kmt.knowledge.loading import loader
from kmt.knowledge.shipped import BrokenFile, shipped


class Command(BaseCommand):
    """Load the files; a text that was edited here stays as it is."""

    help = "Neemt de meegeleverde artikelen op in de kennisbank; wat hier is bewerkt blijft staan."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many texts are new, renewed and left alone."""
        try:
            files = shipped()
        except BrokenFile as wrong:
            raise CommandError(str(wrong)) from wrong
        done = load_shipped(by=loader(), files=files)
        self.stdout.write(
            f"{len(files)} bestanden: {done.new} nieuw, {done.renewed} vernieuwd, "
            f"{done.kept} hier bewerkt en gelaten."
        )
