"""The record of what was shared, on what ground; rows are added, never changed.

A person is known here by pseudonym and label only; the reasons in words are sealed.
"""

from typing import Any

from django.db import models

from kmt.access.rows import GatedModel
from kmt.kernel.ids import new_id


class Added(GatedModel):
    """A row that is written once: a second save is an attempt to add it again, and fails."""

    class Meta(GatedModel.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **{**kwargs, "force_insert": True})


class Disclosure(Added):
    """One decision to share (law README section 4); codes are those of the sharing matrix.

    Lists of codes are kept as text, parted by ``|``. ``texts`` are sealed (:mod:`.texts`).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    token = models.UUIDField(unique=True)
    decided_at = models.DateTimeField(db_index=True)
    decided_by = models.CharField(max_length=64)
    organisation = models.CharField(max_length=64, blank=True)
    municipality = models.CharField(max_length=6, blank=True)
    compartment = models.CharField(max_length=4)
    sender = models.CharField(max_length=40)
    recipient = models.CharField(max_length=40)
    purpose = models.CharField(max_length=40)
    subject_id = models.UUIDField(db_index=True)
    subject_label = models.CharField(max_length=8)
    subject_role = models.CharField(max_length=40)
    subject_age = models.CharField(max_length=8)
    data = models.TextField()
    secrecy = models.BooleanField()
    facts = models.TextField(blank=True)
    outcome = models.CharField(max_length=16)
    rows = models.TextField()
    basis = models.TextField()
    status = models.CharField(max_length=16)
    doubtful = models.BooleanField(db_index=True)
    consent = models.CharField(max_length=16)
    approved = models.TextField(blank=True)
    told = models.CharField(max_length=16)
    told_review_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField()
    feedback_due_on = models.DateField(null=True, blank=True)
    texts = models.BinaryField()

    class Meta(Added.Meta):
        ordering = ("-decided_at",)

    def __str__(self) -> str:
        return str(self.id)


class DisclosureReview(Added):
    """What the privacy officer thought of a doubtful disclosure."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    disclosure = models.ForeignKey(Disclosure, on_delete=models.CASCADE, related_name="reviews")
    reviewed_at = models.DateTimeField()
    reviewed_by = models.CharField(max_length=64)
    opinion = models.CharField(max_length=16)

    class Meta(Added.Meta):
        ordering = ("-reviewed_at",)

    def __str__(self) -> str:
        return self.opinion
