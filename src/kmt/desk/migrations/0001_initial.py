"""Ways to look through the work list that colleagues keep for themselves."""

from django.db import migrations, models
from django.db.models import Q

import kmt.kernel.ids


class Migration(migrations.Migration):
    """One table."""

    initial = True
    dependencies: list[tuple[str, str]] = []

    operations = [
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kmt.kernel.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("account", models.CharField(db_index=True, max_length=64)),
                ("name", models.BinaryField()),
                ("address", models.CharField(max_length=400)),
                ("opens", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(opens=True),
                        fields=("account",),
                        name="one_view_opens_the_list",
                    )
                ],
            },
        ),
    ]
