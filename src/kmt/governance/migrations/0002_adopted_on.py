"""The day on which minutes were adopted, in place of the meeting that did: that one can be gone."""

from zoneinfo import ZoneInfo

from django.db import migrations, models

DUTCH_TIME = ZoneInfo("Europe/Amsterdam")


def note_the_day(apps, schema_editor):
    """The day of the meeting that adopted, on the clock of the country."""
    meetings = apps.get_model("governance", "Meeting").objects
    for one in meetings.exclude(adopted_in=None).select_related("adopted_in"):
        day = one.adopted_in.meets_at.astimezone(DUTCH_TIME).date()
        meetings.filter(pk=one.pk).update(adopted_on=day)


class Migration(migrations.Migration):
    dependencies = [("governance", "0001_initial")]
    operations = [
        migrations.AddField("meeting", "adopted_on", models.DateField(blank=True, null=True)),
        migrations.RunPython(note_the_day, migrations.RunPython.noop),
        migrations.RemoveField("meeting", "adopted_in"),
    ]
