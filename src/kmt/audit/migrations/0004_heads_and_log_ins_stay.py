"""Triggers: a signed head is never changed or removed, a log-in only after its six months.

As in 0002, a trigger before INSERT stops ``INSERT OR REPLACE`` on SQLite on any connection.
"""

from django.db import migrations

SQLITE = [
    """
CREATE TRIGGER audit_treehead_no_update BEFORE UPDATE ON audit_treehead
BEGIN SELECT RAISE(ABORT, 'signed heads are append-only'); END
""",
    """
CREATE TRIGGER audit_treehead_no_delete BEFORE DELETE ON audit_treehead
BEGIN SELECT RAISE(ABORT, 'signed heads are append-only'); END
""",
    """
CREATE TRIGGER audit_treehead_no_replace BEFORE INSERT ON audit_treehead
WHEN EXISTS (SELECT 1 FROM audit_treehead WHERE size = NEW.size)
BEGIN SELECT RAISE(ABORT, 'signed heads are append-only'); END
""",
    """
CREATE TRIGGER audit_login_no_update BEFORE UPDATE ON audit_loginevent
BEGIN SELECT RAISE(ABORT, 'log-ins are append-only'); END
""",
    """
CREATE TRIGGER audit_login_six_months BEFORE DELETE ON audit_loginevent
WHEN OLD.at > datetime('now', '-6 months')
BEGIN SELECT RAISE(ABORT, 'log-ins are kept for six months'); END
""",
    """
CREATE TRIGGER audit_login_no_replace BEFORE INSERT ON audit_loginevent
WHEN EXISTS (SELECT 1 FROM audit_loginevent WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'log-ins are append-only'); END
""",
]

POSTGRES = """
CREATE FUNCTION audit_heads_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'signed heads are append-only'; END $$;
CREATE TRIGGER audit_treehead_append_only BEFORE UPDATE OR DELETE ON audit_treehead
FOR EACH ROW EXECUTE FUNCTION audit_heads_stay();
CREATE TRIGGER audit_treehead_no_truncate BEFORE TRUNCATE ON audit_treehead
FOR EACH STATEMENT EXECUTE FUNCTION audit_heads_stay();
CREATE FUNCTION audit_log_ins_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.at <= now() - interval '6 months' THEN RETURN OLD; END IF;
    RAISE EXCEPTION 'log-ins are kept for six months';
  END IF;
  RAISE EXCEPTION 'log-ins are append-only';
END $$;
CREATE TRIGGER audit_login_stays BEFORE UPDATE OR DELETE ON audit_loginevent
FOR EACH ROW EXECUTE FUNCTION audit_log_ins_stay();
CREATE TRIGGER audit_login_no_truncate BEFORE TRUNCATE ON audit_loginevent
FOR EACH STATEMENT EXECUTE FUNCTION audit_log_ins_stay();
"""

BACK = """
DROP TRIGGER audit_treehead_append_only ON audit_treehead;
DROP TRIGGER audit_treehead_no_truncate ON audit_treehead;
DROP TRIGGER audit_login_stays ON audit_loginevent;
DROP TRIGGER audit_login_no_truncate ON audit_loginevent;
DROP FUNCTION audit_heads_stay();
DROP FUNCTION audit_log_ins_stay();
"""


def add_triggers(apps, schema_editor):
    on_postgres = schema_editor.connection.vendor == "postgresql"
    for statement in [POSTGRES] if on_postgres else SQLITE:
        schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(BACK)
        return
    for statement in SQLITE:
        schema_editor.execute(f"DROP TRIGGER {statement.split()[2]}")


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_heads_log_ins_samples")]
    operations = [migrations.RunPython(add_triggers, drop_triggers)]
