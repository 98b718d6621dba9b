"""Triggers: an answer of who must agree and a statement of a supplier are added, never changed.

They go with the draft or the datum they belong to. On SQLite the trigger before INSERT stops
``INSERT OR REPLACE`` on any connection (see audit, 0002).
"""

from django.db import migrations

TABLES = ("sharing_shareapproval", "sharing_supplieddatum", "sharing_supplierstatement")
SQLITE = (
    "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
    "BEGIN SELECT RAISE(ABORT, 'these rows are only added'); END",
    "CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
    "WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR rowid = NEW.rowid) "
    "BEGIN SELECT RAISE(ABORT, 'these rows are only added'); END",
)
FUNCTION = """
CREATE FUNCTION sharing_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'these rows are only added'; END $$;
"""


def add_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION)
        for table in TABLES:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_kept BEFORE UPDATE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION sharing_only_added();"
            )
        return
    with schema_editor.connection.cursor() as cursor:
        for table in TABLES:
            for statement in SQLITE:
                cursor.execute(statement.format(table=table))


def drop_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table in TABLES:
            schema_editor.execute(f"DROP TRIGGER {table}_kept ON {table};")
        schema_editor.execute("DROP FUNCTION sharing_only_added();")
        return
    for table in TABLES:
        for name in ("no_update", "no_replace"):
            schema_editor.execute(f"DROP TRIGGER {table}_{name};")


class Migration(migrations.Migration):
    dependencies = [("sharing", "0001_drafts_and_suppliers")]
    operations = [migrations.RunPython(add_triggers, drop_triggers)]
