"""Triggers that refuse to change a step of a consent or a merge, on SQLite and on PostgreSQL.

Rows are added, and go with the person; they never change. On SQLite the trigger before INSERT
stops ``INSERT OR REPLACE`` on any connection (see audit, 0002).
"""

from django.db import migrations

TABLES = ("vault_consentstep", "vault_personlink")

SQLITE = (
    "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
    "BEGIN SELECT RAISE(ABORT, 'these rows are only added'); END",
    "CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
    "WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR rowid = NEW.rowid) "
    "BEGIN SELECT RAISE(ABORT, 'these rows are only added'); END",
)

POSTGRES = """
CREATE FUNCTION vault_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'these rows are only added'; END $$;
CREATE TRIGGER vault_consentstep_only_added BEFORE UPDATE ON vault_consentstep
FOR EACH ROW EXECUTE FUNCTION vault_only_added();
CREATE TRIGGER vault_personlink_only_added BEFORE UPDATE ON vault_personlink
FOR EACH ROW EXECUTE FUNCTION vault_only_added();
"""


def add_triggers(apps, schema_editor):
    connection = schema_editor.connection
    if connection.alias != "default":
        return
    if connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES)
        return
    with connection.cursor() as cursor:
        for table in TABLES:
            for statement in SQLITE:
                cursor.execute(statement.format(table=table))


def drop_triggers(apps, schema_editor):
    connection = schema_editor.connection
    if connection.alias != "default":
        return
    if connection.vendor == "postgresql":
        schema_editor.execute(
            "DROP TRIGGER vault_consentstep_only_added ON vault_consentstep;"
            "DROP TRIGGER vault_personlink_only_added ON vault_personlink;"
            "DROP FUNCTION vault_only_added();"
        )
        return
    for table in TABLES:
        for name in ("no_update", "no_replace"):
            schema_editor.execute(f"DROP TRIGGER {table}_{name};")


class Migration(migrations.Migration):
    dependencies = [("vault", "0003_search_links_consents")]
    operations = [migrations.RunPython(add_triggers, drop_triggers)]
