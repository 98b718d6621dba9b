"""Cases from before know their first day, and when somebody was last spoken to."""

from typing import Any

from django.db import migrations
from django.db.models import Max, Min, Q
from django.utils import timezone


def count(apps: Any, schema_editor: Any) -> None:
    """Fill in what is kept with every change from now on."""
    case = apps.get_model("care", "CareCase")
    today = timezone.localdate()
    contact = Q(events__kind__in=("contact_person", "contact_organisation"))
    first = Min("actions__due", filter=Q(actions__done_at=None))
    rows = case.objects.annotate(
        first=first,
        contact=Max("events__happened_on", filter=contact),
        spoken=Max("events__happened_on", filter=Q(events__kind="contact_person")),
    )
    forms: dict[Any, list[str]] = {}
    for case_id, form in apps.get_model("care", "CaseForm").objects.values_list("case_id", "form"):
        forms.setdefault(case_id, []).append(form)
    for row in rows.iterator():
        row.form_codes = " ".join(sorted(forms.get(row.pk, ())))
        row.attention_on = row.first or today
        row.last_contact, row.last_spoken = row.contact, row.spoken
        row.save(update_fields=["attention_on", "last_contact", "last_spoken", "form_codes"])


class Migration(migrations.Migration):
    dependencies = [("care", "0005_what_hangs_under_a_case")]
    operations = [migrations.RunPython(count, migrations.RunPython.noop)]
