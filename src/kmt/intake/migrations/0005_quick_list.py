"""What the work list needs to stay quick when a house is old: what still lives, and the newest."""

from django.db import migrations, models
from django.db.models import Case, Q, Value, When

STIRS = (
    Q(state__in=("new", "acknowledged", "screened", "routed", "feedback"))
    | Q(unread__gt=0)
    | Q(unsafe_since__isnull=False)
)


class Migration(migrations.Migration):
    """One column that the database computes, and other indexes."""

    dependencies = [("intake", "0004_talk_apart")]

    operations = [
        migrations.RemoveIndex("report", "report_to_do"),
        migrations.RemoveIndex("report", "report_by_place"),
        migrations.RemoveIndex("report", "report_speaks"),
        migrations.AddField(
            "report",
            "lives",
            models.GeneratedField(
                expression=Case(When(STIRS, then=Value(1)), default=Value(0)),
                output_field=models.PositiveSmallIntegerField(),
                db_persist=True,
            ),
        ),
        migrations.AddIndex("report", models.Index(fields=["lives", "due_at"], name="report_living")),
        migrations.AddIndex(
            "report", models.Index(fields=["-received_at", "id"], name="report_by_day")
        ),
    ]
