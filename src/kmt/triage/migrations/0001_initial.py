"""The weighings, that stood with the reports before: their tables are there already."""

import django.db.models.deletion
import kmt.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('intake', '0006_triage_apart'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Triage',
                    fields=[
                        ('id', models.UUIDField(default=kmt.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                        ('suspicion', models.CharField(max_length=16)),
                        ('urgency', models.CharField(max_length=2)),
                        ('urgency_reason', models.BinaryField(default=b'')),
                        ('forms', models.JSONField()),
                        ('outcome', models.CharField(max_length=24)),
                        ('reasons', models.BinaryField()),
                        ('by', models.CharField(max_length=40)),
                        ('by_name', models.CharField(max_length=120)),
                        ('at', models.DateTimeField()),
                        ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='triages', to='intake.report')),
                    ],
                    options={
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'default_manager_name': 'objects',
                    },
                ),
                migrations.CreateModel(
                    name='IndicatorObservation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('indicator', models.CharField(max_length=8)),
                        ('version', models.PositiveSmallIntegerField()),
                        ('answer', models.CharField(max_length=16)),
                        ('triage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='triage.triage')),
                    ],
                    options={
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'default_manager_name': 'objects',
                    },
                ),
                migrations.AddConstraint(
                    model_name='triage',
                    constraint=models.CheckConstraint(condition=models.Q(('reasons', b''), _negated=True), name='triage_has_reasons'),
                ),
                migrations.AddConstraint(
                    model_name='indicatorobservation',
                    constraint=models.UniqueConstraint(fields=('triage', 'indicator'), name='indicator_asked_once_per_triage'),
                ),
            ],
        ),
        # No key leaves its room: from now on the report is known by its id alone.
        migrations.AlterField(
            "triage", "report", models.UUIDField(db_column="report_id", db_index=True)
        ),
        migrations.RenameField("triage", "report", "report_id"),
        migrations.AlterField("triage", "report_id", models.UUIDField(db_index=True)),
    ]
