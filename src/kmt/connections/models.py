"""One table: a thing that a record names, sealed, beside a keyed hash of its form."""

from django.db import models

from kmt.access.rows import GatedModel
from kmt.kernel.ids import new_id


class Mention(GatedModel):
    """A thing that a record names: ``value`` sealed under the key of that record.

    ``token`` is a keyed hash of the form in which it is compared, so that the database tells which
    records share something, and not what.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    object_type = models.CharField(max_length=32)
    object_id = models.UUIDField()
    kind = models.CharField(max_length=16)
    token = models.BigIntegerField()
    value = models.BinaryField()
    by = models.CharField(max_length=40)
    noted_on = models.DateField()

    class Meta(GatedModel.Meta):
        indexes = [models.Index(fields=["token", "kind"], name="mention_by_token")]
        constraints = [
            models.UniqueConstraint(
                fields=["object_type", "object_id", "kind", "token"], name="mention_once_per_record"
            )
        ]

    def __str__(self) -> str:
        return str(self.id)
