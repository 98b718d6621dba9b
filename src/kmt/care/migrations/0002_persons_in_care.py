"""Everybody with a case is in view in care, as a victim, from the day the case was opened."""

from django.db import migrations


def give_roles(apps, schema_editor):
    """Fill that part of the vault from the cases; what is there stays."""
    case = apps.get_model("care", "CareCase")
    known = set(apps.get_model("vault", "Person").objects.values_list("pk", flat=True))
    part = apps.get_model("vault", "PersonRole")
    here = part.objects.filter(compartment="R2", role="victim", until=None)
    there = set(here.values_list("person_id", flat=True))
    wanted = {}
    for one, at in case.objects.order_by("opened_at").values_list("person_id", "opened_at"):
        if one in known and one not in there:
            wanted.setdefault(one, at)
    part.objects.bulk_create(
        part(person_id=one, role="victim", compartment="R2", since=at, by="system:migration")
        for one, at in wanted.items()
    )


class Migration(migrations.Migration):
    dependencies = [("care", "0001_initial"), ("intake", "0002_roles_of_persons")]
    operations = [migrations.RunPython(give_roles, migrations.RunPython.noop)]
