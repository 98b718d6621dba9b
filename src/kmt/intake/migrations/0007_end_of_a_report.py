"""What a report carries of its end: opened again, counted elsewhere; and longer words of a step."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two columns, and a wider one."""

    dependencies = [("intake", "0006_triage_apart")]

    operations = [
        migrations.AddField("report", "duplicate", models.BooleanField(default=False)),
        migrations.AddField("report", "reopened_at", models.DateTimeField(null=True)),
        migrations.AlterField("reportstep", "detail", models.CharField(blank=True, max_length=24)),
    ]
