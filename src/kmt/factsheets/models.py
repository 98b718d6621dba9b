"""Council factsheets that were made: of which place and day, what is in them, and their file.

Nothing here is about a person: counts, words about obligations, and the fingerprint of a file.
"""

from django.db import models

from kmt.kernel.ids import new_id


class CouncilSheet(models.Model):
    """One factsheet of a municipality or the region; ``content`` is what the PDF was made from.

    ``batch`` is the act in which it was made together with those of the other places.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=12, db_index=True)
    on = models.DateField()
    batch = models.UUIDField(db_index=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=64)
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    content = models.JSONField()

    class Meta:
        ordering = ("-made_at", "place")
        constraints = (
            models.UniqueConstraint(fields=("batch", "place"), name="council_sheet_once_a_batch"),
        )

    def __str__(self) -> str:
        return self.file_name
