"""Documents of a case: kept with their source, in versions, sealed, handed out, taken away."""

from datetime import timedelta
from uuid import uuid4

import pytest

from kmt.access.rows import gate_open
from kmt.attachments import queries as files
from kmt.attachments.models import Attachment
from kmt.attachments.rules import REASONS
from kmt.attachments.states import PASSED
from kmt.audit.models import AuditEvent
from kmt.care import actions as care_actions
from kmt.care import queries as care
from kmt.dossier import actions, queries
from kmt.dossier.models import Document
from kmt.kernel import clock
from kmt.kernel.refusals import Invalid, NotFound, NotPermitted, Refused
from tests.dossier.conftest import PHOTO, TEXT, paper


def versions(coordinator, case_id, document_id):
    return queries.document(coordinator, case_id, document_id).versions


def test_a_document_is_kept_with_from_whom_it_came(coordinator, case_id, document_id) -> None:
    (line,) = queries.dossier(coordinator, case_id).documents
    assert (line.title, line.supplier, line.kind) == (
        "Paspoort",
        "de persoon zelf",
        "identity_copy",
    )
    (version,) = versions(coordinator, case_id, document_id)
    assert [one.name for one in version.files] == ["verslag.txt"]
    assert version.files[0].state == "quarantine"


def test_nothing_of_it_is_readable_in_the_tables(
    coordinator, case_id, document_id, looking
) -> None:
    row, file = Document.objects.get(), Attachment.objects.get()
    kept = b"".join(bytes(one) for one in (row.title, row.supplier, file.name, file.content))
    assert b"Paspoort" not in kept
    assert b"verslag" not in kept
    assert file.subject == f"care_case:{case_id}"


def test_sent_twice_it_is_one_document(coordinator, case_id) -> None:
    token = uuid4()
    first, again = (
        actions.add_document(
            by=coordinator, case_id=case_id, new=paper(), files=[TEXT], token=token
        )
        for _ in range(2)
    )
    assert first == again
    assert len(queries.dossier(coordinator, case_id).documents) == 1


def test_a_newer_file_is_a_next_version_and_the_older_stays(
    coordinator, case_id, document_id
) -> None:
    actions.add_version(
        by=coordinator, case_id=case_id, document_id=document_id, files=[PHOTO], token=uuid4()
    )
    newer, older = versions(coordinator, case_id, document_id)
    assert (newer.number, older.number) == (2, 1)
    assert [one.name for one in older.files] == ["verslag.txt"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"kind": "poem"}, "kind"),
        ({"title": " "}, "title"),
        ({"supplier": ""}, "supplier"),
        ({"dated": clock.today() + timedelta(days=1)}, "dated"),
    ],
)
def test_what_is_missing_is_said_at_its_field(coordinator, case_id, changed, field) -> None:
    with pytest.raises(Invalid) as refused:
        actions.add_document(
            by=coordinator, case_id=case_id, new=paper(**changed), files=[TEXT], token=uuid4()
        )
    assert set(refused.value.fields) == {field}
    assert queries.dossier(coordinator, case_id).documents == ()


def test_without_a_file_there_is_no_document(coordinator, case_id) -> None:
    with pytest.raises(Invalid) as refused:
        actions.add_document(by=coordinator, case_id=case_id, new=paper(), files=[], token=uuid4())
    assert "attachment" in refused.value.fields


def test_who_is_not_involved_sees_and_adds_nothing(colleague, case_id, document_id) -> None:
    assert queries.dossier(colleague, case_id).documents == ()
    with pytest.raises(NotFound):
        queries.document(colleague, case_id, document_id)
    with pytest.raises(NotPermitted):
        actions.add_document(
            by=colleague, case_id=case_id, new=paper(), files=[TEXT], token=uuid4()
        )


def test_a_document_of_another_case_is_not_found_under_this_one(
    coordinator, make_case, case_id, document_id
) -> None:
    other = make_case()
    with pytest.raises(NotFound):
        queries.document(coordinator, other, document_id)
    with pytest.raises(NotFound):
        actions.add_version(
            by=coordinator, case_id=other, document_id=document_id, files=[TEXT], token=uuid4()
        )


def test_the_case_shows_how_many_and_the_last_one(coordinator, case_id, document_id) -> None:
    view = care.case(coordinator, case_id)
    (part,) = [one for one in view.parts if one.room == "dossier"]
    assert part.text.startswith("1 document, laatste: kopie van een identiteitsbewijs")
    assert view.events[0].kind == "dossier.added"


def test_a_file_that_should_not_be_here_goes_and_that_it_was_here_stays(
    coordinator, case_id, document_id, looking
) -> None:
    (version,) = versions(coordinator, case_id, document_id)
    actions.remove(
        by=coordinator,
        case_id=case_id,
        version_id=version.id,
        reason="wrong_person",
        words="Van een ander.",
    )
    assert not Attachment.objects.exists()
    (after,) = versions(coordinator, case_id, document_id)
    assert (after.files, after.removed_reason) == ((), "wrong_person")
    assert after.removed_words == "Van een ander."
    assert care.case(coordinator, case_id).events[0].kind == "dossier.removed"


@pytest.mark.parametrize(
    ("reason", "words"), [("", "Mis."), ("because", "Mis."), ("wrong_file", " ")]
)
def test_without_a_reason_nothing_goes(coordinator, case_id, document_id, reason, words) -> None:
    (version,) = versions(coordinator, case_id, document_id)
    with pytest.raises(Refused):
        actions.remove(
            by=coordinator, case_id=case_id, version_id=version.id, reason=reason, words=words
        )
    assert versions(coordinator, case_id, document_id)[0].files


def hand_out(coordinator, case_id, document_id, **changed) -> None:
    (version,) = versions(coordinator, case_id, document_id)
    asked = {"way": "person", "on": clock.today(), "words": "Op papier.", "disclosure_id": None}
    actions.hand_out(
        by=coordinator,
        case_id=case_id,
        version_id=version.id,
        token=uuid4(),
        **{**asked, **changed},
    )


def test_handing_out_to_the_person_is_written_down(coordinator, case_id, document_id) -> None:
    hand_out(coordinator, case_id, document_id)
    ((out,),) = [one.handed_out for one in versions(coordinator, case_id, document_id)]
    assert (out.way, out.words, out.by) == ("person", "Op papier.", "Bram Voorbeeld")


def test_to_somebody_else_it_goes_on_a_decision_to_share(
    coordinator, case_id, document_id, decide
) -> None:
    with pytest.raises(Refused, match="besluit om te delen"):
        hand_out(coordinator, case_id, document_id, way="shared")
    with pytest.raises(Refused, match="besluit om te delen"):
        hand_out(coordinator, case_id, document_id, way="shared", disclosure_id=uuid4())
    hand_out(coordinator, case_id, document_id, way="shared", disclosure_id=decide())
    ((out,),) = [one.handed_out for one in versions(coordinator, case_id, document_id)]
    assert out.recipient == "CoMensha"


def test_a_decision_about_somebody_else_does_not_count(
    coordinator, case_id, document_id, decide, make_case
) -> None:
    made = decide()
    other = make_case()
    other_document = actions.add_document(
        by=coordinator, case_id=other, new=paper(), files=[TEXT], token=uuid4()
    )
    with pytest.raises(Refused, match="besluit om te delen"):
        hand_out(coordinator, other, other_document, way="shared", disclosure_id=made)


def test_every_act_is_one_line_in_the_record(coordinator, case_id, document_id) -> None:
    rows = AuditEvent.objects.filter(object_id=str(case_id), reason_text="dossier_added")
    assert rows.count() == 1


def test_in_an_emergency_a_file_is_looked_at_and_never_saved(
    coordinator, colleague, case_id, document_id
) -> None:
    """Decision 0009: emergency access reads; what leaves the house waits for who is involved."""
    actions.add_version(
        by=coordinator, case_id=case_id, document_id=document_id, files=[PHOTO], token=uuid4()
    )
    newer = versions(coordinator, case_id, document_id)[0].files[0]
    with gate_open(coordinator, writing=True):
        Attachment.objects.filter(pk=newer.id).update(state=PASSED, scanned_at=clock.now())
    with pytest.raises(NotFound):
        files.shown_file(colleague, newer.id)
    care_actions.open_case_in_emergency(
        by=colleague, case_id=case_id, ground="victim_calls", words="De persoon belt en is bang."
    )
    assert files.shown_file(colleague, newer.id).content
    reason = next(iter(REASONS))
    with pytest.raises(NotPermitted, match="niet bewaren"):
        files.taken_file(colleague, newer.id, reason)
    assert files.taken_file(coordinator, newer.id, reason).content
