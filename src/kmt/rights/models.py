"""Requests about somebody's own data, and everything that came of them.

What was typed is sealed under a key of the request; what a person states about themselves under
the key of that person. Persons and files are known by id, label and number only. A copy that was
handed over is not kept: its hash is.
"""

from typing import Any

from django.db import models

from kmt.access.rows import GatedModel
from kmt.kernel.ids import new_id


class Added(GatedModel):
    """A row that is written once: what was does not change."""

    class Meta(GatedModel.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only ever insert: saving a second time fails on the primary key."""
        super().save(*args, **{**kwargs, "force_insert": True})


class RightsRequest(GatedModel):
    """Somebody asked something about their own data; ``clock_from`` is when its month began.

    ``texts`` hold who asks, about whom, what, and how to answer safely; ``cleared`` why an answer
    is safe after all. Both are sealed. No copy of an identity document exists anywhere.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=16, unique=True)
    token = models.UUIDField(unique=True)
    kind = models.CharField(max_length=16)
    asker = models.CharField(max_length=16)
    age = models.CharField(max_length=8)
    danger = models.CharField(max_length=8)
    cleared = models.BinaryField(default=b"")
    proof_seen = models.BooleanField()
    received_on = models.DateField()
    clock_from = models.DateField()
    state = models.CharField(max_length=20, db_index=True)
    version = models.PositiveIntegerField(default=1)
    taken_by = models.CharField(max_length=64, db_index=True)
    taken_at = models.DateTimeField()
    identity_how = models.CharField(max_length=16, blank=True)
    identity_by = models.CharField(max_length=64, blank=True)
    identity_at = models.DateTimeField(null=True)
    extension = models.CharField(max_length=16, blank=True)
    extended_on = models.DateField(null=True)
    refusal = models.CharField(max_length=16, blank=True)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    texts = models.BinaryField()

    class Meta(GatedModel.Meta):
        ordering = ("clock_from", "number")

    def __str__(self) -> str:
        return self.number


class RequestSubject(Added):
    """Whom a request turned out to be about, by pseudonym and label; none when nobody is known."""

    request = models.ForeignKey(RightsRequest, on_delete=models.CASCADE, related_name="subjects")
    person = models.UUIDField()
    label = models.CharField(max_length=8)

    class Meta(Added.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("request", "person"), name="rights_person_once_per_request"
            ),
        )

    def __str__(self) -> str:
        return self.label


class RightsDecision(Added):
    """What was decided about one compartment; the newest counts. The reasons are sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(RightsRequest, on_delete=models.CASCADE, related_name="decisions")
    compartment = models.CharField(max_length=4)
    outcome = models.CharField(max_length=8)
    ground = models.CharField(max_length=16, blank=True)
    reasons = models.BinaryField()
    recheck_on = models.DateField(null=True, db_index=True)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta(Added.Meta):
        ordering = ("at",)

    def __str__(self) -> str:
        return f"{self.compartment} {self.outcome}"


class WithheldPiece(GatedModel):
    """One piece that is not in the copy, by its key, and the ground for it."""

    request = models.ForeignKey(RightsRequest, on_delete=models.CASCADE, related_name="withheld")
    compartment = models.CharField(max_length=4)
    piece = models.CharField(max_length=120)
    ground = models.CharField(max_length=16)

    class Meta(GatedModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=("request", "piece"), name="rights_piece_withheld_once"),
        )

    def __str__(self) -> str:
        return self.piece


class GivenCopy(Added):
    """That a copy was made and taken along: its hash, how many pieces, how, by whom."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(RightsRequest, on_delete=models.CASCADE, related_name="copies")
    sha256 = models.CharField(max_length=64)
    pieces = models.PositiveIntegerField()
    withheld = models.PositiveIntegerField()
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta(Added.Meta):
        ordering = ("at",)

    def __str__(self) -> str:
        return self.sha256[:12]


class FileStep(GatedModel):
    """What happens to one file because of a request: asked to be destroyed, or held as it is.

    ``ref`` is the proposal or the hold in ``retention``. When the file is gone its id and number
    go too, and ``certificate`` stays.
    """

    request = models.ForeignKey(RightsRequest, on_delete=models.CASCADE, related_name="files")
    compartment = models.CharField(max_length=4)
    act = models.CharField(max_length=8)
    object_type = models.CharField(max_length=40)
    object_id = models.UUIDField(null=True)
    label = models.CharField(max_length=24, blank=True)
    ref = models.UUIDField()
    certificate = models.CharField(max_length=64, blank=True)

    class Meta(GatedModel.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("request", "act", "object_type", "object_id"), name="rights_file_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.act} {self.object_type}"


class RecipientNotice(GatedModel):
    """A recipient or supplier who must hear of a correction, erasure or restriction (AVG 19)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(RightsRequest, on_delete=models.CASCADE, related_name="notices")
    recipient = models.CharField(max_length=120)
    source = models.CharField(max_length=64)
    told_on = models.DateField(null=True)
    told_by = models.CharField(max_length=64, blank=True)

    class Meta(GatedModel.Meta):
        ordering = ("recipient",)
        constraints = (
            models.UniqueConstraint(fields=("request", "source"), name="rights_notice_once"),
        )

    def __str__(self) -> str:
        return self.recipient


class Correction(Added):
    """That a field of an identity was corrected; the old value lies sealed in the vault."""

    request = models.ForeignKey(RightsRequest, on_delete=models.CASCADE, related_name="corrections")
    person = models.UUIDField()
    part = models.CharField(max_length=24)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta(Added.Meta):
        ordering = ("at",)

    def __str__(self) -> str:
        return self.part


class PersonStatement(Added):
    """What a person says of their own file; stands beside it from then on (AVG 16), sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(RightsRequest, on_delete=models.CASCADE, related_name="statements")
    person = models.UUIDField(db_index=True)
    words = models.BinaryField()
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta(Added.Meta):
        ordering = ("at",)

    def __str__(self) -> str:
        return str(self.id)


class Restriction(GatedModel):
    """The data of a person are only stored, and not shared, until this ends (AVG 18).

    ``ground``: asked for, or a weighing after an objection (AVG 18(1)(d)).
    """

    request = models.ForeignKey(RightsRequest, on_delete=models.CASCADE, related_name="limits")
    person = models.UUIDField(db_index=True)
    ground = models.CharField(max_length=16)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta(GatedModel.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("request", "person"),
                condition=models.Q(until=None),
                name="rights_one_restriction_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return self.ground
