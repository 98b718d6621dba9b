"""Transfers between compartments and their steps; triggers refuse to change them, as in 0002."""

import django.db.models.deletion
import kmt.kernel.ids
from django.db import migrations, models

TABLES = ("lawfulness_transfer", "lawfulness_transferstep")
SQLITE = (
    "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
    "BEGIN SELECT RAISE(ABORT, 'transfers are only added'); END",
    "CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
    "WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR rowid = NEW.rowid) "
    "BEGIN SELECT RAISE(ABORT, 'transfers are only added'); END",
)
POSTGRES = (
    "CREATE TRIGGER {table}_only_added BEFORE UPDATE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION lawfulness_only_added();"
)


def add_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table in TABLES:
            schema_editor.execute(POSTGRES.format(table=table))
        return
    with schema_editor.connection.cursor() as cursor:
        for table in TABLES:
            for statement in SQLITE:
                cursor.execute(statement.format(table=table))


def drop_triggers(apps, schema_editor):
    for table in TABLES:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {table}_only_added ON {table};")
            continue
        for name in ("no_update", "no_replace"):
            schema_editor.execute(f"DROP TRIGGER {table}_{name};")


class Migration(migrations.Migration):

    dependencies = [
        ('lawfulness', '0003_feedback'),
    ]

    operations = [
        migrations.CreateModel(
            name='Transfer',
            fields=[
                ('id', models.UUIDField(default=kmt.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('object_type', models.CharField(max_length=40)),
                ('object_id', models.UUIDField(db_index=True)),
                ('label', models.CharField(max_length=24)),
                ('municipality', models.CharField(blank=True, max_length=6)),
                ('compartment', models.CharField(max_length=4)),
                ('to_compartment', models.CharField(max_length=4)),
                ('sender', models.CharField(max_length=40)),
                ('recipient', models.CharField(max_length=40)),
                ('purpose', models.CharField(max_length=40)),
                ('data', models.TextField()),
                ('proposed_at', models.DateTimeField()),
                ('proposed_by', models.CharField(max_length=64)),
                ('texts', models.BinaryField()),
            ],
            options={
                'ordering': ('-proposed_at',),
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='TransferStep',
            fields=[
                ('id', models.UUIDField(default=kmt.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('event', models.CharField(max_length=16)),
                ('state', models.CharField(max_length=16)),
                ('disclosure_id', models.UUIDField(null=True)),
                ('words', models.BinaryField(default=b'')),
                ('at', models.DateTimeField()),
                ('by', models.CharField(max_length=64)),
                ('transfer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='lawfulness.transfer')),
            ],
            options={
                'ordering': ('number',),
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('transfer', 'number'), name='transfer_step_once')],
            },
        ),
        migrations.RunPython(add_triggers, drop_triggers),
    ]
