"""The log of log-ins: apart from the access log, whole, and gone after six months."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from kmt.audit.actions.log_ins import forget_log_ins, record_log_in
from kmt.audit.models import AuditEvent, ChainHead, LoginEvent
from kmt.audit.queries import verify
from kmt.kernel import clock

pytestmark = pytest.mark.django_db
#: The triggers read the clock of the database, which nobody can stop.
NOW = datetime.now(UTC)


def log_in(at: datetime, number: int = 1) -> None:
    with clock.frozen(at):
        for _ in range(number):
            record_log_in(account_id="a-1", result="denied", step="second_factor", origin="x")


def without_triggers() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in ("no_update", "six_months"):
                cursor.execute(f"drop trigger audit_login_{name}")
        else:
            cursor.execute("alter table audit_loginevent disable trigger user")


def test_a_log_in_stands_in_its_own_log_alone():
    log_in(NOW)
    assert LoginEvent.objects.count() == 1
    assert not AuditEvent.objects.exists()
    assert verify().breaks == ()


def test_after_six_months_it_is_gone_and_the_rest_is_still_whole():
    log_in(NOW - timedelta(days=400), 2)
    log_in(NOW - timedelta(days=185))
    log_in(NOW - timedelta(days=179))
    log_in(NOW)
    with clock.frozen(NOW):
        assert forget_log_ins() == 3
    assert list(LoginEvent.objects.values_list("seq", flat=True)) == [4, 5]
    assert verify().breaks == ()


def test_the_end_of_a_short_month_is_no_trouble():
    for day in (31, 30, 29, 28):
        with clock.frozen(datetime(2026, 8, day, tzinfo=UTC)):
            assert forget_log_ins() == 0


def test_when_all_had_their_time_the_log_is_empty_and_whole_and_goes_on():
    log_in(NOW - timedelta(days=400), 3)
    with clock.frozen(NOW):
        call_command("forget_log_ins")
    assert verify().breaks == ()
    log_in(NOW)
    assert LoginEvent.objects.get().seq == 4
    assert verify().breaks == ()


@pytest.mark.parametrize(
    "write",
    [
        lambda: LoginEvent.objects.update(result="allowed"),
        lambda: LoginEvent.objects.all().delete(),
    ],
    ids=["update", "delete"],
)
def test_the_database_keeps_a_log_in_for_six_months_unchanged(write):
    record_log_in(account_id="a-1", result="denied")
    with pytest.raises(DatabaseError, match="log-ins"), transaction.atomic():
        write()
    assert LoginEvent.objects.get().result == "denied"


TAMPERED = {
    "changed": (lambda: LoginEvent.objects.filter(seq=3).update(origin="y"), 3),
    "removed inside": (lambda: LoginEvent.objects.filter(seq=3).delete(), 4),
    "end cut off": (lambda: LoginEvent.objects.filter(seq__gt=3).delete(), 0),
    "all removed": (lambda: LoginEvent.objects.all().delete(), 0),
    "counter set back": (lambda: ChainHead.objects.filter(id=2).update(hash="0" * 64), 0),
}


@pytest.mark.parametrize("way", TAMPERED)
def test_a_change_in_it_is_found(way):
    log_in(NOW, 5)
    without_triggers()
    change, seq = TAMPERED[way]
    change()
    (found,) = verify().breaks
    assert found.seq == seq
    assert "inloglogboek" in found.sentence
