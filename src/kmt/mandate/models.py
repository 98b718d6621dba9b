"""Tables of the mandate: items that changed, what municipalities said of them, and the evidence.

What ships with the product stands in files; :class:`ItemVersion` keeps what a region changed or
added. :class:`Standing` is the last word per municipality and item, written with each entry so
that a region can be shown at once; :class:`CountedSpan` keeps the stretches of days that count, so
that a year of the past can be counted without reading everything that was ever said.
"""

from django.db import models
from django.db.models import F, Q

from kmt.access.rows import GatedModel, WrittenOnce
from kmt.kernel.ids import new_id
from kmt.mandate.rules import LINE_LIMIT, Code, Opinion


class ItemVersion(models.Model):
    """A version of an obligation: a change of a shipped one, or one of the region itself."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    item = models.CharField(max_length=8)
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=LINE_LIMIT)
    words = models.TextField()
    themes = models.JSONField()
    origin = models.CharField(max_length=LINE_LIMIT)
    source = models.CharField(max_length=400)
    status = models.CharField(max_length=12)
    said_by = models.CharField(max_length=LINE_LIMIT)
    since = models.DateField()
    due_before = models.DateField(null=True)
    due_words = models.TextField(blank=True)
    evidence = models.CharField(max_length=400)
    term = models.CharField(max_length=12, blank=True)
    own = models.BooleanField()
    ended = models.BooleanField(default=False)
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    token = models.UUIDField(unique=True)

    class Meta:
        ordering = ("item", "version")
        constraints = (
            models.UniqueConstraint(fields=("item", "version"), name="mandate_version_once"),
            models.CheckConstraint(name="mandate_change_has_a_reason", condition=~Q(reason="")),
        )

    def __str__(self) -> str:
        return f"{self.item} v{self.version}"


class Standing(GatedModel):
    """The last word of one municipality on one item; ``edition`` grows with every write."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.CharField(max_length=12)
    item = models.CharField(max_length=8)
    version = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=16, default=Code.NOT_STARTED)
    said = models.BooleanField(default=False)
    why = models.TextField(blank=True)
    owner = models.CharField(max_length=LINE_LIMIT, blank=True)
    next_step = models.CharField(max_length=400, blank=True)
    next_on = models.DateField(null=True)
    review_on = models.DateField(null=True)
    proven = models.BooleanField(default=False)
    proven_until = models.DateField(null=True)
    opinion = models.CharField(max_length=12, blank=True)
    opinion_reason = models.TextField(blank=True)
    edition = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()

    class Meta(GatedModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=("municipality", "item"), name="mandate_one_standing"),
        )

    def __str__(self) -> str:
        return f"{self.municipality} {self.item}"


class StandingEntry(WrittenOnce):
    """What a municipality said of one item, from which day, and about which version of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.CharField(max_length=12)
    item = models.CharField(max_length=8)
    version = models.PositiveSmallIntegerField()
    on = models.DateField()
    code = models.CharField(max_length=16)
    why = models.TextField(blank=True)
    owner = models.CharField(max_length=LINE_LIMIT, blank=True)
    next_step = models.CharField(max_length=400, blank=True)
    next_on = models.DateField(null=True)
    review_on = models.DateField(null=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    token = models.UUIDField(unique=True)

    class Meta(WrittenOnce.Meta):
        indexes = (models.Index(fields=("municipality", "item", "on"), name="mandate_said_of"),)
        constraints = (
            models.CheckConstraint(
                name="mandate_not_applicable_has_a_reason",
                condition=~Q(code=Code.NOT_APPLICABLE) | ~Q(why=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.municipality} {self.item} {self.code}"


class Evidence(GatedModel):
    """What shows that an item is met, and for how long; withdrawn it stays, with the reason."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.CharField(max_length=12)
    item = models.CharField(max_length=8)
    kind = models.CharField(max_length=12)
    title = models.CharField(max_length=200)
    link = models.CharField(max_length=400, blank=True)
    number = models.CharField(max_length=60, blank=True)
    dated = models.DateField()
    start = models.DateField()
    until = models.DateField(null=True)
    origin = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=64, blank=True)
    withdrawn_why = models.CharField(max_length=1000, blank=True)
    token = models.UUIDField(unique=True)

    class Meta(GatedModel.Meta):
        indexes = (models.Index(fields=("municipality", "item"), name="mandate_shown_by"),)
        constraints = (
            models.CheckConstraint(
                name="mandate_evidence_in_order", condition=Q(until=None) | Q(until__gte=F("start"))
            ),
            models.CheckConstraint(
                name="mandate_withdrawn_for_a_reason",
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_why=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.municipality} {self.item} {self.kind}"


class CountedSpan(GatedModel):
    """A stretch of days in which an item was met with evidence, or did not apply; made anew."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.CharField(max_length=12)
    item = models.CharField(max_length=8)
    kind = models.CharField(max_length=16)
    start = models.DateField()
    until = models.DateField(null=True)

    class Meta(GatedModel.Meta):
        indexes = (models.Index(fields=("municipality", "item"), name="mandate_counted_of"),)

    def __str__(self) -> str:
        return f"{self.municipality} {self.item} {self.start}"


class StandingReview(WrittenOnce):
    """What the adviser thought of what was said: agrees, or asks back with a reason."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.CharField(max_length=12)
    item = models.CharField(max_length=8)
    edition = models.PositiveIntegerField()
    opinion = models.CharField(max_length=12)
    reason = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    token = models.UUIDField(unique=True)

    class Meta(WrittenOnce.Meta):
        indexes = (models.Index(fields=("municipality", "item"), name="mandate_thought_of"),)
        constraints = (
            models.CheckConstraint(
                name="mandate_asking_back_has_a_reason",
                condition=~Q(opinion=Opinion.ASKS_BACK) | ~Q(reason=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.municipality} {self.item} {self.opinion}"


class Sharing(GatedModel):
    """That a municipality lets the others in the region see its details, until it ends that."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.CharField(max_length=12, db_index=True)
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=64)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=64, blank=True)

    class Meta(GatedModel.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("municipality",),
                name="mandate_shares_once_at_a_time",
                condition=Q(ended_at=None),
            ),
        )

    def __str__(self) -> str:
        return self.municipality
