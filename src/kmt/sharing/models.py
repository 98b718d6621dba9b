"""Drafts of a share with who agreed, and in the ZVH compartment each datum with its supplier.

Everything that was typed or chosen is sealed: what somebody wanted to share with whom tells about
a person too. Persons and cases are known by id and label only.
"""

from typing import Any

from django.db import models

from kmt.access.rows import GatedModel
from kmt.kernel.ids import new_id


class Added(GatedModel):
    """A row that is written once: what was said does not change."""

    class Meta(GatedModel.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only ever insert: saving a second time fails on the primary key."""
        super().save(*args, **{**kwargs, "force_insert": True})


class ShareDraft(GatedModel):
    """A share that is being prepared by one person; it expires by itself.

    ``object_type`` and ``object_id`` say from which record it starts: who cannot see that record
    does not see the draft. ``wanted`` lists (``|``) the colleagues who must still agree to
    ``version``. ``answers`` is sealed under a key of its own.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    made_by = models.CharField(max_length=64, db_index=True)
    made_at = models.DateTimeField()
    expires_on = models.DateField(db_index=True)
    municipality = models.CharField(max_length=6, blank=True)
    compartment = models.CharField(max_length=4)
    sender = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    subject_label = models.CharField(max_length=8)
    subject_role = models.CharField(max_length=40)
    object_type = models.CharField(max_length=40)
    object_id = models.UUIDField()
    state = models.CharField(max_length=16)
    version = models.PositiveIntegerField(default=1)
    wanted = models.CharField(max_length=120, blank=True)
    disclosure_id = models.UUIDField(null=True)
    answers = models.BinaryField()

    class Meta(GatedModel.Meta):
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return str(self.id)


class ShareApproval(Added):
    """A colleague agreed to one version of a draft, or refused it with a reason (sealed)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draft = models.ForeignKey(ShareDraft, on_delete=models.CASCADE, related_name="approvals")
    version = models.PositiveIntegerField()
    approver = models.CharField(max_length=40)
    outcome = models.CharField(max_length=16)
    reason = models.BinaryField(default=b"")
    by = models.CharField(max_length=64)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta(Added.Meta):
        ordering = ("at",)
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "version", "approver"], name="one_answer_per_approver"
            )
        ]

    def __str__(self) -> str:
        return self.outcome


class SuppliedDatum(Added):
    """One datum in the ZVH compartment and who supplied it (BGS 1.7); its words are sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    token = models.UUIDField(unique=True)
    municipality = models.CharField(max_length=6, blank=True)
    subject_id = models.UUIDField(db_index=True)
    subject_label = models.CharField(max_length=8)
    data = models.CharField(max_length=20)
    supplier = models.CharField(max_length=40)
    purpose = models.CharField(max_length=40)
    secrecy = models.BooleanField()
    received_on = models.DateField()
    disclosure_id = models.UUIDField(null=True)
    texts = models.BinaryField()
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta(Added.Meta):
        ordering = ("received_on", "at")

    def __str__(self) -> str:
        return str(self.id)


class SupplierStatement(Added):
    """What a supplier said of a datum, or was told of it; ``withdraws`` takes another one back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    token = models.UUIDField(unique=True)
    datum = models.ForeignKey(SuppliedDatum, on_delete=models.CASCADE, related_name="statements")
    kind = models.CharField(max_length=24)
    about = models.CharField(max_length=40, blank=True)
    withdraws = models.OneToOneField(
        "self", null=True, on_delete=models.CASCADE, related_name="withdrawn_by"
    )
    said_on = models.DateField()
    words = models.BinaryField()
    by = models.CharField(max_length=64)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta(Added.Meta):
        ordering = ("at",)

    def __str__(self) -> str:
        return self.kind
