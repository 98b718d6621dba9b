"""Tables of the tracks: what happened, on which day, and from whom we know.

Where a track stands is kept nowhere: it is computed from these rows each time. A row is written
once; a correction is another row that points at the one it takes the place of.
"""

from django.db import models
from django.db.models import F, Q

from kmt.access.rows import WrittenOnce
from kmt.kernel.ids import new_id


class TrackEvent(WrittenOnce):
    """A step that was taken in a procedure; ``withdrawn``: it did not take place after all.

    ``replaces`` is the row that this one corrects. ``until`` is the last day that stands on the
    decision itself. ``token`` is the mark of the form: sent twice, it is one row.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case_id = models.UUIDField(db_index=True)
    step = models.CharField(max_length=40)
    happened_on = models.DateField()
    until = models.DateField(null=True, blank=True)
    told_by = models.CharField(max_length=16)
    words = models.BinaryField(default=b"")
    replaces = models.UUIDField(null=True, blank=True, unique=True)
    withdrawn = models.BooleanField(default=False)
    by = models.CharField(max_length=64)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    token = models.UUIDField(default=new_id, unique=True)

    class Meta(WrittenOnce.Meta):
        constraints = [
            models.CheckConstraint(
                name="track_event_ends_after_it_began",
                condition=Q(until=None) | Q(until__gte=F("happened_on")),
            ),
            models.CheckConstraint(
                name="track_event_withdrawn_corrects_one",
                condition=Q(withdrawn=False) | Q(replaces__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.step
