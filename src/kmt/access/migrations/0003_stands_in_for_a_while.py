"""Somebody can be involved in a file for a while: it ends by itself."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0002_reasons_and_limits")]

    operations = [
        migrations.AddField(
            model_name="involvement",
            name="lapses_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
