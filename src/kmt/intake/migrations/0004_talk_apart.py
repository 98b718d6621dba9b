"""The receipt leaves the report for the room ``conversation``; the list learns what was said since.

There is no installation yet, so no receipt is carried over: its key could not be made anew anyway.
"""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """What was kept of receipts goes; three columns for the work list come."""

    dependencies = [
        ("intake", "0003_told_in_steps"),
        ("conversation", "0001_conversations"),
    ]
    operations = [
        migrations.DeleteModel("ReceiptAttempt"),
        migrations.RemoveField("report", "find_id"),
        migrations.AddField("report", "unread", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("report", "unsafe_since", models.DateTimeField(null=True)),
        migrations.AddField("report", "withdrawn_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "report",
            models.Index(
                condition=Q(unread__gt=0) | Q(unsafe_since__isnull=False),
                fields=["received_at"],
                name="report_speaks",
            ),
        ),
    ]
