"""The table of the record. Rows are added, never changed: triggers on both databases refuse it."""

import uuid

from django.db import models


class AuditEvent(models.Model):
    """One thing that was done, tried or looked at.

    Fields follow NEN 7513 and BIO2 8.15.01. There are no keys to other rooms: what an event
    describes may be destroyed, the event stays. ``object_id`` is a pseudonymous id, never a name.
    """

    seq = models.BigIntegerField(primary_key=True)
    event_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    timestamp_utc = models.DateTimeField(db_index=True)
    action = models.CharField(max_length=24)
    object_type = models.CharField(max_length=40)
    object_id = models.CharField(max_length=64)
    result = models.CharField(max_length=8)
    origin = models.CharField(max_length=64)
    actor_id = models.CharField(max_length=64)
    on_behalf_of = models.CharField(max_length=64)
    role = models.CharField(max_length=40)
    purpose = models.CharField(max_length=64)
    legal_basis = models.CharField(max_length=64)
    case_state = models.CharField(max_length=40)
    reason_text = models.CharField(max_length=200)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("seq",)
        indexes = (models.Index(fields=("object_type", "object_id")),)

    def __str__(self) -> str:
        return f"{self.seq} {self.action} {self.object_type} {self.result}"


class ChainHead(models.Model):
    """The last link of the chain: one row, locked by whoever adds the next event."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"head {self.seq}"
