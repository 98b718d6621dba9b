"""The roles we ship for PostgreSQL: the product adds to the record and cannot touch what is in it.

On SQLite there are no roles; there the triggers and the heads outside hold (test_append_only,
test_heads), and these tests look only at what the files say.
"""

import os
from contextlib import contextmanager

import psycopg
import pytest
from django.db import DatabaseError, connections, transaction
from psycopg import sql

from kmt.access.actors import REPORTER
from kmt.audit.actions import Event, record
from kmt.audit.actions.log_ins import record_log_in
from kmt.audit.actions.signing import sign_head
from kmt.audit.models import AuditEvent
from tests.building.tree import ROOT

DEPLOY = ROOT / "docs/deploy"
FILES = {"default": "postgres-roles.sql", "keys": "postgres-roles-keys.sql"}
APPEND_ONLY = ("audit_auditevent", "audit_treehead", "retention_destructioncertificate")
FORBIDDEN = [
    "update audit_auditevent set action = action",
    "update audit_treehead set root = root",
    "update retention_destructioncertificate set items = items",
    *(f"delete from {table}" for table in APPEND_ONLY),
    *(f"truncate {table} cascade" for table in APPEND_ONLY),
    *(f"alter table {table} disable trigger user" for table in APPEND_ONLY),
    *(f"drop table {table} cascade" for table in APPEND_ONLY),
    "drop trigger audit_event_append_only on audit_auditevent",
    "create or replace function audit_append_only() returns trigger language plpgsql as "
    "$$ begin return null; end $$",
    "set session_replication_role = replica",
    "update audit_loginevent set result = 'allowed'",
    "delete from django_migrations",
]


def run(database: str, statement: str) -> None:
    with transaction.atomic(using=database), connections[database].cursor() as cursor:
        cursor.execute(statement)


def on_postgres(database: str = "default") -> bool:
    return connections[database].vendor == "postgresql"


@pytest.fixture
def roles(db):
    """The roles, as an administrator makes them with our files; what they got is rolled back."""
    if not on_postgres():
        return
    host, user = (os.environ[f"KMT_TEST_POSTGRES_{one}"] for one in ("HOST", "USER"))
    with psycopg.connect(host=host, user=user, dbname="postgres", autocommit=True) as server:
        there = {name for (name,) in server.execute("select rolname from pg_roles")}
        for role in {"kmt_app", "kmt_report"} - there:
            server.execute(sql.SQL("create role {} noinherit").format(sql.Identifier(role)))
    for database, name in FILES.items():
        run(database, (DEPLOY / name).read_text(encoding="utf-8"))


@contextmanager
def working_as(role: str, database: str = "default"):
    run(database, f"set local role {role}")
    try:
        yield
    finally:
        run(database, "reset role")


def test_the_product_adds_to_the_record_and_reads_it(roles):
    if not on_postgres():
        return
    with working_as("kmt_app"):
        record(Event(actor=REPORTER, action="create", object_type="report"))
        record_log_in(account_id="", result="denied")
        assert sign_head().size == AuditEvent.objects.count() == 1


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_product_cannot(roles, statement):
    if not on_postgres():
        return
    record(Event(actor=REPORTER, action="create", object_type="report"))
    sign_head()
    before = list(AuditEvent.objects.values())
    with (
        working_as("kmt_app"),
        pytest.raises(DatabaseError, match=r"permission denied|must be owner"),
    ):
        run("default", statement)
    assert list(AuditEvent.objects.values()) == before


def test_without_our_roles_the_same_is_stopped_by_the_triggers_alone(roles):
    """So the test above shows what the role adds: the owner may switch the triggers off."""
    if not on_postgres():
        return
    record(Event(actor=REPORTER, action="create", object_type="report"))
    with pytest.raises(DatabaseError, match="append-only"):
        run("default", FORBIDDEN[0])
    run("default", "alter table audit_auditevent disable trigger user")
    run("default", FORBIDDEN[0])


@pytest.mark.parametrize("database", FILES)
def test_the_report_server_reads_no_key_and_no_record(roles, database):
    if not on_postgres():
        return
    tables = ["vault_datakey"] if database == "keys" else [*APPEND_ONLY, "vault_person"]
    for table in tables:
        run(database, f"select * from {table}")
        with (
            working_as("kmt_report", database),
            pytest.raises(DatabaseError, match=r"permission denied|does not exist"),
        ):
            run(database, f"select * from {table}")


def test_the_files_give_the_product_no_more_than_adding_and_reading():
    text = (DEPLOY / FILES["default"]).read_text(encoding="utf-8")
    tables = ", ".join(APPEND_ONLY)
    taken = text.index(f"REVOKE ALL ON {tables} FROM kmt_app;")
    given = text.index(f"GRANT SELECT, INSERT ON {tables} TO kmt_app;")
    assert text.index("ON ALL TABLES IN SCHEMA public TO kmt_app") < taken < given
    assert "audit_" not in text[given:].split("\n", 1)[1].partition("audit_loginevent FROM")[0]
