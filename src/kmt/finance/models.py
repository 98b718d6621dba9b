"""Budgets in versions with their streams, costs, rates, key and counts; what came in truth.

Nothing is about a person: staff is fte and scale, never a name. A row keeps its ``row`` in every
version of a budget, so that a figure, an actual and a scenario name the same thing. Once a budget
is adopted its rows stay as they are; an actual is written once, and the newest counts.
"""

from typing import Any

from django.db import models
from django.db.models import F, Q

from kmt.access.rows import GatedModel, WrittenOnce
from kmt.finance.states import BEGIN, BudgetState
from kmt.kernel.ids import new_id


def _money(*, optional: bool = False) -> "models.DecimalField[Any, Any]":
    """A column of euros and cents."""
    return models.DecimalField(max_digits=14, decimal_places=2, null=optional, blank=optional)


class Budget(GatedModel):
    """One version of a budget; ``line`` is the same in all of them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    line = models.UUIDField(default=new_id, db_index=True)
    number = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=200)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=10, default=BEGIN, choices=[(one, one) for one in BudgetState]
    )
    adopted_on = models.DateField(null=True, blank=True)
    adopted_by = models.CharField(max_length=200, blank=True)
    decision = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()

    class Meta(GatedModel.Meta):
        ordering = ("-made_at",)
        constraints = (
            models.UniqueConstraint(fields=["line", "number"], name="finance_budget_version"),
            models.CheckConstraint(
                name="finance_budget_years", condition=Q(last_year__gte=F("first_year"))
            ),
            models.CheckConstraint(
                name="finance_adopted_has_a_day",
                condition=Q(state=BudgetState.DRAFT, adopted_on=None)
                | (~Q(state=BudgetState.DRAFT) & Q(adopted_on__isnull=False)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.number}"


class BudgetRow(GatedModel):
    """What stands in a budget; ``version`` counts its changes, so that nobody undoes another's."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="+")
    row = models.UUIDField(default=new_id)
    version = models.PositiveIntegerField(default=1)

    class Meta(GatedModel.Meta):
        abstract = True


class FundingStream(BudgetRow):
    """Money that comes in each year; see :class:`kmt.finance.reckoning.Stream`."""

    name = models.CharField(max_length=200)
    source = models.CharField(max_length=200, blank=True)
    purpose = models.CharField(max_length=400, blank=True)
    certainty = models.CharField(max_length=12)
    probability = models.DecimalField(max_digits=4, decimal_places=3, null=True, blank=True)
    from_year = models.PositiveSmallIntegerField()
    until_year = models.PositiveSmallIntegerField(null=True, blank=True)
    amount = _money()
    exceptions = models.JSONField(default=dict)
    index = models.CharField(max_length=20, blank=True)
    price_year = models.PositiveSmallIntegerField(default=0)
    conditions = models.CharField(max_length=400, blank=True)
    decision = models.CharField(max_length=200, blank=True)
    divided = models.BooleanField(default=False)
    example = models.BooleanField(default=False)

    class Meta(BudgetRow.Meta):
        ordering = ("from_year", "name", "id")
        constraints = (
            models.UniqueConstraint(fields=["budget", "row"], name="finance_stream_once"),
            models.CheckConstraint(name="finance_stream_amount", condition=Q(amount__gte=0)),
        )

    def __str__(self) -> str:
        return self.name


class CostPost(BudgetRow):
    """What is spent each year; see :class:`kmt.finance.reckoning.Cost`."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12)
    amount = _money()
    fte = models.DecimalField(max_digits=7, decimal_places=3, default=1)
    scale = models.CharField(max_length=40, blank=True)
    index = models.CharField(max_length=20, blank=True)
    price_year = models.PositiveSmallIntegerField(default=0)
    from_year = models.PositiveSmallIntegerField()
    until_year = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)
    example = models.BooleanField(default=False)

    class Meta(BudgetRow.Meta):
        ordering = ("kind", "from_year", "name", "id")
        constraints = (
            models.UniqueConstraint(fields=["budget", "row"], name="finance_cost_once"),
            models.CheckConstraint(name="finance_cost_amount", condition=Q(amount__gte=0)),
        )

    def __str__(self) -> str:
        return self.name


class IndexRate(BudgetRow):
    """By how many percent an index rises in one year, and who says so."""

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    year = models.PositiveSmallIntegerField()
    percent = models.DecimalField(max_digits=6, decimal_places=3)
    source = models.CharField(max_length=200, blank=True)

    class Meta(BudgetRow.Meta):
        ordering = ("code", "year")
        constraints = (
            models.UniqueConstraint(fields=["budget", "code", "year"], name="finance_rate_once"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.year}"


class CostKey(BudgetRow):
    """How the municipalities divide what they bring up together; one per budget."""

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12)
    parts = models.JSONField(default=dict)
    floor = _money(optional=True)
    cap = _money(optional=True)
    own = models.JSONField(default=dict)
    source = models.CharField(max_length=200, blank=True)

    class Meta(BudgetRow.Meta):
        constraints = (
            models.UniqueConstraint(fields=["budget"], name="finance_one_key_per_budget"),
        )

    def __str__(self) -> str:
        return self.name


class KeyCount(BudgetRow):
    """A count per municipality that a key divides by, with its year and source."""

    kind = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)
    numbers = models.JSONField(default=dict)
    example = models.BooleanField(default=False)

    class Meta(BudgetRow.Meta):
        constraints = (
            models.UniqueConstraint(fields=["budget", "kind"], name="finance_count_once"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.year}"


class ActualAmount(WrittenOnce):
    """What a row brought or took in a year in truth; the newest of a row and year counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    line = models.UUIDField(db_index=True)
    row = models.UUIDField()
    year = models.PositiveSmallIntegerField()
    amount = _money()
    source = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta(WrittenOnce.Meta):
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.row} {self.year}"
