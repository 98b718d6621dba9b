"""Triggers that refuse to change or remove an event, on SQLite and on PostgreSQL.

On SQLite a trigger on DELETE does not fire for ``INSERT OR REPLACE`` unless the connection has
``recursive_triggers``; the trigger before INSERT refuses a number, id or rowid that is already
there, and so holds on any connection.
"""

from django.db import migrations

SQLITE = """
CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_auditevent
BEGIN SELECT RAISE(ABORT, 'audit events are append-only'); END;
CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_auditevent
BEGIN SELECT RAISE(ABORT, 'audit events are append-only'); END;
CREATE TRIGGER audit_event_no_replace BEFORE INSERT ON audit_auditevent
WHEN EXISTS (SELECT 1 FROM audit_auditevent WHERE seq = NEW.seq OR event_id = NEW.event_id
OR rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'audit events are append-only'); END;
"""

POSTGRES = """
CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'audit events are append-only'; END $$;
CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON audit_auditevent
FOR EACH ROW EXECUTE FUNCTION audit_append_only();
CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON audit_auditevent
FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only();
"""


def add_triggers(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute(POSTGRES)
        return
    with schema_editor.connection.cursor() as cursor:
        for statement in SQLITE.strip().split("END;"):
            if statement.strip():
                cursor.execute(statement + "END;")


def drop_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "DROP TRIGGER audit_event_append_only ON audit_auditevent;"
            "DROP TRIGGER audit_event_no_truncate ON audit_auditevent;"
            "DROP FUNCTION audit_append_only();"
        )
        return
    for name in ("no_update", "no_delete", "no_replace"):
        schema_editor.execute(f"DROP TRIGGER audit_event_{name};")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(add_triggers, drop_triggers)]
