"""A canary in a backup: destroyed here, an old backup put back there, and nothing sings.

In an installation of its own with real files: the data are put back from before the destruction,
beside the keys of today.
"""

import os
from pathlib import Path

import pytest

from tests.installation import MIGRATE, run

STORY = '''
import shutil, sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from django.conf import settings
from django.db import connections
from pathlib import Path
from kmt.access.actors import REPORTER, system_actor
from kmt.access.permissions import Permission as P
from kmt.intake import actions as intake
from kmt.triage import actions as triage_actions
from kmt.attachments.files import SentFile
from kmt.conversation.actions import write
from kmt.conversation.queries import followed
from kmt.conversation.receipts import secrets_of
from kmt.intake.queries import report_detail
from kmt.intake.rules import PersonToAdd, Told
from kmt.triage.rules import ToldBack, Weighing
from kmt.triage.rules.places import Places
from kmt.kernel import clock
from kmt.kernel.refusals import Refused
from kmt.retention.actions import run_nightly
from kmt.project.keeping import night_watch
from kmt.vault.models import DataKey
from kmt.vault.queries import open_identity
from kmt.vault.rules import Identity
from django.core.management import call_command

CANARY = "Xanthippe Kanarievogel"
START = datetime(2026, 11, 26, 9, tzinfo=UTC)
desk = system_actor("desk", purpose="test", permissions=frozenset({
    P.INTAKE_REPORT_LIST, P.INTAKE_REPORT_READ, P.INTAKE_REPORT_TRIAGE,
    P.VAULT_PERSON_REGISTER, P.VAULT_PERSON_OPEN, P.VAULT_REACH_DESK}))

def plant():
    told = Told(narrative=f"{CANARY} vertelde dit.", reporter_name=CANARY, contact=CANARY,
                anonymity="known_to_centre")
    sent = SentFile(name=f"{CANARY}.txt", kind="txt", content=CANARY.encode())
    received = intake.submit_report(by=REPORTER, told=told, nonce="n", files=[sent])
    made = received.report_id
    of = secrets_of(received.receipt)
    write(by=REPORTER, of=of, page="p", text=f"{CANARY} schrijft nog iets.")
    triage_actions.record_triage(by=desk, report_id=made, version=1, answers={"A1": "observed"},
        weighing=Weighing(suspicion="none", urgency="U4", urgency_reason="", forms=("LAB",),
            outcome="referred_elsewhere", advice=CANARY, reasons=CANARY,
            summary=CANARY),
        person=PersonToAdd(identity=Identity(name=CANARY, contact=CANARY)))
    person = report_detail(desk, made).persons[0].id
    now = lambda: report_detail(desk, made).version
    colleague = replace(desk, id="another-desk-worker")
    triage_actions.look_again(by=colleague, report_id=made, version=now(), agrees=True,
        reasons=CANARY)
    triage_actions.locate(by=desk, report_id=made,
        places=Places(residence="GM0153", override="GM0164", reason=CANARY))
    triage_actions.pass_on(by=desk, report_id=made, receiver="emm", words=CANARY)
    triage_actions.give_feedback(by=desk, report_id=made, version=now(),
        told=ToldBack(way="not_safe", reason=CANARY))
    triage_actions.close_report(by=desk, report_id=made, version=now(), came_of="nothing_found",
        words=CANARY)
    return made, person, of

def in_conversation(of):
    """What stands in it for who has the code."""
    found = followed(REPORTER, of)
    return found.turns[0].text if found else ""

def sings(report, person, of):
    """What of the canary can be read, in words."""
    heard = []
    for name, read in (("report", lambda: report_detail(desk, report).narrative),
                       ("conversation", lambda: in_conversation(of)),
                       ("person", lambda: open_identity(desk, person, reason="contact").name)):
        try:
            heard += [name] if CANARY in read() else []
        except Refused:
            pass
    return heard

FILES = {name: Path(settings.DATABASES[name]["NAME"]) for name in ("default", "keys")}

def copy(name, to):
    with connections[name].cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(FILES[name], to)

def put_back(name, saved):
    connections[name].close()
    for ending in ("-wal", "-shm"):
        Path(f"{FILES[name]}{ending}").unlink(missing_ok=True)
    shutil.copy(saved, FILES[name])

with clock.frozen(START):
    report, person, of = plant()
    everywhere = ["report", "conversation", "person"]
    assert sings(report, person, of) == everywhere, "the canary sings before"
folder = FILES["default"].parent
old, old_keys, new_keys = (folder / f"{n}.saved" for n in ("data", "old_keys", "new_keys"))
copy("default", old); copy("keys", old_keys)
wrapped = [bytes(one.wrapped) for one in DataKey.objects.exclude(subject__startswith="search")
           if str(report) in one.subject or str(person) in one.subject]
for days in (352, 366):
    with clock.frozen(START + timedelta(days=days)):
        print(dict(run_nightly(by=night_watch(), wait=14)))
copy("keys", new_keys)
print("keys", len(wrapped), [key in new_keys.read_bytes() for key in wrapped])
put_back("default", old)
print("restored", sings(report, person, of))
put_back("keys", old_keys)
print("with old keys", sings(report, person, of))
put_back("keys", new_keys)
with clock.frozen(START + timedelta(days=400)):
    call_command("replay_erasures")
    call_command("replay_erasures")
from kmt.access.rows import gate_open
from kmt.attachments.models import Attachment
from kmt.conversation.models import Conversation, Message
from kmt.intake.models import Report
from kmt.retention.models import DestructionCertificate
from kmt.vault.models import Person
with gate_open(desk):
    print("rows", [table.objects.count() for table in
                    (Report, Attachment, Person, Conversation, Message)])
print("certificates", list(DestructionCertificate.objects.values_list("rows", flat=True)))
'''


@pytest.mark.slow
@pytest.mark.skipif("KMT_TEST_POSTGRES_HOST" in os.environ, reason="puts back files of SQLite")
def test_an_old_backup_beside_the_keys_of_today_cannot_be_read_and_is_cleaned(tmp_path: Path):
    (tmp_path / "test").mkdir()
    said = run(tmp_path, MIGRATE + STORY).splitlines()
    assert "'destroy'>: 3" in said[1]
    assert said[2] == "keys 4 [False, False, False, False]"
    assert said[3] == "restored []"
    # The trap of every erasure by key: keys in the same backup as the data bring everything back.
    assert said[4] == "with old keys ['report', 'conversation', 'person']"
    assert said[5] == "1 sleutels en personen en 3 dossiers opnieuw vernietigd."
    assert said[6] == "0 sleutels en personen en 0 dossiers opnieuw vernietigd."
    assert said[7] == "rows [0, 0, 0, 0, 0]"
    assert said[8] == "certificates ['replay', 'replay', 'replay']"
    assert not any(b"Kanarievogel" in one.read_bytes() for one in tmp_path.rglob("*.s*"))
