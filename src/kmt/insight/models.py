"""Estimate runs and factsheets: tables of counts in, figures with their doubts out.

Nothing here is about a person: a run holds national overlap counts and what was made of them, a
factsheet the name and the fingerprint of a file.
"""

import uuid

from django.db import models

from kmt.insight.states import BEGIN, RunState


class EstimateRun(models.Model):
    """One run of the estimate on one table, with everything needed to repeat it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    table = models.CharField(max_length=60)
    title = models.CharField(max_length=200, blank=True)
    citation = models.TextField(blank=True)
    doi = models.CharField(max_length=100, blank=True)
    period = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, default=BEGIN, choices=[(one, one) for one in RunState])
    requested_at = models.DateTimeField()
    requested_by = models.CharField(max_length=60)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    seconds = models.FloatField(null=True)
    seed = models.BigIntegerField(null=True)
    replicates = models.PositiveIntegerField(null=True)
    version = models.CharField(max_length=20, blank=True)
    data_hash = models.CharField(max_length=64, blank=True)
    result = models.JSONField(default=dict)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ("-requested_at",)
        indexes = (models.Index(fields=["state", "-finished_at"], name="insight_newest_run"),)

    def __str__(self) -> str:
        return f"{self.table} {self.state}"


class Factsheet(models.Model):
    """One factsheet that was made: of which region and year, on which run, and its file."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    region = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=60)
    estimate_run = models.ForeignKey(EstimateRun, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return self.file_name
