"""Commands that reach past the rooms into the database: never without a reason, and recorded.

NEN 7513 asks that direct access to the database is in the record. Who has the password of the
database itself can go around these commands; only the database's own log can see that.
"""

import getpass
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kmt.audit.actions import Event, record
from kmt.kernel.actor import Actor

#: Why somebody works in the database directly: stable code, and the words in the record.
REASONS = {
    "db_fault": "een storing opsporen of verhelpen",
    "db_repair": "gegevens herstellen die via het programma niet te herstellen zijn",
    "db_move": "overzetten naar een andere installatie of versie",
    "db_check": "controleren of de installatie werkt",
}


class DirectCommand(BaseCommand):
    """Stands before a command of Django: asks why, records, and lets it do its work."""

    called = ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What the command takes, and why it is used."""
        super().add_arguments(parser)  # type: ignore[arg-type]
        parser.add_argument("--why", default="", choices=["", *REASONS], help="reden, verplicht")

    def handle(self, *args: Any, **options: Any) -> str | None:
        """Refuse without a reason; record before anything opens."""
        why = options.pop("why", "")
        if not why:
            raise CommandError(
                "Rechtstreeks werken in de database wordt vastgelegd. Geef een reden: "
                + "; ".join(f"--why {code} ({words})" for code, words in REASONS.items())
            )
        record_direct(self.called, why)
        return super().handle(*args, **options)


def record_direct(command: str, why: str) -> None:
    """Record that somebody works in the database, under their name on this machine."""
    who = Actor(
        id=f"system:{getpass.getuser()}"[:64],
        name=command,
        role="system",
        organisation="KMT",
        purpose="maintenance",
    )
    record(
        Event(
            actor=who,
            action="direct-db",
            object_type="database",
            object_id=command,
            reason_text=why,
        )
    )
