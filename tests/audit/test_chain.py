"""The chain: whoever touches the table is found out, and the check says which event.

Fifty events are made; then each is changed, removed, inserted or moved in turn, as somebody could
who has all rights on the database, the triggers taken away. Each time the check must speak.
"""

from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from kmt.access.actors import REPORTER
from kmt.audit import heads
from kmt.audit.actions import ACTIONS, Event, record
from kmt.audit.models import AuditEvent, ChainHead
from kmt.audit.queries import links, verify
from kmt.audit.rules import HASHED, Noted
from kmt.kernel.ids import new_id

EVENTS = 50
LAST = EVENTS


@pytest.fixture
def chain(db, django_capture_on_commit_callbacks):
    """Fifty events, noted outside the database, and the triggers out of the way."""
    words = sorted(ACTIONS)
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(EVENTS):
            record(
                Event(
                    actor=REPORTER,
                    action=words[number % len(words)],
                    object_type="report",
                    object_id=str(number),
                )
            )
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in ("no_update", "no_delete", "no_replace"):
                cursor.execute(f"drop trigger audit_event_{name}")
        else:
            cursor.execute("alter table audit_auditevent disable trigger user")


@contextmanager
def tampering():
    """Undo what the block did."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def event(seq: int):
    return AuditEvent.objects.filter(seq=seq)


def move(first: int, by: int) -> None:
    """Renumber the events from here on, the far end first so that no number is there twice."""
    far_first = "-seq" if by > 0 else "seq"
    rows = AuditEvent.objects.filter(seq__gte=first).order_by(far_first)
    for seq in list(rows.values_list("seq", flat=True)):
        event(seq).update(seq=seq + by)


def put(table: str, column: str, value: object, seq: int) -> bool:
    """Write something of the wrong kind; PostgreSQL may refuse it by itself, SQLite never does."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"update {table} set {column} = %s where seq = {seq}", [value])
    except DatabaseError:
        assert connection.vendor == "postgresql"
        return False
    return True


def head_says_the_last() -> None:
    """Bring the counter in the database in line, as a careful intruder would."""
    last = AuditEvent.objects.order_by("-seq").first()
    ChainHead.objects.update(seq=last.seq, hash=last.hash)


def copy_of(seq: int, to: int) -> None:
    values = AuditEvent.objects.filter(seq=seq).values().get()
    AuditEvent.objects.create(**values | {"seq": to, "event_id": new_id()})


def found() -> tuple[set[int], set[str]]:
    breaks = verify().breaks
    return {one.seq for one in breaks}, {one.kind for one in breaks}


def test_an_untouched_record_is_whole(chain):
    outcome = verify()
    assert (outcome.events, outcome.heads, outcome.breaks) == (EVENTS, 1, ())


def test_an_empty_record_is_whole(db):
    assert verify().breaks == ()


CHANGED = {
    "action": "opened",
    "object_type": "other",
    "object_id": "other",
    "result": "denied",
    "origin": "192.0.2.1",
    "actor_id": "somebody",
    "on_behalf_of": "other",
    "role": "other",
    "purpose": "other",
    "legal_basis": "other",
    "case_state": "other",
    "reason_text": "other",
    "prev_hash": "f" * 64,
    "hash": "f" * 64,
    "event_id": "00000000-0000-4000-8000-000000000000",
    "timestamp_utc": "2020-01-01T00:00:00Z",
}


def test_every_field_of_an_event_is_under_the_seal():
    assert set(CHANGED) | {"seq"} == set(HASHED) | {"hash"}


def test_a_changed_field_is_found_in_the_event_that_was_changed(chain):
    for field, value in CHANGED.items():
        for seq in (1, 25, LAST):
            with tampering():
                event(seq).update(**{field: value})
                where, kinds = found()
            assert seq in where, field
            assert "changed" in kinds, field


def test_each_event_that_is_changed_is_named(chain):
    for seq in range(1, EVENTS + 1):
        with tampering():
            event(seq).update(action="opened")
            assert found() == ({seq}, {"changed"})


def test_each_event_that_is_removed_is_named(chain):
    for seq in range(1, EVENTS + 1):
        with tampering():
            event(seq).delete()
            assert found() == ({seq}, {"removed"})


def test_each_event_that_is_removed_is_found_also_when_the_gap_is_closed(chain):
    for seq in range(1, EVENTS + 1):
        with tampering():
            event(seq).delete()
            move(seq + 1, -1)
            head_says_the_last()
            where, _ = found()
        assert where >= {seq, LAST}, "at the gap, and at the end that is one short"


def test_an_event_that_is_slipped_in_is_found_where_it_stands(chain):
    for seq in range(1, EVENTS + 1):
        with tampering():
            move(seq, 1)
            copy_of(seq + 1, to=seq)
            head_says_the_last()
            where, _ = found()
        assert {seq, seq + 1} & where, seq


def test_two_events_that_changed_places_are_found_both(chain):
    for seq in range(1, EVENTS):
        with tampering():
            event(seq).update(seq=9999)
            event(seq + 1).update(seq=F("seq") - 1)
            event(9999).update(seq=seq + 1)
            where, _ = found()
        assert {seq, seq + 1} <= where


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *(("timestamp_utc", value) for value in ("yesterday", "", b"\xff")),
        *(("event_id", value) for value in ("nobody", b"\xff")),
        *(("action", value) for value in (b"\xff", 7)),
        *(("hash", value) for value in ("é", b"\xff")),
    ],
)
def test_a_value_that_no_program_can_read_is_named_too(chain, column, value):
    with tampering():
        if not put("audit_auditevent", column, value, 17):
            return
        where, kinds = found()
    assert 17 in where
    assert where <= {17, 18}
    assert "changed" in kinds


@pytest.mark.parametrize("number", ["nonsense", 17.5])
def test_a_row_without_a_number_is_found(chain, number):
    with tampering():
        copy_of(17, to=LAST + 1)
        if put("audit_auditevent", "seq", number, LAST + 1):
            assert LAST + 1 in found()[0]


def test_a_damaged_counter_is_spoken_of(chain):
    with tampering():
        if put("audit_chainhead", "seq", "nonsense", LAST):
            assert verify().breaks


def test_a_long_record_is_read_in_parts_and_whole(chain, monkeypatch):
    monkeypatch.setattr(links, "CHUNK", 7)
    assert (verify().events, verify().breaks) == (EVENTS, ())


@pytest.mark.parametrize("kept", [0, 1, 25, 49])
def test_a_tail_that_was_cut_off_is_found_by_the_head_outside_the_database(chain, kept):
    with tampering():
        AuditEvent.objects.filter(seq__gt=kept).delete()
        ChainHead.objects.all().delete() if not kept else head_says_the_last()
        breaks = verify().breaks
    assert [(one.seq, one.kind) for one in breaks] == [(kept + 1, "removed")]
    assert str(LAST) in breaks[0].sentence


def test_a_tail_that_was_cut_off_is_found_without_it_by_the_counter_alone(chain, settings):
    settings.KMT_AUDIT_HEADS = settings.KMT_AUDIT_HEADS / "empty"
    with tampering():
        AuditEvent.objects.filter(seq__gt=40).delete()
        assert found() == ({41}, {"removed"})


def test_an_event_added_at_the_end_by_hand_is_found(chain):
    with tampering():
        copy_of(7, to=LAST + 1)
        where, kinds = found()
    assert where == {LAST + 1}
    assert "inserted" in kinds


def genuine_event_of_another_run() -> dict:
    """An event with a good seal, written by the program before a backup was put back."""
    with tampering():
        record(Event(actor=REPORTER, action="create", object_type="report", object_id="undone"))
        return event(LAST + 1).values().get()


def test_a_genuine_event_that_the_program_forgot_is_found_when_it_is_put_back(chain):
    undone = genuine_event_of_another_run()
    with tampering():
        AuditEvent.objects.create(**undone)
        assert found() == ({LAST + 1}, {"inserted"})


def test_a_genuine_event_in_the_place_of_another_is_found(chain):
    undone = genuine_event_of_another_run()
    for number in range(3):
        record(Event(actor=REPORTER, action="read", object_type="report", object_id=str(number)))
    assert verify().breaks == ()
    with tampering():
        event(LAST + 1).delete()
        AuditEvent.objects.create(**undone)
        assert found() == ({LAST + 2}, {"inserted"})


def test_who_knows_the_method_but_not_the_key_cannot_write_an_event(chain, monkeypatch, settings):
    with tampering():
        settings.KMT_MASTER_KEY = "1 " + "QUFB" * 10 + "QUE="
        record(Event(actor=REPORTER, action="create", object_type="report", object_id="forged"))
        settings.KMT_MASTER_KEY = "1 dGVzdCBrZXksIG5vdGhpbmcgcmVhbCBpcyBzZWFsZWQ="
        assert LAST + 1 in found()[0]


def test_the_head_of_the_day_is_the_last_event(chain):
    last = AuditEvent.objects.order_by("-seq").first()
    assert heads.noted() == (Noted(LAST, last.hash),)


def test_an_older_head_does_not_overwrite_a_newer_one(chain):
    heads.note(Noted(3, "a" * 64))
    assert heads.noted()[0].seq == LAST


def test_a_head_that_cannot_be_written_does_not_undo_what_was_done(
    db, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.KMT_AUDIT_HEADS = tmp_path / "file"
    settings.KMT_AUDIT_HEADS.write_text("not a folder")
    with django_capture_on_commit_callbacks(execute=True):
        record(Event(actor=REPORTER, action="create", object_type="report"))
    assert AuditEvent.objects.count() == 1


@pytest.mark.parametrize("content", ["", "12", "nonsense", "² x", "9" * 5000 + " x", "\xff x"])
def test_a_damaged_head_is_spoken_of(chain, settings, content):
    next(settings.KMT_AUDIT_HEADS.glob("*.head")).write_bytes(content.encode("latin-1"))
    assert verify().breaks


def test_the_command_says_that_all_is_well_and_how_much_it_read(chain, capsys):
    call_command("verify_audit")
    assert f"Het logboek is heel: {EVENTS} regels" in capsys.readouterr().out


def test_the_command_names_the_event_and_says_what_to_do(chain):
    event(17).update(action="opened")
    with pytest.raises(CommandError) as wrong:
        call_command("verify_audit")
    assert "Regel 17" in str(wrong.value)
    assert "waarschuw de privacyfunctionaris" in str(wrong.value)


def test_only_actions_and_outcomes_of_the_list_can_be_recorded():
    with pytest.raises(ValueError, match="action"):
        Event(actor=REPORTER, action="peek", object_type="report")
    with pytest.raises(ValueError, match="result"):
        Event(actor=REPORTER, action="read", object_type="report", result="maybe")


def test_a_reporter_leaves_no_address_in_the_record(chain):
    assert set(AuditEvent.objects.values_list("origin", flat=True)) == {""}
