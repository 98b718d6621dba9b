"""``./kmt manage export_privacy_audit --year 2027 --out MAP``: the file for the privacy audit."""

import csv
import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from kmt.audit.queries.events import READ
from kmt.audit.queries.yearly import PrivacyAudit, privacy_audit
from kmt.kernel import clock
from kmt.kernel.actor import Actor

BY = Actor(
    id="system:privacy audit",
    name="privacy audit",
    role="system",
    organisation="KMT",
    permissions=frozenset({READ}),
    purpose="privacy_audit",
)


class Command(BaseCommand):
    """Write one file of JSON with everything, and one of CSV per table."""

    help = "Schrijft het dossier voor de privacyaudit (WGS 1.10): aantallen, geen medewerkers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which year, and where to."""
        parser.add_argument("--year", type=int, required=True, help="jaar")
        parser.add_argument("--out", type=Path, required=True, help="map voor de bestanden")

    def handle(self, *args: Any, **options: Any) -> None:
        """Count, prove, write."""
        found = privacy_audit(BY, options["year"], made_at=clock.now())
        folder = options["out"]
        folder.mkdir(parents=True, exist_ok=True)
        _write_json(found, folder / f"privacy-audit-{found.year}.json")
        _write_tables(found, folder)
        self.stdout.write(
            f"Dossier over {found.year}: {len(found.tables)} tabellen geschreven in {folder}."
        )


def _write_json(found: PrivacyAudit, path: Path) -> None:
    content = asdict(found) | {"made_at": found.made_at.isoformat(timespec="seconds")}
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False), encoding="utf-8")


def _write_tables(found: PrivacyAudit, folder: Path) -> None:
    for table in found.tables:
        path = folder / f"privacy-audit-{found.year}-{table.name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            lines = csv.writer(file)
            lines.writerow(table.columns)
            lines.writerows(table.rows)
