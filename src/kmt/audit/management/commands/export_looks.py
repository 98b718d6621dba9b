"""``./kmt manage export_looks``: who looked at one person's data, as a letter to that person."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from kmt.audit.letter import letter
from kmt.audit.queries.events import READ
from kmt.audit.queries.looks import looks_at
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Refused

BY = Actor(
    id="system:extract",
    name="extract",
    role="system",
    organisation="KMT",
    permissions=frozenset({READ}),
    purpose="own_rights",
)


class Command(BaseCommand):
    """Write the letter to a file; it is not shown on the screen."""

    help = "Schrijft op wie in de gegevens van één persoon keek, als brief aan die persoon."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose data, which files of theirs, and where the letter goes."""
        parser.add_argument("person", type=UUID, help="id van de persoon in de kluis")
        parser.add_argument("--out", type=Path, required=True, help="bestand voor de brief")
        parser.add_argument(
            "--case", type=UUID, action="append", default=[], help="id van een zorgdossier"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask, write, say how many lines there are."""
        files = [("care_case", str(case)) for case in options["case"]]
        try:
            looks = looks_at(BY, options["person"], files=files)
        except Refused as refused:
            raise CommandError(refused.words) from refused
        options["out"].touch(mode=0o600)
        options["out"].write_text(letter(looks), encoding="utf-8")
        self.stdout.write(f"{len(looks)} regels geschreven naar {options['out']}.")
