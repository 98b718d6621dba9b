"""The entries of the social map, what each said before, and files that wait to be taken over.

Nothing here is about somebody in view, and no colleague is named: an entry is known by its
organisation, a change by the account of who made it. Lists of codes are kept with ``|`` around
each code, so that one can be looked for the same way on every database.
"""

from django.db import models
from django.db.models import Q

from kmt.access.rows import GatedModel, WrittenOnce
from kmt.kernel.ids import new_id


class DirectoryEntry(GatedModel):
    """One organisation: what, for whom, where, when, how to get in, and when that was looked at.

    ``capacity`` is what they said, on ``capacity_on``. ``example``: invented. ``ended_on``: off the
    map since then; what it said stays in its history.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=160, unique=True)
    about = models.TextField(blank=True)
    services = models.TextField(blank=True)
    forms = models.TextField(blank=True)
    sexes = models.TextField(blank=True)
    minors = models.CharField(max_length=8)
    children = models.CharField(max_length=8)
    no_status = models.CharField(max_length=8)
    places = models.TextField(blank=True)
    hours = models.TextField(blank=True)
    languages = models.TextField(blank=True)
    intake = models.TextField(blank=True)
    waiting = models.CharField(max_length=200, blank=True)
    contra = models.TextField(blank=True)
    contra_words = models.TextField(blank=True)
    capacity = models.PositiveIntegerField(null=True)
    capacity_on = models.DateField(null=True)
    capacity_by = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    web = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200, blank=True)
    example = models.BooleanField(default=False)
    stems = models.TextField(blank=True)
    checked_on = models.DateField(db_index=True)
    checked_by = models.CharField(max_length=64)
    ended_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(GatedModel.Meta):
        ordering = ("name_key",)
        constraints = (
            models.CheckConstraint(
                name="directory_capacity_with_its_day",
                condition=Q(capacity=None) | Q(capacity_on__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.name


class EntryChange(WrittenOnce):
    """What an entry said from a version on: made, changed, looked at, read in or taken off."""

    entry = models.ForeignKey(DirectoryEntry, on_delete=models.PROTECT, related_name="changes")
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=12)
    content = models.JSONField()
    at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta(WrittenOnce.Meta):
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("entry", "number"), name="directory_version_once"),
        )

    def __str__(self) -> str:
        return f"{self.number}: {self.what}"


class ImportDraft(GatedModel):
    """Rows of a file that were read and wait for a yes; nothing of it is on the map yet.

    ``rows``: the content per row and the version of the entry that it would change (0: a new one).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    file_name = models.CharField(max_length=120)
    rows = models.JSONField()
    at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta(GatedModel.Meta):
        ordering = ("-at",)

    def __str__(self) -> str:
        return str(self.id)
