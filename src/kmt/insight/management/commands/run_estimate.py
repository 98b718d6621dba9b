"""Compute the estimate here and now, with progress; what is there already is used again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from kmt.insight.actions import DUTCH_TABLE, run_estimate, worker
from kmt.insight.queries import finished_run
from kmt.insight.wording import summary
from kmt.kernel.refusals import Refused


class Command(BaseCommand):
    """``run_estimate [--table NAME] [--force]``."""

    help = "Reken de schatting uit op een gepubliceerde tabel."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the name of the table, and whether to compute again."""
        parser.add_argument("--table", default=DUTCH_TABLE, help="naam van de tabel")
        parser.add_argument("--force", action="store_true", help="reken opnieuw uit")

    def handle(self, *args: Any, **options: Any) -> str:
        """Compute, and say in one line what came out."""
        try:
            outcome = run_estimate(
                by=worker(),
                table=options["table"],
                force=options["force"],
                report=self._say,
            )
        except Refused as refused:
            raise CommandError(refused.words) from refused
        said = "al uitgerekend" if outcome.reused else f"uitgerekend in {outcome.seconds:.1f} s"
        run = finished_run(worker(), outcome.run_id)
        with override("nl"):
            return f"{summary(run)} ({said})"

    def _say(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        self.stdout.flush()
