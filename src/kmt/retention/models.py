"""Proposals to destroy, legal holds, and what is left of what was destroyed.

A record is known here by kind of object, id and number only. A proposal that was carried out lets
go of both; its certificate and its tally say nothing about anybody.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from kmt.access.rows import GatedModel
from kmt.kernel.ids import new_id
from kmt.retention.states import OPEN


class RetentionProposal(GatedModel):
    """A record of which the term ends, or that somebody asked to destroy (``asked_on``).

    ``rows`` are ids of the retention table; ``in_force`` is the first day of the version of the
    row that was used, so that a change of the table leaves the proposal as it was made.
    ``due_on`` is the day by the term, ``goes_on`` the first night on which the job destroys it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    object_type = models.CharField(max_length=40)
    object_id = models.UUIDField(null=True, db_index=True)
    part = models.CharField(max_length=24, blank=True)
    label = models.CharField(max_length=24, blank=True)
    compartment = models.CharField(max_length=12)
    rows = models.CharField(max_length=40)
    in_force = models.DateField(null=True)
    due_on = models.DateField()
    goes_on = models.DateField(null=True)
    by_itself = models.BooleanField()
    reason = models.TextField()
    state = models.CharField(max_length=12, db_index=True)
    asked_on = models.DateField(null=True)
    proposed_on = models.DateField()
    choice = models.CharField(max_length=8, blank=True)
    decided_reason = models.CharField(max_length=24, blank=True)
    decided_by = models.CharField(max_length=64, blank=True)
    decided_role = models.CharField(max_length=40, blank=True)
    decided_at = models.DateTimeField(null=True)
    keep_until = models.DateField(null=True)

    class Meta(GatedModel.Meta):
        ordering = ("due_on", "label")
        constraints = (
            models.UniqueConstraint(
                fields=("object_type", "object_id", "part"),
                condition=Q(state__in=OPEN),
                name="retention_one_open_proposal",
            ),
        )

    def __str__(self) -> str:
        return f"{self.label} {self.rows} {self.state}"


class LegalHold(GatedModel):
    """Nothing of this record is destroyed from placing to lifting; looked at again on a day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    object_type = models.CharField(max_length=40)
    object_id = models.UUIDField(db_index=True)
    label = models.CharField(max_length=24)
    reason = models.CharField(max_length=24)
    placed_on = models.DateField()
    placed_by = models.CharField(max_length=64)
    review_on = models.DateField()
    lifted_on = models.DateField(null=True)
    lifted_by = models.CharField(max_length=64, blank=True)

    class Meta(GatedModel.Meta):
        ordering = ("review_on",)

    def __str__(self) -> str:
        return f"{self.label} {self.reason}"


class DestructionCertificate(models.Model):
    """That something was destroyed: what kind, by which row, when, decided and done by whom.

    ``mark`` is a keyed hash of what was destroyed: whoever has its id can show that it is gone,
    and nobody can find an id from it. ``digest`` binds the fields; it stands in the record too.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    object_type = models.CharField(max_length=40)
    part = models.CharField(max_length=24, blank=True)
    compartment = models.CharField(max_length=12)
    rows = models.CharField(max_length=40)
    kept_until = models.DateField(null=True)
    destroyed_at = models.DateTimeField(db_index=True)
    decided_by = models.CharField(max_length=40)
    done_by = models.CharField(max_length=64)
    items = models.PositiveIntegerField()
    keys = models.PositiveIntegerField()
    mark = models.CharField(max_length=64, db_index=True)
    digest = models.CharField(max_length=64)

    objects: ClassVar[models.Manager["DestructionCertificate"]] = models.Manager()

    class Meta:
        ordering = ("-destroyed_at",)

    def __str__(self) -> str:
        return f"{self.object_type} {self.rows} {self.destroyed_at:%Y-%m-%d}"


class DestroyedTally(models.Model):
    """How many records of a year and form are gone: what statistics keep of them."""

    object_type = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    form = models.CharField(max_length=8)
    number = models.PositiveIntegerField(default=0)

    objects: ClassVar[models.Manager["DestroyedTally"]] = models.Manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("object_type", "year", "form"), name="retention_one_tally"
            ),
        )

    def __str__(self) -> str:
        return f"{self.object_type} {self.year} {self.form}: {self.number}"
