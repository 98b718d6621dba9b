"""Whoever coordinates a case is involved in it, from the day the case was opened."""

from django.db import migrations


def involve(apps, schema_editor):
    """One involvement per case that has none."""
    case = apps.get_model("care", "CareCase")
    involvement = apps.get_model("access", "Involvement")
    known = set(involvement.objects.filter(until=None).values_list("object_id", flat=True))
    rows = case.objects.values_list("id", "person_id", "coordinator", "opened_at")
    involvement.objects.bulk_create(
        involvement(
            account=coordinator,
            object_type="care_case",
            object_id=one,
            person_id=person,
            capacity="coordinator",
            since=opened_at,
            granted_by="system:migration",
        )
        for one, person, coordinator, opened_at in rows
        if one not in known
    )


class Migration(migrations.Migration):
    dependencies = [("care", "0002_persons_in_care"), ("access", "0001_involvement")]
    operations = [migrations.RunPython(involve, migrations.RunPython.noop)]
