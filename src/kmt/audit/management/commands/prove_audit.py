"""``./kmt manage prove_audit``: a proof about the record for somebody outside, as JSON."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kmt.audit.queries.proofs import prove_event, prove_heads
from kmt.kernel.refusals import Refused


class Command(BaseCommand):
    """Prove one event, or that one head leads to another."""

    help = "Bewijst dat een regel in het logboek staat, of dat een kenmerk op een ouder volgt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which event, or which two heads."""
        asked = parser.add_mutually_exclusive_group(required=True)
        asked.add_argument("--event", type=int, metavar="N", help="nummer van een regel")
        asked.add_argument(
            "--heads",
            type=int,
            nargs=2,
            metavar=("N", "M"),
            help="aantal regels van twee kenmerken",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the proof."""
        try:
            found = prove_heads(*options["heads"]) if options["heads"] else None
            proof = asdict(found or prove_event(options["event"]))
        except Refused as refused:
            raise CommandError(refused.words) from refused
        self.stdout.write(json.dumps(proof, indent=2, ensure_ascii=False))
