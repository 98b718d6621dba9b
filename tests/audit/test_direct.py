"""Working in the database past the rooms: only with a reason, and on record before it opens."""

import pytest
from django.core.management import CommandError, call_command
from django.core.management.commands import dbshell, shell

from kmt.audit.direct import REASONS
from kmt.audit.models import AuditEvent

pytestmark = pytest.mark.django_db


def recorded() -> list[tuple[str, str, str]]:
    rows = AuditEvent.objects.filter(action="direct-db")
    return list(rows.values_list("object_type", "object_id", "reason_text"))


@pytest.mark.parametrize("command", ["dbshell", "shell", "dumpdata", "loaddata"])
def test_without_a_reason_it_does_not_open(command):
    arguments = ["nothing"] if command == "loaddata" else []
    with pytest.raises(CommandError, match="--why db_fault"):
        call_command(command, *arguments)
    assert recorded() == []


@pytest.mark.parametrize(("command", "module"), [("dbshell", dbshell), ("shell", shell)])
def test_it_is_recorded_before_it_opens(command, module, monkeypatch):
    seen = []
    monkeypatch.setattr(module.Command, "handle", lambda *args, **options: seen.extend(recorded()))
    call_command(command, why="db_fault")
    assert seen == [("database", command, "db_fault")]


def test_data_that_is_taken_out_is_recorded(capsys):
    call_command("dumpdata", "contenttypes", why="db_move")
    assert capsys.readouterr().out.startswith("[")
    assert recorded() == [("database", "dumpdata", "db_move")]


def test_a_reason_that_is_not_in_the_list_is_refused():
    with pytest.raises(CommandError):
        call_command("dumpdata", "--why", "curiosity")
    assert "curiosity" not in REASONS
