"""Triggers: what was erased, what an identity said, a form and a part are not rewritten.

An ``Erasure`` and a ``Tombstone`` never change and never go. The part of a person is only ended,
once. On SQLite the trigger before INSERT stops ``INSERT OR REPLACE`` (see audit, 0002).
"""

from django.db import migrations

ADDED = ("vault_identitychange", "vault_consentdocument")
ERASURE, ROLE, TOMBSTONE = "vault_erasure", "vault_personrole", "vault_tombstone"
SAME = " AND ".join(
    f"OLD.{column} = NEW.{column}"
    for column in ("id", "person_id", "role", "compartment", "since", "by")
)

SQLITE = {
    "no_update": "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
    "BEGIN SELECT RAISE(ABORT, 'these rows are only added'); END",
    "no_delete": "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
    "BEGIN SELECT RAISE(ABORT, 'these rows are only added'); END",
    "no_replace": "CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
    "WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key} OR rowid = NEW.rowid) "
    "BEGIN SELECT RAISE(ABORT, 'these rows are only added'); END",
    "only_ended": "CREATE TRIGGER {table}_only_ended BEFORE UPDATE ON {table} "
    "WHEN NOT (OLD.until IS NULL AND NEW.until IS NOT NULL AND {same}) "
    "BEGIN SELECT RAISE(ABORT, 'these rows are only added'); END",
}
#: Per database: table, its key, and what is refused.
WANTED = {
    "default": (
        *((table, "id", ("no_update", "no_replace")) for table in ADDED),
        (ERASURE, "subject", ("no_update", "no_delete", "no_replace")),
        (ROLE, "id", ("only_ended", "no_replace")),
    ),
    "keys": ((TOMBSTONE, "subject", ("no_update", "no_delete", "no_replace")),),
}
#: On PostgreSQL the same in one trigger per table.
EVENTS = {
    "default": (
        *((table, "UPDATE", "") for table in ADDED),
        (ERASURE, "UPDATE OR DELETE", ""),
        (
            ROLE,
            "UPDATE",
            f"WHEN (NOT (OLD.until IS NULL AND NEW.until IS NOT NULL AND {SAME})) ",
        ),
    ),
    "keys": ((TOMBSTONE, "UPDATE OR DELETE", ""),),
}
FUNCTION = """
CREATE FUNCTION vault_only_added_more() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'these rows are only added'; END $$;
"""


def add_triggers(apps, schema_editor):
    connection = schema_editor.connection
    if connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION)
        for table, event, when in EVENTS[connection.alias]:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_kept BEFORE {event} ON {table} FOR EACH ROW {when}"
                "EXECUTE FUNCTION vault_only_added_more();"
            )
        return
    with connection.cursor() as cursor:
        for table, key, names in WANTED[connection.alias]:
            for name in names:
                cursor.execute(SQLITE[name].format(table=table, key=key, same=SAME))


def drop_triggers(apps, schema_editor):
    connection = schema_editor.connection
    if connection.vendor == "postgresql":
        for table, _, _ in EVENTS[connection.alias]:
            schema_editor.execute(f"DROP TRIGGER {table}_kept ON {table};")
        schema_editor.execute("DROP FUNCTION vault_only_added_more();")
        return
    for table, _, names in WANTED[connection.alias]:
        for name in names:
            schema_editor.execute(f"DROP TRIGGER {table}_{name};")


class Migration(migrations.Migration):
    dependencies = [("vault", "0005_roles_changes_words_forms")]
    # The router lets the second one through to the database of keys only.
    operations = [
        migrations.RunPython(add_triggers, drop_triggers),
        migrations.RunPython(add_triggers, drop_triggers, hints={"model_name": "tombstone"}),
    ]
