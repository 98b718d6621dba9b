"""A backup of the data that is older than what was erased since: nobody is served from it."""

import json
import os
import shutil
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connections, transaction

from kmt.access.actors import system_actor
from kmt.access.permissions import Permission
from kmt.vault import actions, destroying, restored
from kmt.vault.models import Erasure, Tombstone
from kmt.vault.rules import Identity
from tests.installation import CLUSTER, run

MAKE = """
import json
from kmt.access.actors import system_actor
from kmt.access.permissions import Permission as P
from kmt.access.rows import gate_open
from kmt.intake.actions import submit_report
from kmt.triage.actions import add_person
from kmt.access.actors import REPORTER
from kmt.intake.queries import report_detail
from kmt.intake.rules import PersonToAdd, Told
from kmt.vault import actions
from kmt.vault.rules import Identity
desk = system_actor("desk", purpose="test", permissions=frozenset({P.INTAKE_REPORT_LIST,
    P.INTAKE_REPORT_READ, P.INTAKE_REPORT_TRIAGE, P.VAULT_PERSON_REGISTER, P.VAULT_REACH_DESK}))
made = submit_report(by=REPORTER, told=Told(narrative="Een verhaal over een loods."), nonce="n")
found = report_detail(desk, made.report_id)
one = add_person(by=desk, report_id=found.id, version=found.version,
    person=PersonToAdd(identity=Identity(name="Noor Berg")))
print(json.dumps([str(found.id), str(one.id)]))
"""
ERASE = """
from kmt.project.keeping import night_watch
from kmt.retention.actions.destroying import destroy
from kmt.retention.keepers import keepers
from kmt.retention.rules.keeping import Outcome, Ruling
by = night_watch()
for keeper in keepers():
    for holding in list(keeper.holdings(by)):
        destroy(by=by, holding=holding,
            ruling=Ruling(outcome=Outcome.DESTROY, sentence="", rows=("T02",)))
"""
SAY = """
import json
from kmt.project.serve import ready
from kmt.vault.models import TextToken
from kmt.access.rows import gate_open
from kmt.access.actors import administrator
with gate_open(administrator()):
    print(json.dumps([ready(), TextToken.objects.count()]))
"""

REPLAY = """
from django.core.management import call_command
call_command("replay_erasures")
"""


def after(house: Path, script: str) -> tuple[list[str], int]:
    """Do this; then what stands in the way of serving, and how many words can be searched."""
    problems, words = json.loads(run(house, script + SAY).splitlines()[-1])
    return problems, words


@pytest.mark.slow
@pytest.mark.database
@pytest.mark.skipif(
    bool(os.environ.get(CLUSTER[0])), reason="a copied file is what is put back here"
)
def test_a_backup_put_back_from_before_an_erasure_is_not_served_until_it_is_erased_again(
    house, tmp_path
):
    data = house / "test" / "kmt.sqlite3"
    problems, words = after(house, MAKE)
    assert problems == []
    assert words > 0
    old = Path(shutil.copy(data, tmp_path / "old.sqlite3"))
    assert after(house, ERASE) == ([], 0)
    for path in data.parent.glob("kmt.sqlite3*"):
        path.unlink()
    shutil.copy(old, data)
    problems, words = after(house, "")
    assert "reservekopie" in problems[0]
    assert "./kmt manage replay_erasures" in problems[0]
    assert words > 0
    assert after(house, REPLAY) == ([], 0)


@pytest.fixture
def eraser():
    permissions = frozenset({Permission.VAULT_DATA_ERASE})
    return system_actor("retention", purpose="retention", permissions=permissions)


def erase(desk, eraser, committed) -> str:
    ref = actions.register_person(by=desk, identity=Identity(name="Noor"), municipality="")
    with committed(execute=True):
        actions.erase_person(by=eraser, person_id=ref.id, ground="term_over")
    return f"person:{ref.id}"


def test_where_everything_agrees_the_check_is_silent(
    desk, eraser, django_capture_on_commit_callbacks, capsys
):
    assert restored.present() == []
    erase(desk, eraser, django_capture_on_commit_callbacks)
    assert restored.present() == []
    call_command("check_restored")
    assert "overal gewist" in capsys.readouterr().out


def test_a_key_that_outlived_its_erasure_is_a_reason_not_to_serve(desk, eraser):
    ref = actions.register_person(by=desk, identity=Identity(name="Noor"), municipality="")
    actions.erase_person(by=eraser, person_id=ref.id, ground="term_over")  # cut before the key went
    (sentence,) = restored.present()
    assert "1 sleutels" in sentence
    with pytest.raises(CommandError, match="replay_erasures"):
        call_command("check_restored")
    actions.replay_erasures(by=eraser)
    assert restored.present() == []


def test_what_the_data_forgot_is_erased_again_and_noted(desk, eraser):
    destroying.destroy(["report:1", "person:2e8f6c1e-0000-4000-8000-000000000000"])
    assert len(destroying.forgotten()) == 2
    assert actions.confirm_replayed(by=eraser) == 2
    assert set(Erasure.objects.values_list("ground", flat=True)) == {"replayed"}
    assert restored.present() == []


def replace_rows(model, using) -> None:
    table = model._meta.db_table
    with connections[using].cursor() as cursor:
        cursor.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


@pytest.mark.parametrize("act", ["update", "delete", "replace"])
@pytest.mark.parametrize("model", [Erasure, Tombstone])
def test_what_was_erased_is_unsaid_by_nobody(
    desk, eraser, django_capture_on_commit_callbacks, model, act
):
    subject = erase(desk, eraser, django_capture_on_commit_callbacks)
    using = "keys" if model is Tombstone else "default"
    rows = model.objects.filter(subject=subject)
    if act == "replace" and connections[using].vendor != "sqlite":
        pytest.skip("only SQLite replaces rows")
    deeds = {
        "update": lambda: rows.update(subject="person:iemand anders"),
        "delete": rows.delete,
        "replace": lambda: replace_rows(model, using),
    }
    with pytest.raises(DatabaseError, match="only added"), transaction.atomic(using=using):
        deeds[act]()
    assert model.objects.filter(subject=subject).exists()
