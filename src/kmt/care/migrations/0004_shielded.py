"""A case can be shielded while it is open, for instance when it is about family of a colleague."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("care", "0003_coordinators_are_involved")]
    operations = [
        migrations.AddField(
            model_name="carecase",
            name="shielded",
            field=models.BooleanField(default=False),
        ),
    ]
