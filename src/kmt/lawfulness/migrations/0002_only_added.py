"""Triggers that refuse to change a disclosure or its review, on SQLite and on PostgreSQL.

Rows are added, and go when their retention term ends; they never change. On SQLite the trigger
before INSERT stops ``INSERT OR REPLACE`` on any connection (see audit, 0002).
"""

from django.db import migrations

TABLES = ("lawfulness_disclosure", "lawfulness_disclosurereview")

SQLITE = (
    "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
    "BEGIN SELECT RAISE(ABORT, 'disclosures are only added'); END",
    "CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
    "WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR rowid = NEW.rowid) "
    "BEGIN SELECT RAISE(ABORT, 'disclosures are only added'); END",
)

POSTGRES = """
CREATE FUNCTION lawfulness_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'disclosures are only added'; END $$;
CREATE TRIGGER lawfulness_disclosure_only_added BEFORE UPDATE ON lawfulness_disclosure
FOR EACH ROW EXECUTE FUNCTION lawfulness_only_added();
CREATE TRIGGER lawfulness_review_only_added BEFORE UPDATE ON lawfulness_disclosurereview
FOR EACH ROW EXECUTE FUNCTION lawfulness_only_added();
"""


def add_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES)
        return
    with schema_editor.connection.cursor() as cursor:
        for table in TABLES:
            for statement in SQLITE:
                cursor.execute(statement.format(table=table))


def drop_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "DROP TRIGGER lawfulness_disclosure_only_added ON lawfulness_disclosure;"
            "DROP TRIGGER lawfulness_review_only_added ON lawfulness_disclosurereview;"
            "DROP FUNCTION lawfulness_only_added();"
        )
        return
    for table in TABLES:
        for name in ("no_update", "no_replace"):
            schema_editor.execute(f"DROP TRIGGER {table}_{name};")


class Migration(migrations.Migration):
    dependencies = [("lawfulness", "0001_disclosures")]
    operations = [migrations.RunPython(add_triggers, drop_triggers)]
