"""Weighings: alternatives, criteria, what is said of each, scores and opinions of people.

Nothing here is about a person in view. Who gave a score or an opinion did so in their office and is
kept as the id of their account, until a year after the conclusion (T41).
"""

import uuid

from django.db import models

from kmt.options.rules import HEAVIEST, NAME_LIMIT, SENTENCE_LIMIT
from kmt.options.states import BEGIN, WeighingState


class Weighing(models.Model):
    """One question with its alternatives; ``version`` counts changes of what is written in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=NAME_LIMIT)
    question = models.TextField()
    background = models.TextField(blank=True)
    source = models.CharField(max_length=SENTENCE_LIMIT, blank=True)
    weights_words = models.TextField(blank=True)
    example = models.BooleanField(default=False)
    state = models.CharField(
        max_length=10, default=BEGIN, choices=[(one, one) for one in WeighingState]
    )
    version = models.PositiveIntegerField(default=1)
    advised_id = models.UUIDField(null=True)
    advice = models.TextField(blank=True)
    conditions = models.JSONField(default=list)
    advice_version = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=60)
    opened_at = models.DateTimeField(null=True)
    concluded_at = models.DateTimeField(null=True)
    concluded_by = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ("-made_at", "title")

    def __str__(self) -> str:
        return self.title


class Alternative(models.Model):
    """One of the things that can be chosen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    weighing = models.ForeignKey(Weighing, on_delete=models.CASCADE, related_name="alternatives")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=NAME_LIMIT)
    words = models.TextField(blank=True)
    points = models.JSONField(default=list)

    class Meta:
        ordering = ("place",)
        constraints = (
            models.UniqueConstraint(fields=["weighing", "place"], name="options_alternative_place"),
        )

    def __str__(self) -> str:
        return self.name


class Criterion(models.Model):
    """What the alternatives are weighed on, with its weight in whole numbers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    weighing = models.ForeignKey(Weighing, on_delete=models.CASCADE, related_name="criteria")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=NAME_LIMIT)
    words = models.TextField(blank=True)
    weight = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ("place",)
        constraints = (
            models.UniqueConstraint(fields=["weighing", "place"], name="options_criterion_place"),
            models.CheckConstraint(
                condition=models.Q(weight__lte=HEAVIEST), name="options_criterion_weight"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Judgement(models.Model):
    """What is said of one alternative on one criterion, and who says so; absent: not stated."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    alternative = models.ForeignKey(Alternative, on_delete=models.CASCADE, related_name="+")
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="+")
    words = models.TextField()
    source = models.CharField(max_length=SENTENCE_LIMIT, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["alternative", "criterion"], name="options_judgement_cell"
            ),
        )

    def __str__(self) -> str:
        return f"{self.alternative_id} {self.criterion_id}"


class GivenScore(models.Model):
    """A number from 0 to 4 that one person gave to one cell, with the reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    alternative = models.ForeignKey(Alternative, on_delete=models.CASCADE, related_name="+")
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="+")
    value = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=SENTENCE_LIMIT)
    given_by = models.CharField(max_length=60)
    given_at = models.DateTimeField()

    class Meta:
        ordering = ("given_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["alternative", "criterion", "given_by"], name="options_score_once"
            ),
            models.CheckConstraint(condition=models.Q(value__lte=4), name="options_score_value"),
        )

    def __str__(self) -> str:
        return str(self.value)


class Opinion(models.Model):
    """What somebody says of the advice: agrees or not, and why; kept with the advice it was on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    weighing = models.ForeignKey(Weighing, on_delete=models.CASCADE, related_name="opinions")
    agrees = models.BooleanField()
    words = models.TextField()
    advice_version = models.PositiveIntegerField()
    given_by = models.CharField(max_length=60)
    organisation = models.CharField(max_length=60, blank=True)
    given_at = models.DateTimeField()

    class Meta:
        ordering = ("given_at", "id")
        constraints = (
            models.UniqueConstraint(fields=["weighing", "given_by"], name="options_opinion_once"),
        )

    def __str__(self) -> str:
        return str(self.given_at)
