"""Scenarios: a name, a budget they start from, and their changes in order.

Nothing here is about a person. A change keeps its values as text, so that amounts stay exact.
"""

import uuid

from django.db import models

from kmt.scenarios.changing import ChangeKind
from kmt.scenarios.rules import NAME_LIMIT


class Scenario(models.Model):
    """A named list of changes on one version of a budget; ``version`` counts what was changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    budget_id = models.UUIDField(db_index=True)
    name = models.CharField(max_length=NAME_LIMIT)
    words = models.TextField(blank=True)
    example = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=60)

    class Meta:
        ordering = ("made_at", "name")

    def __str__(self) -> str:
        return self.name


class ScenarioChange(models.Model):
    """One change of a scenario, in its place."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="changes")
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=[(one, one) for one in ChangeKind])
    year = models.PositiveSmallIntegerField()
    values = models.JSONField(default=dict)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ("place",)
        constraints = (
            models.UniqueConstraint(fields=["scenario", "place"], name="scenarios_change_place"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.year}"
