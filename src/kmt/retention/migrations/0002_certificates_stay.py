"""Triggers: a certificate of destruction is never changed or removed, on both databases.

As with events of the record, a trigger before INSERT stops ``INSERT OR REPLACE`` on SQLite on any
connection.
"""

from django.db import migrations

TABLE = "retention_destructioncertificate"
STAYS = "certificates of destruction stay"
SQLITE = {
    "retention_certificate_no_update": f"BEFORE UPDATE ON {TABLE}",
    "retention_certificate_no_delete": f"BEFORE DELETE ON {TABLE}",
    "retention_certificate_no_replace": (
        f"BEFORE INSERT ON {TABLE} WHEN EXISTS "  # nosec B608
        f"(SELECT 1 FROM {TABLE} WHERE id = NEW.id OR rowid = NEW.rowid)"
    ),
}
POSTGRES = f"""
CREATE FUNCTION retention_certificates_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{STAYS}'; END $$;
CREATE TRIGGER retention_certificate_stays BEFORE UPDATE OR DELETE ON {TABLE}
FOR EACH ROW EXECUTE FUNCTION retention_certificates_stay();
CREATE TRIGGER retention_certificate_no_truncate BEFORE TRUNCATE ON {TABLE}
FOR EACH STATEMENT EXECUTE FUNCTION retention_certificates_stay();
"""
BACK = f"""
DROP TRIGGER retention_certificate_stays ON {TABLE};
DROP TRIGGER retention_certificate_no_truncate ON {TABLE};
DROP FUNCTION retention_certificates_stay();
"""


def add_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES)
        return
    for name, when in SQLITE.items():
        body = f"BEGIN SELECT RAISE(ABORT, '{STAYS}'); END"
        schema_editor.execute(f"CREATE TRIGGER {name} {when} {body}")


def drop_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(BACK)
        return
    for name in SQLITE:
        schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("retention", "0001_retention")]
    operations = [migrations.RunPython(add_triggers, drop_triggers)]
