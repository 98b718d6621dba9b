"""What the form in steps asks more: on the internet, when, who is at risk, terms of contact."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """New columns, empty for reports that were told before."""

    dependencies = [("intake", "0002_roles_of_persons")]

    operations = [
        migrations.RemoveConstraint("report", "anonymous_means_no_name_and_no_contact"),
        migrations.AddField("report", "online", models.BinaryField(default=b"")),
        migrations.AddField("report", "happened", models.BinaryField(default=b"")),
        migrations.AddField("report", "at_risk", models.BinaryField(default=b"")),
        migrations.AddField("report", "form_told", models.CharField(max_length=8, blank=True)),
        migrations.AddField("report", "contact_terms", models.BinaryField(default=b"")),
        migrations.AddConstraint(
            "report",
            models.CheckConstraint(
                name="anonymous_means_no_name_and_no_contact",
                condition=models.Q(("anonymity", "anonymous_to_centre"), _negated=True)
                | models.Q(contact=b"", contact_terms=b"", reporter_name=b""),
            ),
        ),
        # Files have a room of their own (kmt.attachments). No installation exists yet, so there
        # are no rows to carry over.
        migrations.DeleteModel("Attachment"),
    ]
