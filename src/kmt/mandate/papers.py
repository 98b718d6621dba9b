"""The files of evidence: papers of the municipality, about nobody.

Who reads the details of evidence reads its files; they go a year after it ended (T42).
"""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.db.models import QuerySet

from kmt.attachments.owners import FileOwner
from kmt.attachments.queries import files_of_each
from kmt.kernel.actor import Actor
from kmt.mandate import access
from kmt.mandate.models import Evidence
from kmt.mandate.reading import EvidenceView

EVIDENCE = "mandate_evidence"


def owner_of(evidence_id: UUID) -> FileOwner:
    """A piece of evidence as the one that files belong to; they have a key of their own."""
    return FileOwner(
        object_type=EVIDENCE, object_id=evidence_id, subject=f"{EVIDENCE}:{evidence_id}"
    )


def evidence_read(actor: Actor) -> "QuerySet[Evidence, UUID]":
    """The evidence of which this actor sees the details, as a part of another question."""
    rows = Evidence.objects.seen_by(actor, access.visible(actor))
    return rows.values_list("id", flat=True)


def with_files(actor: Actor, proofs: Sequence[EvidenceView]) -> tuple[EvidenceView, ...]:
    """The same evidence with its files, by one question for all of it."""
    files = files_of_each(actor, EVIDENCE, [one.id for one in proofs])
    return tuple(replace(one, files=files[one.id]) for one in proofs)
