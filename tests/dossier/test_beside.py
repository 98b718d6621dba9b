"""The dossier beside its case: told to the person, counted for the term, destroyed with it."""

from uuid import UUID, uuid4

import pytest

from kmt.access.actors import system_actor
from kmt.access.permissions import Permission
from kmt.access.rows import gate_open
from kmt.attachments.models import Attachment
from kmt.care.actions import destroy_case
from kmt.care.disclosed import pieces_about
from kmt.care.joining import opened
from kmt.dossier import actions, assessing, models, queries
from kmt.dossier.letters import letter
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotPermitted

TABLES = (
    models.Document,
    models.DocumentVersion,
    models.HandedOut,
    models.Assessment,
    models.Entry,
    models.SecondReading,
    models.Export,
)


@pytest.fixture
def night() -> Actor:
    """The job that guards the terms."""
    return system_actor(
        "test", purpose="test", permissions=frozenset({Permission.RETENTION_TERM_RUN})
    )


@pytest.fixture
def full(coordinator: Actor, case_id: UUID, adopted_file: UUID, document_id: UUID, decide) -> UUID:
    """A case with at least one row in each table."""
    (version,) = queries.document(coordinator, case_id, document_id).versions
    actions.hand_out(
        by=coordinator,
        case_id=case_id,
        version_id=version.id,
        way="person",
        on=clock.today(),
        words="Op papier.",
        disclosure_id=None,
        token=uuid4(),
    )
    actions.make_document(
        by=coordinator,
        case_id=case_id,
        letter=letter("support_ind"),
        typed={"recipient": "De IND", "subject": "Verklaring", "body": "Tekst."},
        document_id=None,
        token=uuid4(),
    )
    assessing.export(
        by=coordinator, case_id=case_id, assessment_id=adopted_file, disclosure_id=decide()
    )
    return case_id


def test_it_is_destroyed_with_its_case_files_included(full: UUID, night: Actor) -> None:
    destroy_case(by=night, object_id=full)
    with gate_open(night):
        assert [table.objects.count() for table in TABLES] == [0] * len(TABLES)
        assert not Attachment.objects.exists()


def test_each_piece_counts_for_the_term(full: UUID, night: Actor, coordinator: Actor) -> None:
    found = list(queries.made_on(night))
    assert {case for case, _day in found} == {full}
    assert {day for _case, day in found} == {clock.today()}
    with gate_open(night):
        assert len(found) == sum(table.objects.count() for table in TABLES)
    assert list(queries.made_on(coordinator)) == []


def test_nobody_else_removes_it(full: UUID, coordinator: Actor) -> None:
    with pytest.raises(NotPermitted):
        actions.take_out(coordinator, full)


def test_the_person_is_told_what_there_is(
    full: UUID, coordinator: Actor, privacy_officer: Actor
) -> None:
    person = opened(coordinator, full).person_id
    pieces = [one for one in pieces_about(privacy_officer, [person]) if "dossier:" in one.key]
    kinds = [one.kind for one in pieces]
    assert "document: kopie van een identiteitsbewijs" in kinds
    assert kinds.count("onderbouwd signaaldossier 1") == 7
    assert all(one.delicate for one in pieces), "words of others wait for a human being"
    said = " ".join(line.text for one in pieces for line in one.lines)
    assert "Bram" not in said, "no names of staff"
