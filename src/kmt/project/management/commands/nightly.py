"""``./kmt manage nightly``: everything that has to happen every night, as one command to schedule.

Each step stands alone: one that fails does not keep the next from its work, and the command ends
with a failure that names what did not succeed. The record is signed last, so that the head also
holds what the night did.
"""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

STEPS = (
    ("scan_attachments", "bestanden die nog op de virusscanner wachten"),
    ("propose_retention", "bewaartermijnen"),
    ("forget_share_drafts", "verlopen concepten om te delen"),
    ("forget_reporting_links", "voorbije codes van professionals"),
    ("forget_duty", "oude afwezigheid en oude berichten"),
    ("forget_saved_views", "weergaven van wie weg is"),
    ("forget_log_ins", "oude inloggegevens"),
    ("review_rights", "jaarlijkse controle van rollen"),
    ("clearsessions", "verlopen sessies"),
    ("sign_audit_head", "het logboek ondertekenen"),
)


class Command(BaseCommand):
    """Carry out every step, say how it went, and fail when one failed."""

    help = "Alles wat elke nacht moet gebeuren: termijnen, opruimen, het logboek ondertekenen."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the steps in their order; raises ``CommandError`` naming those that failed."""
        failed = [words for command, words in STEPS if not self._carried_out(command, words)]
        if failed:
            raise CommandError(f"Niet gelukt: {', '.join(failed)}. Lees hierboven waarom.")

    def _carried_out(self, command: str, words: str) -> bool:
        self.stdout.write(f"{words}:")
        try:
            call_command(command, stdout=self.stdout, stderr=self.stderr)
        except Exception as problem:
            said = str(problem) if isinstance(problem, CommandError) else type(problem).__name__
            self.stderr.write(f"niet gelukt: {said}")
            return False
        return True
