"""The files that somebody sends get a room of their own; ``intake`` had them before.

Nothing is carried over: there is no installation yet, so there are no rows.
"""

import kmt.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    """One table."""

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.UUIDField(default=kmt.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('object_type', models.CharField(max_length=32)),
                ('object_id', models.UUIDField()),
                ('subject', models.CharField(max_length=64)),
                ('position', models.PositiveSmallIntegerField()),
                ('name', models.BinaryField()),
                ('content', models.BinaryField(default=b'')),
                ('kind', models.CharField(max_length=8)),
                ('size', models.PositiveIntegerField()),
                ('cleaned', models.BooleanField()),
                ('state', models.CharField(default='quarantine', max_length=16)),
                ('scanned_at', models.DateTimeField(null=True)),
                ('virus', models.CharField(blank=True, max_length=64)),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'indexes': [models.Index(fields=['object_type', 'object_id'], name='attachment_of_what'), models.Index(condition=models.Q(('state', 'quarantine')), fields=['state'], name='attachment_waits')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), ('content', b''), _connector='OR'), name='a_refused_attachment_is_empty'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'passed'), _negated=True), ('scanned_at__isnull', False), _connector='OR'), name='no_attachment_passes_unscanned')],
            },
        ),
    ]
