"""The weighings of reports go to a room of their own; a report keeps all its forms itself."""

from django.db import migrations, models

TABLES = ("triage", "indicatorobservation")


def _forms(apps, _editor):
    """The other forms of the newest weighing, as the report keeps them from now on."""
    report, triage = apps.get_model("intake", "Report"), apps.get_model("intake", "Triage")
    for one in triage._base_manager.order_by("at").iterator():
        report._base_manager.filter(pk=one.report_id).update(more_forms=one.forms[1:])


class Migration(migrations.Migration):
    dependencies = [("intake", "0005_quick_list")]

    operations = [
        migrations.AddField("report", "more_forms", models.JSONField(default=list)),
        migrations.RunPython(_forms, migrations.RunPython.noop, elidable=True),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f"ALTER TABLE intake_{name} RENAME TO triage_{name}",
                    f"ALTER TABLE triage_{name} RENAME TO intake_{name}",
                )
                for name in TABLES
            ],
            state_operations=[
                migrations.DeleteModel("IndicatorObservation"),
                migrations.DeleteModel("Triage"),
            ],
        ),
    ]
