"""Campaigns with what they reached and cost, and sets of lessons. Nothing about a person."""

import uuid

from django.db import models
from django.db.models import F, Q


class Campaign(models.Model):
    """One thing done to prevent exploitation: its plan, what it cost, and what was learned."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    goal = models.TextField()
    forms = models.JSONField(default=list)
    first_day = models.DateField()
    last_day = models.DateField()
    owner = models.CharField(max_length=20)
    audiences = models.JSONField(default=list)
    municipalities = models.JSONField(default=list)
    material = models.TextField(blank=True)
    planned = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    actual = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    cost_source = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200, blank=True)
    example = models.BooleanField(default=False)
    outcome = models.TextField(blank=True)
    lesson = models.TextField(blank=True)
    changed_by = models.CharField(max_length=60)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("-first_day", "title")
        indexes = (models.Index(fields=["first_day", "last_day"], name="prevention_period"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="prevention_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return self.title


class CampaignReach(models.Model):
    """How many of one audience were reached, in one place, and how that is known."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    audience = models.CharField(max_length=20)
    municipality = models.CharField(max_length=10, blank=True)
    on = models.DateField()
    how = models.CharField(max_length=10)
    number = models.PositiveIntegerField()
    low = models.PositiveIntegerField(null=True)
    high = models.PositiveIntegerField(null=True)
    base = models.CharField(max_length=200)
    entered_by = models.CharField(max_length=60)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ("on", "entered_at")
        indexes = (models.Index(fields=["on"], name="prevention_reach_day"),)

    def __str__(self) -> str:
        return f"{self.audience} {self.on}"


class LessonSet(models.Model):
    """What somebody else can give: for whom, how long, the steps and the material."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=120)
    audience = models.CharField(max_length=20)
    minutes = models.PositiveSmallIntegerField()
    goal = models.TextField()
    forms = models.JSONField(default=list)
    steps = models.TextField()
    material = models.TextField(blank=True)
    articles = models.JSONField(default=list)
    source = models.CharField(max_length=200, blank=True)
    example = models.BooleanField(default=False)
    changed_by = models.CharField(max_length=60)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("title",)

    def __str__(self) -> str:
        return self.title
