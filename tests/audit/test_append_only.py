"""The table of the record takes new rows and nothing else, on either database."""

import pytest
from django.db import DatabaseError, connection, transaction

from kmt.access.actors import REPORTER
from kmt.audit.actions import Event, record
from kmt.audit.models import AuditEvent

TABLE = "audit_auditevent"


@pytest.fixture(params=["on", "off"])
def recursive_triggers(request, db):
    """A setting of one SQLite connection that decides whether REPLACE counts as DELETE."""
    if connection.vendor == "sqlite":
        attempt(f"pragma recursive_triggers = {request.param}")
    yield request.param
    if connection.vendor == "sqlite":
        attempt("pragma recursive_triggers = on")


@pytest.fixture
def one(db) -> AuditEvent:
    record(Event(actor=REPORTER, action="create", object_type="report", object_id="1"))
    return AuditEvent.objects.get()


def attempt(*statements: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def copied(**changed: str) -> str:
    """The columns of a row, some of them with another value."""
    names = [field.column for field in AuditEvent._meta.fields]
    return f"({', '.join(names)}) select " + ", ".join(changed.get(name, name) for name in names)


CHANGES = {
    "update": f"update {TABLE} set action = 'read'",
    "delete": f"delete from {TABLE}",
    "truncate": f"truncate {TABLE} cascade",
    "insert or replace, same number": f"insert or replace into {TABLE} "
    + copied(action="'read'", event_id="lower(hex(randomblob(16)))")
    + f" from {TABLE}",
    "insert or replace, same id": f"insert or replace into {TABLE} "
    + copied(action="'read'", seq="seq + 1")
    + f" from {TABLE}",
    "insert or replace, same rowid": f"insert or replace into {TABLE} (rowid, "
    + copied(seq="seq + 1", event_id="lower(hex(randomblob(16)))", action="'read'")[1:].replace(
        "select ", "select rowid, "
    )
    + f" from {TABLE}",
    "update or replace": f"update or replace {TABLE} set seq = seq",
    "upsert": f"insert into {TABLE} "
    + copied(action="'read'")
    + f" from {TABLE} where true on conflict (seq) do update set action = 'read'",
}
ONLY_SQLITE = {way for way in CHANGES if "or replace" in way}
ONLY_POSTGRES = {"truncate"}


@pytest.mark.parametrize("way", CHANGES)
def test_an_event_is_neither_changed_nor_removed_by(one, way, recursive_triggers):
    other = ONLY_POSTGRES if connection.vendor == "sqlite" else ONLY_SQLITE
    before = AuditEvent.objects.values().get()
    if way not in other:
        with pytest.raises(DatabaseError, match="append-only"):
            attempt(CHANGES[way])
    assert AuditEvent.objects.values().get() == before


def test_django_cannot_change_or_remove_an_event_either(one):
    for write in (one.save, one.delete, AuditEvent.objects.all().delete):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            write()
    assert AuditEvent.objects.count() == 1


def test_a_new_event_is_taken(one):
    record(Event(actor=REPORTER, action="create", object_type="report", object_id="2"))
    assert AuditEvent.objects.count() == 2
