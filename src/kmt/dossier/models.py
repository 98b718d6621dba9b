"""Tables of the dossier: documents with their versions, and reasoned assessment files; all sealed.

A case is known by its id only. Nothing is overwritten: a new file is a next version, a changed
finding a next revision, and what was handed out or exported stays listed.
"""

from django.db import models
from django.db.models import Q

from kmt.access.rows import GatedModel, WrittenOnce
from kmt.dossier.rules import Part, Reading, Way
from kmt.dossier.states import State
from kmt.kernel.ids import new_id


def _choices(
    values: type[State] | type[Part] | type[Reading] | type[Way],
) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in values]


class Document(WrittenOnce):
    """A document of a case: what it is, and from whom it came."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case_id = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=24)
    dated = models.DateField(null=True, blank=True)
    title = models.BinaryField()
    supplier = models.BinaryField()
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    token = models.UUIDField(unique=True)

    class Meta(WrittenOnce.Meta):
        pass

    def __str__(self) -> str:
        return str(self.id)


class DocumentVersion(GatedModel):
    """One version of a document; what came from outside are its files in ``attachments``.

    ``made`` is a PDF that was made here, by ``template`` from ``values``. A version that was taken
    away to correct keeps its row, with the reason, and loses what was in it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    case_id = models.UUIDField(db_index=True)
    number = models.PositiveSmallIntegerField()
    template = models.CharField(max_length=24, blank=True)
    values = models.BinaryField(default=b"")
    made = models.BinaryField(default=b"")
    sha256 = models.CharField(max_length=64, blank=True)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    token = models.UUIDField(unique=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.CharField(max_length=64, blank=True)
    removed_reason = models.CharField(max_length=24, blank=True)
    removed_words = models.BinaryField(default=b"")

    class Meta(GatedModel.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("document", "number"), name="dossier_versions_follow_each_other"
            ),
            models.CheckConstraint(
                name="dossier_what_is_taken_away_is_gone",
                condition=Q(removed_at=None)
                | (Q(made=b"") & Q(values=b"") & ~Q(removed_reason="") & ~Q(removed_words=b"")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.document_id} {self.number}"


class HandedOut(WrittenOnce):
    """That a version left: to the person themself, or to who a decision to share names."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey(
        DocumentVersion, on_delete=models.CASCADE, related_name="handed_out"
    )
    case_id = models.UUIDField(db_index=True)
    way = models.CharField(max_length=8, choices=_choices(Way))
    disclosure_id = models.UUIDField(null=True, blank=True)
    recipient = models.CharField(max_length=40, blank=True)
    on = models.DateField()
    words = models.BinaryField(default=b"")
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    token = models.UUIDField(unique=True)

    class Meta(WrittenOnce.Meta):
        constraints = (
            models.CheckConstraint(
                name="dossier_shared_on_a_decision",
                condition=~Q(way="shared") | Q(disclosure_id__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.version_id} {self.way}"


class Assessment(GatedModel):
    """A reasoned assessment file of a case; frozen when it is adopted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case_id = models.UUIDField(db_index=True)
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=_choices(State), default=State.DRAFT)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    token = models.UUIDField(unique=True)
    adopted_at = models.DateTimeField(null=True, blank=True)
    adopted_by = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta(GatedModel.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("case_id", "number"), name="dossier_files_follow_each_other"
            ),
            models.UniqueConstraint(
                fields=("case_id",), condition=Q(state="draft"), name="dossier_one_draft_at_a_time"
            ),
            models.CheckConstraint(
                name="dossier_adopted_has_a_hash",
                condition=Q(state="draft") | (Q(adopted_at__isnull=False) & ~Q(sha256="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.number}"


class Entry(WrittenOnce):
    """One revision of a part of a file; the highest of a ``key`` holds, unless ``dropped``."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="entries")
    case_id = models.UUIDField(db_index=True)
    part = models.CharField(max_length=12, choices=_choices(Part))
    key = models.CharField(max_length=36)
    revision = models.PositiveSmallIntegerField()
    dropped = models.BooleanField(default=False)
    element = models.CharField(max_length=8, blank=True)
    code = models.CharField(max_length=40, blank=True)
    stance = models.CharField(max_length=8, blank=True)
    source_kind = models.CharField(max_length=24, blank=True)
    seen_on = models.DateField(null=True, blank=True)
    document_id = models.UUIDField(null=True, blank=True)
    text = models.BinaryField(default=b"")
    source = models.BinaryField(default=b"")
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    token = models.UUIDField(unique=True)

    class Meta(WrittenOnce.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("assessment", "key", "revision"), name="dossier_revisions_follow_each_other"
            ),
        )

    def __str__(self) -> str:
        return f"{self.part} {self.revision}"


class SecondReading(WrittenOnce):
    """What a second person thinks of a file as it stood, told by the hash of that text."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="readings")
    case_id = models.UUIDField(db_index=True)
    opinion = models.CharField(max_length=12, choices=_choices(Reading))
    words = models.BinaryField(default=b"")
    sha256 = models.CharField(max_length=64)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    token = models.UUIDField(unique=True)

    class Meta(WrittenOnce.Meta):
        pass

    def __str__(self) -> str:
        return self.opinion


class Export(WrittenOnce):
    """That a file left the house: on which decision to share, to whom, and the hash of that PDF."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="exports")
    case_id = models.UUIDField(db_index=True)
    disclosure_id = models.UUIDField()
    recipient = models.CharField(max_length=40)
    named = models.BooleanField(default=False)
    sha256 = models.CharField(max_length=64)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta(WrittenOnce.Meta):
        pass

    def __str__(self) -> str:
        return str(self.id)
