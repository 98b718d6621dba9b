"""What is generated is fresh: documents, message catalogues, migrations."""

import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import call_command

from kmt.audit.models import AuditEvent
from kmt.project.management.commands.make_docs import pages, stale
from tests.building.tree import ROOT


def test_generated_documents_are_fresh() -> None:
    assert stale(ROOT) == [], "run ./kmt fix"


def test_a_stale_document_is_found(tmp_path) -> None:
    for name, text in pages().items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert stale(tmp_path) == []
    first = next(iter(pages()))
    (tmp_path / first).write_text("old", encoding="utf-8")
    assert stale(tmp_path) == [first]


def test_message_catalogues_are_complete_and_compiled() -> None:
    outcome = subprocess.run(
        [sys.executable, "tools/messages.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def unwritten_migrations() -> str:
    """What ``makemigrations`` would still write; empty when every table has its migration."""
    out = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=out)
    except SystemExit:
        return out.getvalue()
    return ""


@pytest.mark.django_db
def test_no_change_of_a_table_lacks_its_migration() -> None:
    assert unwritten_migrations() == ""


@pytest.mark.django_db
def test_a_changed_table_without_a_migration_is_found(monkeypatch) -> None:
    monkeypatch.setattr(AuditEvent._meta.get_field("role"), "max_length", 41)
    assert "Alter field role on auditevent" in unwritten_migrations()
