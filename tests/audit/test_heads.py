"""Signed heads: made from what came since the last one, handed out, and compared with the events.

What a head binds is the whole record before it: also whoever holds every key of the installation
cannot rewrite what was handed out.
"""

import json
from base64 import b64decode
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from kmt.access.actors import REPORTER
from kmt.audit import places, signing
from kmt.audit.actions import Event, record
from kmt.audit.actions import signing as acts
from kmt.audit.actions.signing import RecordBroken, deliver_heads, sign_head
from kmt.audit.merkle import is_consistent, is_included, leaf_hash, root_of
from kmt.audit.models import AuditEvent, ChainHead, HeadDelivery, TreeHead
from kmt.audit.notes import read
from kmt.audit.queries import links, verify
from kmt.audit.queries.proofs import prove_event, prove_heads
from kmt.audit.rules import CHAIN_KEY, GENESIS, hash_of, leaf_of
from kmt.kernel.master_key import derive
from kmt.kernel.refusals import NotFound

pytestmark = pytest.mark.django_db
TABLES = ("audit_auditevent", "audit_treehead")


@pytest.fixture
def drop(settings, tmp_path) -> Path:
    """The folder outside."""
    settings.KMT_AUDIT_DROP = str(tmp_path / "elsewhere")
    Path(settings.KMT_AUDIT_DROP).mkdir()
    return Path(settings.KMT_AUDIT_DROP)


def add(number: int) -> None:
    for _ in range(number):
        record(Event(actor=REPORTER, action="create", object_type="report", object_id="7"))


@contextmanager
def without_triggers():
    """As somebody with all rights on the database could work."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in ("event_no_update", "event_no_delete", "treehead_no_update"):
                cursor.execute(f"drop trigger audit_{name}")
        else:
            for table in TABLES:
                cursor.execute(f"alter table {table} disable trigger user")
    yield


def rewrite_from(seq: int) -> None:
    """Change one event and bind all after it anew, as whoever holds the master key can."""
    key, previous = derive(CHAIN_KEY), GENESIS
    AuditEvent.objects.filter(seq=seq).update(action="read")
    for link in list(links.links()):
        values = {name: getattr(link, name) for name in link.__slots__} | {"prev_hash": previous}
        previous = hash_of(type(link)(**values), key)
        rows = AuditEvent.objects.filter(seq=link.seq)
        rows.update(prev_hash=values["prev_hash"], hash=previous)
    ChainHead.objects.filter(id=1).update(hash=previous)


def head_at(size: int):
    return read(TreeHead.objects.get(size=size).note, signing.public_keys())


def test_a_head_stands_over_all_events_and_is_signed():
    add(5)
    made = sign_head()
    head = head_at(5)
    assert made.is_new
    assert (made.size, made.root) == (5, head.root.hex())
    assert head.root == root_of(leaf_of(link) for link in links.links())
    assert head.origin == "test/logboek"


def test_the_next_head_reads_only_what_came_since(monkeypatch):
    add(6)
    sign_head()
    add(5)
    asked = []

    def watched(after=0):
        asked.append(after)
        return links.links(after)

    monkeypatch.setattr(acts, "links", watched)
    sign_head()
    assert asked == [6]
    assert head_at(11).root == root_of(leaf_of(link) for link in links.links())
    assert len(TreeHead.objects.get(size=11).peaks.split()) == 3


def test_without_new_events_there_is_no_new_head():
    add(1)
    assert sign_head().is_new
    assert not sign_head().is_new
    assert TreeHead.objects.count() == 1


def test_an_empty_record_can_be_signed():
    assert sign_head().size == 0
    assert verify().breaks == ()


def test_a_record_that_is_not_whole_is_not_signed():
    add(4)
    with without_triggers():
        AuditEvent.objects.filter(seq=3).update(action="read")
    with pytest.raises(RecordBroken, match="Regel 3 is gewijzigd"):
        sign_head()
    assert not TreeHead.objects.exists()


def test_a_record_without_its_end_is_not_signed():
    add(4)
    with without_triggers():
        AuditEvent.objects.filter(seq=4).delete()
    with pytest.raises(RecordBroken, match="tot regel 3 en niet tot 4"):
        sign_head()


@pytest.mark.parametrize("column", ["root", "peaks", "note"])
def test_a_head_in_the_table_that_was_changed_is_not_built_on(column):
    add(3)
    sign_head()
    add(1)
    with without_triggers():
        TreeHead.objects.update(**{column: "00" * 32 if column != "note" else "x"})
    with pytest.raises(RecordBroken, match="kenmerk"):
        sign_head()


def test_a_head_in_the_table_that_says_something_else_than_its_note_is_named():
    add(3)
    sign_head()
    with without_triggers():
        TreeHead.objects.update(root="00" * 32)
    assert [(one.seq, one.kind) for one in verify().breaks] == [(3, "forged")]


def test_an_old_copy_that_was_put_back_is_not_signed_over_what_was_handed_out(drop):
    add(3)
    sign_head()
    deliver_heads()
    with without_triggers():
        AuditEvent.objects.all().delete()
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("drop trigger audit_treehead_no_delete")
        TreeHead.objects.all().delete()
        ChainHead.objects.all().delete()
    add(2)
    with pytest.raises(RecordBroken, match="oude kopie"):
        sign_head()
    assert [one.kind for one in verify().breaks] == ["removed"]


def test_signed_heads_are_neither_changed_nor_removed():
    add(1)
    sign_head()
    for write in (
        lambda: TreeHead.objects.update(root="0"),
        TreeHead.objects.all().delete,
        TreeHead.objects.get().save,
    ):
        with pytest.raises(Exception, match="append-only"), transaction_apart():
            write()


@contextmanager
def transaction_apart():
    from django.db import transaction

    with transaction.atomic():
        yield


def test_whoever_rewrites_the_whole_chain_with_the_key_is_found_by_a_head_in_the_folder(drop):
    add(10)
    sign_head()
    add(10)
    sign_head()
    deliver_heads()
    with without_triggers():
        rewrite_from(17)
    sentences = [one.sentence for one in verify().breaks]
    assert any(
        "regels 11 tot en met 20" in one and "logboek-000000000020" in one for one in sentences
    )
    assert not any("regels 1 tot en met 10" in one for one in sentences)


def test_a_note_in_the_folder_that_was_changed_or_is_of_somebody_else_is_named(drop):
    add(3)
    sign_head()
    deliver_heads()
    (path,) = drop.iterdir()
    path.write_text(path.read_text().replace("\n3\n", "\n2\n"))
    breaks = verify().breaks
    assert [one.kind for one in breaks] == ["forged"]
    assert path.name in breaks[0].sentence


def test_a_note_that_disappeared_from_the_folder_is_missed(drop, capsys):
    for _ in range(2):
        add(1)
        sign_head()
        deliver_heads()
    assert verify().warning == ""
    (drop / places.file_name(1)).unlink()
    assert "1 verdwenen, het eerste dat over 1 regels" in verify().warning
    (drop / places.file_name(2)).unlink()
    drop.rmdir()
    call_command("verify_audit")
    assert "is er niet; zij zijn niet vergeleken" in capsys.readouterr().err


def test_heads_without_a_key_are_said_to_be_unchecked(settings, tmp_path):
    add(1)
    sign_head()
    settings.KMT_AUDIT_KEY, settings.KMT_AUDIT_KEY_FILE = "", str(tmp_path / "nowhere")
    assert "niet na te kijken" in verify().breaks[0].sentence


def test_any_two_heads_agree_and_a_stranger_can_check_it():
    sizes = [1, 2, 3, 7, 8, 12, 21]
    for size in sizes:
        add(size - AuditEvent.objects.count())
        sign_head()
    assert (verify().signed, verify().breaks) == (len(sizes), ())
    for old, new in combinations(sizes, 2):
        proof = prove_heads(old, new)
        one, other = (read(note, signing.public_keys()) for note in (proof.old, proof.new))
        path = [bytes.fromhex(step) for step in proof.proof]
        assert is_consistent(one.size, one.root, other.size, other.root, path)


def test_every_event_is_proved_under_the_first_head_that_holds_it():
    for size in (5, 9):
        add(size - AuditEvent.objects.count())
        sign_head()
    for seq in range(1, 10):
        found = prove_event(seq)
        assert found.size == (5 if seq <= 5 else 9)
        leaf = leaf_hash(f"{found.content}\n{found.hash}".encode())
        assert json.loads(found.content)[0] == seq
        path = [bytes.fromhex(step) for step in found.proof]
        root = read(found.note, signing.public_keys()).root
        assert is_included(leaf, seq - 1, size=found.size, root=root, proof=path)


@pytest.mark.parametrize("seq", [0, -1, 3])
def test_an_event_without_a_head_has_no_proof(seq):
    add(2)
    sign_head()
    with pytest.raises(NotFound):
        prove_event(seq)


def test_after_a_new_key_the_old_heads_are_still_good(settings, tmp_path, capsys):
    settings.KMT_AUDIT_KEY, settings.KMT_AUDIT_KEY_FILE = "", str(tmp_path / "audit.key")
    with pytest.raises(CommandError, match="make_audit_key"):
        call_command("sign_audit_head")
    for _ in range(2):
        call_command("make_audit_key")
        add(2)
        sign_head()
    assert (verify().signed, verify().breaks) == (2, ())
    assert (tmp_path / "audit.key").stat().st_mode & 0o777 == 0o600
    capsys.readouterr()
    call_command("print_audit_key")
    printed = capsys.readouterr().out.split()
    raw = [b64decode(line.split("+", 2)[2])[1:] for line in printed]
    assert raw == [key.public_bytes_raw() for key in signing.public_keys()]


def test_the_commands_say_what_happened(drop, capsys):
    add(2)
    with pytest.raises(CommandError, match="nog geen kenmerk"):
        call_command("prove_audit", event=1)
    call_command("sign_audit_head")
    said = capsys.readouterr()
    assert "Ondertekend: 2 regels" in said.out
    assert "twee plekken buiten deze machine" in said.err
    call_command("prove_audit", event=1)
    assert json.loads(capsys.readouterr().out)["size"] == 2
    call_command("verify_audit")
    assert "2 ondertekende kenmerken" in capsys.readouterr().out, "in the table and in the folder"
    assert [path.name for path in drop.iterdir()] == [places.file_name(2)]
    assert HeadDelivery.objects.get().delivered
