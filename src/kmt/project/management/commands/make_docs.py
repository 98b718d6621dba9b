"""``./kmt manage make_docs``: write the documents that the program itself knows best."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kmt.access import table
from kmt.advice import states as advice_states
from kmt.care import states as care_states
from kmt.conference import states as conference_states
from kmt.exchange import states as exchange_states
from kmt.intake import states as intake_states
from kmt.lawfulness import document as sharing_matrix
from kmt.lawfulness import states as transfer_states
from kmt.project.environment import ROOT, VARIABLES
from kmt.retention import document as retention_terms
from kmt.rights import states as rights_states
from kmt.vocabulary import glossary


def pages() -> dict[str, str]:
    """Every generated document by its path."""
    return {name: make().rstrip() + "\n" for name, make in PAGES.items()}


def stale(root: Path) -> list[str]:
    """Documents that differ from what the program says now."""
    return [name for name, text in pages().items() if _read(root / name) != text]


def settings_page() -> str:
    """The table of environment variables."""
    rows = "\n".join(f"| `{name}` | `{default}` | {what} |" for name, default, what in VARIABLES)
    return (
        "# Settings\n\nGenerated from `kmt.project.environment`; `./kmt fix` writes it anew.\n\n"
        "| variable | default | what it is for |\n|---|---|---|\n" + rows.replace("``", "")
    )


PAGES: dict[str, Callable[[], str]] = {
    "docs/glossary.md": glossary.page,
    "docs/privacy/retention.md": retention_terms.page,
    "docs/privacy/sharing-matrix.md": sharing_matrix.page,
    "docs/reference/who-sees-what.md": table.page,
    "docs/reference/report-states.md": intake_states.diagram,
    "docs/reference/advice-states.md": advice_states.diagram,
    "docs/reference/care-case-states.md": care_states.diagram,
    "docs/reference/conference-states.md": conference_states.diagram,
    "docs/reference/transfer-states.md": transfer_states.diagram,
    "docs/reference/comensha-states.md": exchange_states.diagram,
    "docs/reference/handover-states.md": exchange_states.handover_diagram,
    "docs/reference/rights-request-states.md": rights_states.diagram,
    "docs/reference/settings.md": settings_page,
}


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


class Command(BaseCommand):
    """Write or check."""

    help = "Schrijft de documenten die het programma zelf het beste weet; --check controleert."

    def add_arguments(self, parser: CommandParser) -> None:
        """Only whether to check."""
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write what is stale, or fail on it."""
        old = stale(ROOT)
        if options["check"] and old:
            raise CommandError(f"Verouderd: {', '.join(old)}. Doe: ./kmt fix")
        for name, text in pages().items():
            (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / name).write_text(text, encoding="utf-8")
        self.stdout.write(f"{len(PAGES)} documenten geschreven, {len(old)} waren verouderd.")
