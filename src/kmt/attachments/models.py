"""One table: a file somebody sent, sealed under the key of what it belongs to."""

from django.db import models
from django.db.models import Q

from kmt.access.rows import GatedModel
from kmt.attachments import states
from kmt.kernel.ids import new_id


class Attachment(GatedModel):
    """A file: its name and bytes sealed, its kind, size and state in the open.

    It belongs to something of a room above (``object_type``, ``object_id``), and ``subject`` names
    the data key of that in the vault: when the key goes, the file goes dark. There is no moment of
    sending, and ``scanned_at`` is told to the hour: nobody needs to know when somebody sent it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    object_type = models.CharField(max_length=32)
    object_id = models.UUIDField()
    subject = models.CharField(max_length=64)
    position = models.PositiveSmallIntegerField()
    name = models.BinaryField()
    content = models.BinaryField(default=b"")
    kind = models.CharField(max_length=8)
    size = models.PositiveIntegerField()
    cleaned = models.BooleanField()
    state = models.CharField(max_length=16, default=states.QUARANTINE)
    scanned_at = models.DateTimeField(null=True)
    virus = models.CharField(max_length=64, blank=True)

    class Meta(GatedModel.Meta):
        indexes = [
            models.Index(fields=["object_type", "object_id"], name="attachment_of_what"),
            models.Index(
                fields=["state"], name="attachment_waits", condition=Q(state=states.QUARANTINE)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="a_refused_attachment_is_empty",
                condition=~Q(state=states.REFUSED) | Q(content=b""),
            ),
            models.CheckConstraint(
                name="no_attachment_passes_unscanned",
                condition=~Q(state=states.PASSED) | Q(scanned_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
