"""What colleagues keep for themselves at the desk: ways to look through the work list."""

from django.db import models
from django.db.models import Q

from kmt.access.rows import GatedModel
from kmt.kernel.ids import new_id


class SavedView(GatedModel):
    """A way to look through the work list that a colleague keeps for themselves.

    ``address`` holds codes only. The name is sealed: people name a list after whom it is about.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.CharField(max_length=64, db_index=True)
    name = models.BinaryField()
    address = models.CharField(max_length=400)
    opens = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(opens=True), name="one_view_opens_the_list"
            )
        ]

    def __str__(self) -> str:
        return str(self.id)
