"""Papers: files about nobody, of an obligation or a meeting, with an address of their own."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from kmt.access.permissions import Permission as P
from kmt.access.rows import gate_open
from kmt.attachments import states
from kmt.attachments.actions import correct_out, scanner
from kmt.attachments.files import SentFile
from kmt.attachments.models import Attachment
from kmt.attachments.queries import (
    files_of,
    files_of_each,
    kept_by,
    one_file,
    opened_paper,
    shown_file,
    taken_file,
)
from kmt.audit.models import AuditEvent
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotFound, NotPermitted, Refused
from kmt.mandate.actions import add_evidence
from kmt.mandate.rules import Given
from kmt.project.keeping import night_watch
from tests.attachments.conftest import PICTURE, TEXT

EVIDENCE = "mandate_evidence"
NAME = "Besluit aanpak été (v1.2).docx"
PAPER = SentFile(name=NAME, kind="pdf", content=b"%PDF-1.7 verzonnen", cleaned=True)


def evidence(by: Actor, *files: SentFile) -> UUID:
    """Evidence of Hengelo with these papers; its id."""
    given = Given(kind="document", title="Beleid", dated=date(2025, 1, 15))
    return add_evidence(by=by, municipality="GM0164", item="C01", given=given, files=files)


@pytest.fixture
def paper(focal_point_hengelo: Actor) -> UUID:
    """A paper that waits for the scanner."""
    evidence_id = evidence(focal_point_hengelo, PAPER)
    (found,) = files_of(focal_point_hengelo, EVIDENCE, evidence_id)
    return found.id


def also(actor: Actor, *more: P) -> Actor:
    """The same person with more that they may do."""
    return replace(actor, permissions=actor.permissions | set(more))


def address(file_id: UUID, part: str = "stuk/") -> str:
    return f"/bijlagen/{file_id}/{part}"


def read(file_id: UUID) -> list[str]:
    """What the record says of a file since it was kept, oldest first."""
    events = AuditEvent.objects.filter(object_id=str(file_id)).order_by("seq")
    return [f"{one.action} {one.reason_text} {one.result}" for one in events]


def test_a_paper_opens_when_the_scanner_has_looked_and_every_opening_is_recorded(
    paper, scanned, adviser
) -> None:
    with pytest.raises(Refused, match="nog niet op virussen onderzocht"):
        opened_paper(adviser, paper)
    assert scanned() == {states.PASSED: 1}
    found = opened_paper(adviser, paper)
    assert (found.content, found.media_type) == (PAPER.content, "application/pdf")
    assert read(paper) == [
        "read  denied",
        "update file_passed allowed",
        "read file_paper allowed",
    ]


@pytest.mark.parametrize(
    ("name", "save_as"),
    [
        ("Besluit.pdf", "Besluit.pdf"),
        ("Besluit.PDF", "Besluit.pdf"),
        ("rekening.exe", "rekening.pdf"),
        ("../map/nota v1.2.docx", "nota v1.2.pdf"),
        ("zonder", "zonder.pdf"),
        ("regel\nbreuk.pdf", "regelbreuk.pdf"),
        (".pdf", ".pdf.pdf"),
    ],
)
def test_it_is_saved_under_its_name_and_ends_as_what_it_is(
    name, save_as, focal_point_hengelo, scanned
) -> None:
    evidence_id = evidence(focal_point_hengelo, replace(PAPER, name=name))
    scanned()
    (found,) = files_of(focal_point_hengelo, EVIDENCE, evidence_id)
    assert opened_paper(focal_point_hengelo, found.id).save_as == save_as


def test_the_page_gives_a_download_and_a_name_of_whatever_letters(paper, scanned, log_in) -> None:
    scanned()
    answer = log_in("adviser").get(address(paper))
    assert (answer.status_code, answer.content) == (200, PAPER.content)
    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''Besluit%20aanpak%20%C3%A9t%C3%A9%20%28v1.2%29.pdf"
    )
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_a_paper_is_no_file_of_somebody(paper, scanned, desk, adviser, log_in) -> None:
    scanned()
    noor = log_in("desk")
    assert noor.get(address(paper)).status_code == 403
    assert noor.get(address(paper, "")).status_code == 404
    assert log_in("adviser").get(address(paper, "")).status_code == 403
    for who in (desk, also(adviser, P.ATTACHMENTS_FILE_OPEN)):
        for look in (one_file, shown_file, lambda *which: taken_file(*which, "file_assess")):
            with pytest.raises(NotFound):
                look(who, paper)


def test_a_paper_is_there_for_who_reads_what_it_belongs_to(
    paper, scanned, desk, adviser, focal_point_enschede
) -> None:
    scanned()
    with pytest.raises(NotFound):
        opened_paper(focal_point_enschede, paper)
    with pytest.raises(NotFound):
        opened_paper(also(desk, P.ATTACHMENTS_PAPER_OPEN), paper)
    without = replace(adviser, permissions=adviser.permissions - {P.ATTACHMENTS_PAPER_OPEN})
    with pytest.raises(NotPermitted):
        opened_paper(without, paper)
    with pytest.raises(NotFound):
        opened_paper(adviser, uuid4())


def test_the_file_of_a_report_is_no_paper_to_whoever_asks(send, scanned, desk, log_in) -> None:
    (found, _text) = files_of(desk, "report", send(PICTURE, TEXT))
    scanned()
    assert one_file(desk, found.id).taken
    assert log_in("focal_point_hengelo").get(address(found.id)).status_code == 404
    assert log_in("desk").get(address(found.id)).status_code == 403
    with pytest.raises(NotFound):
        opened_paper(also(desk, P.ATTACHMENTS_PAPER_OPEN), found.id)


def test_names_stand_in_the_lists_of_who_reads_the_owner_only(
    paper, focal_point_hengelo, focal_point_enschede, desk
) -> None:
    with gate_open(scanner()):
        owner = Attachment.objects.get(pk=paper).object_id
    for actor, names in (
        (focal_point_hengelo, [NAME]),
        (focal_point_enschede, []),
        (also(desk, P.ATTACHMENTS_PAPER_OPEN), []),
    ):
        assert [one.name for one in files_of(actor, EVIDENCE, owner)] == names
        assert [one.name for one in files_of_each(actor, EVIDENCE, [owner])[owner]] == names


def test_whoever_may_not_open_papers_takes_none_away(paper, desk, focal_point_hengelo) -> None:
    with gate_open(scanner()):
        owner = Attachment.objects.get(pk=paper).object_id
    with pytest.raises(NotPermitted):
        correct_out(by=desk, object_type=EVIDENCE, object_id=owner)
    with gate_open(focal_point_hengelo, writing=True):
        assert correct_out(by=focal_point_hengelo, object_type=EVIDENCE, object_id=owner) == 1
    assert files_of(focal_point_hengelo, EVIDENCE, owner) == ()


def test_what_has_files_is_known_to_who_guards_the_terms_only(
    send, focal_point_hengelo, desk
) -> None:
    report = send(PICTURE, TEXT)
    evidence_id = evidence(focal_point_hengelo, PAPER, PAPER)
    assert list(kept_by(night_watch(), EVIDENCE)) == [evidence_id]
    assert list(kept_by(night_watch(), "report")) == [report]
    with pytest.raises(NotPermitted):
        kept_by(desk, "report")
