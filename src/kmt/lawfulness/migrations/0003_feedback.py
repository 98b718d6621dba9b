"""What receivers said of a disclosure; triggers refuse to change it, as in 0002."""

import django.db.models.deletion
import kmt.kernel.ids
from django.db import migrations, models

TABLE = "lawfulness_disclosurefeedback"
SQLITE = (
    "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
    "BEGIN SELECT RAISE(ABORT, 'feedback is only added'); END",
    "CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
    "WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR rowid = NEW.rowid) "
    "BEGIN SELECT RAISE(ABORT, 'feedback is only added'); END",
)
POSTGRES = (
    f"CREATE TRIGGER lawfulness_feedback_only_added BEFORE UPDATE ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION lawfulness_only_added();"
)


def add_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES)
        return
    with schema_editor.connection.cursor() as cursor:
        for statement in SQLITE:
            cursor.execute(statement.format(table=TABLE))


def drop_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER lawfulness_feedback_only_added ON {TABLE};")
        return
    for name in ("no_update", "no_replace"):
        schema_editor.execute(f"DROP TRIGGER {TABLE}_{name};")


class Migration(migrations.Migration):

    dependencies = [
        ('lawfulness', '0002_only_added'),
    ]

    operations = [
        migrations.CreateModel(
            name='DisclosureFeedback',
            fields=[
                ('id', models.UUIDField(default=kmt.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('token', models.UUIDField(unique=True)),
                ('received_on', models.DateField()),
                ('words', models.BinaryField()),
                ('by', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('disclosure', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feedback', to='lawfulness.disclosure')),
            ],
            options={
                'ordering': ('received_on', 'at'),
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
            },
        ),
        migrations.RunPython(add_triggers, drop_triggers),
    ]
