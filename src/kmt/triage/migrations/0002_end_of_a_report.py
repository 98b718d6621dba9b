"""What the reporter heard, closings and openings again, and duplicates."""

from django.db import migrations, models
from django.db.models import Q

import kmt.kernel.ids

META = {
    "abstract": False,
    "base_manager_name": "objects",
    "default_manager_name": "objects",
}
UNSAID = ["not_possible", "not_safe"]


def key() -> models.UUIDField:
    """The key of every row."""
    return models.UUIDField(
        default=kmt.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
    )


def report(**more: object) -> models.UUIDField:
    """The report that a row is about, by its id."""
    return models.UUIDField(db_index=True, **more)


def signed() -> list[tuple[str, models.Field]]:
    """Who wrote a row, and when."""
    return [
        ("by", models.CharField(max_length=40)),
        ("by_name", models.CharField(max_length=120)),
        ("at", models.DateTimeField()),
    ]


class Migration(migrations.Migration):
    """Three tables."""

    dependencies = [("intake", "0007_end_of_a_report"), ("triage", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Feedback",
            fields=[
                ("id", key()),
                ("way", models.CharField(max_length=16)),
                ("text", models.CharField(blank=True, max_length=16)),
                ("language", models.CharField(blank=True, max_length=5)),
                ("place", models.CharField(blank=True, max_length=16)),
                ("last", models.BooleanField()),
                ("words", models.BinaryField(default=b"")),
                *signed(),
                ("report_id", report()),
            ],
            options={
                **META,
                "constraints": [
                    models.CheckConstraint(
                        name="feedback_says_something_or_why_not",
                        condition=(Q(way__in=UNSAID, text="") & ~Q(words=b""))
                        | (~Q(way__in=UNSAID) & ~Q(text="")),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Ending",
            fields=[
                ("id", key()),
                ("came_of", models.CharField(blank=True, max_length=24)),
                ("words", models.BinaryField(default=b"")),
                *signed(),
                ("report_id", report()),
            ],
            options={
                **META,
                "constraints": [
                    models.CheckConstraint(
                        name="opening_again_has_a_reason",
                        condition=~Q(came_of="") | ~Q(words=b""),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SameMatter",
            fields=[
                ("id", key()),
                ("holds", models.BooleanField()),
                ("reason", models.BinaryField()),
                *signed(),
                ("other_id", report(null=True)),
                ("report_id", report()),
            ],
            options={
                **META,
                "constraints": [
                    models.CheckConstraint(
                        name="same_matter_has_a_reason", condition=~Q(reason=b"")
                    )
                ],
            },
        ),
    ]
