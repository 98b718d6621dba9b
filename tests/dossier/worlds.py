"""What the dossier of a case holds in a world: a paper that was made here, and a file begun."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from kmt.dossier.actions import make_document
from kmt.dossier.assessing import begin
from kmt.dossier.letters import letter
from kmt.dossier.queries import document
from kmt.kernel.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The things in a dossier that an address can name."""

    document: UUID
    version: UUID
    assessment: UUID


def make_kept(coordinator: Actor, case_id: UUID) -> Kept:
    """A note with an appointment, and an assessment file in which nothing stands."""
    note = letter("appointment")
    assert note
    made = make_document(
        by=coordinator,
        case_id=case_id,
        letter=note,
        typed={"language": "nl", "day": "2026-12-03", "time": "14.00", "place": "Nergensplein"},
        document_id=None,
        token=uuid4(),
    )
    (version,) = document(coordinator, case_id, made).versions
    file = begin(by=coordinator, case_id=case_id, token=uuid4())
    return Kept(document=made, version=version.id, assessment=file)
