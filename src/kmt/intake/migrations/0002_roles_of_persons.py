"""Everybody who is in a report gets that part at the desk; with a report for care also in care.

Who is in no report any more gets the part of a victim at the desk: nobody may become somebody
whom no one can find.
"""

from django.db import migrations, models
from django.utils import timezone

ALONG = ("victim", "family", "child")
BY = "system:migration"


def give_roles(apps, schema_editor):
    """Fill the parts of the vault from the reports; parts that are there stay."""
    subject = apps.get_model("intake", "ReportSubject")
    person = apps.get_model("vault", "Person")
    part = apps.get_model("vault", "PersonRole")
    known = set(person.objects.values_list("pk", flat=True))
    wanted = {}
    rows = subject.objects.order_by("at").values_list("person", "role", "at", "report__outcome")
    for one, role, at, outcome in rows:
        wanted.setdefault((one, role, "R1"), at)
        if outcome == "care_case" and role in ALONG:
            wanted.setdefault((one, role, "R2"), at)
    for one in known - {one for one, _, _ in wanted}:
        wanted[one, "victim", "R1"] = timezone.now()
    there = set(
        part.objects.filter(until=None).values_list("person_id", "role", "compartment")
    )
    part.objects.bulk_create(
        part(person_id=one, role=role, compartment=where, since=at, by=BY)
        for (one, role, where), at in wanted.items()
        if one in known and (one, role, where) not in there
    )


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0001_initial"),
        ("vault", "0006_only_added_more"),
    ]
    operations = [
        migrations.AddField("reportsubject", "reason", models.BinaryField(default=b"")),
        migrations.RunPython(give_roles, migrations.RunPython.noop),
    ]
