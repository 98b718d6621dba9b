"""The pages of the dossier as a coordinator meets them: what they show, keep and refuse."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kmt.attachments.actions import scan_waiting, scanner
from kmt.dossier import actions, queries
from kmt.dossier.letters import letters
from kmt.kernel import clock
from tests.attachments.clamd import clamd, honest
from tests.care.conftest import CANARY
from tests.dossier.conftest import TEXT, find, finding, paper


def url(name: str, *args: object) -> str:
    """The address of a page of the dossier."""
    return reverse(f"dossier:{name}", args=args)


def text_of(answer) -> str:
    return answer.content.decode()


def upload(**changed):
    sent = {
        "kind": "report",
        "title": "Verslag van de huisarts",
        "supplier": "de huisarts",
        "dated": "",
        "token": str(uuid4()),
        "attachment": SimpleUploadedFile("verslag.txt", b"Verzonnen.", "text/plain"),
    }
    return {**sent, **changed}


def test_an_empty_page_teaches_what_to_do(case_id, log_in) -> None:
    text = text_of(log_in("coordinator").get(url("case", case_id)))
    assert "Nog geen documenten" in text
    for one in letters():
        assert one.name in text
        assert url("letter", case_id, one.code) in text
    assert "artikel 273f Sr" in text


def test_a_document_goes_from_the_form_to_the_list(case_id, log_in, coordinator) -> None:
    client = log_in("coordinator")
    sent = client.post(url("case", case_id), upload())
    assert sent.status_code == 302, text_of(sent)
    text = text_of(client.get(url("case", case_id)))
    assert "Verslag van de huisarts" in text
    (line,) = queries.dossier(coordinator, case_id).documents
    page = text_of(client.get(url("document", case_id, line.id)))
    assert "verslag.txt" in page
    assert "de huisarts" in page


def test_what_was_typed_comes_back_with_what_is_wrong(case_id, log_in) -> None:
    answer = log_in("coordinator").post(url("case", case_id), upload(supplier=""))
    assert answer.status_code == 422
    assert "Verslag van de huisarts" in text_of(answer)
    assert "Schrijf op van wie je het kreeg" in text_of(answer)
    assert "Kies je bestand opnieuw" in text_of(answer)


def test_a_file_opens_in_the_page_of_files_and_leads_back(
    case_id, document_id, coordinator, log_in, settings, tmp_path
) -> None:
    client = log_in("coordinator")
    (version,) = queries.document(coordinator, case_id, document_id).versions
    page = reverse("attachments:file", args=(version.files[0].id,))
    answer = client.get(page)
    assert answer.status_code == 200
    assert url("version", version.id) in text_of(answer)
    back = client.get(url("version", version.id))
    assert back["Location"] == url("document", case_id, document_id)
    with clamd(tmp_path, honest) as where:
        settings.KMT_CLAMAV = where
        scan_waiting(by=scanner())
    saved = client.post(f"{page}opslaan/", {"reason": "file_assess"})
    assert saved.content == TEXT.content
    assert log_in("colleague").get(page).status_code == 404


def test_a_letter_is_filled_from_the_case_and_the_name_after_a_look(case_id, log_in) -> None:
    client = log_in("coordinator")
    page = url("letter", case_id, "support_ind")
    text = text_of(client.get(page))
    assert "Bram Voorbeeld" in text
    assert "[naam van de persoon]" in text
    assert CANARY not in text
    assert client.post(page, {"do": "look", "reason": ""}).status_code == 422
    looked = text_of(client.post(page, {"do": "look", "reason": "handover"}))
    assert CANARY in looked
    assert "Vastgelegd: je keek wie de persoon is." in looked


def test_a_letter_with_an_open_place_is_not_made(case_id, log_in, coordinator) -> None:
    client, page = log_in("coordinator"), url("letter", case_id, "support_ind")
    sent = {
        "do": "make",
        "token": str(uuid4()),
        "recipient": "De IND",
        "subject": "Verklaring",
        "body": "Over [naam van de persoon].",
    }
    answer = client.post(page, sent)
    assert answer.status_code == 422
    assert "[naam van de persoon]" in text_of(answer)
    assert queries.dossier(coordinator, case_id).documents == ()
    made = client.post(page, {**sent, "body": "Over de persoon."})
    assert made.status_code == 302
    again = client.post(page, {**sent, "body": "Over de persoon."})
    assert again["Location"] == made["Location"], "sent twice, one document"


def test_what_was_made_is_saved_and_changed(case_id, log_in, coordinator) -> None:
    client = log_in("coordinator")
    sent = {
        "do": "make",
        "token": str(uuid4()),
        "language": "ar",
        "day": "2026-12-03",
        "time": "14.00",
        "place": "Markt 1",
    }
    client.post(url("letter", case_id, "appointment"), sent)
    (line,) = queries.dossier(coordinator, case_id).documents
    (version,) = queries.document(coordinator, case_id, line.id).versions
    save = url("made", case_id, version.id)
    assert client.get(save).status_code == 200
    assert client.post(save, {}).status_code == 422
    answer = client.post(save, {"reason": "file_hand_over"})
    assert answer.content.startswith(b"%PDF-")
    assert "attachment;" in answer["Content-Disposition"]
    again = text_of(client.get(url("letter", case_id, "appointment") + f"?van={version.id}"))
    assert "Markt 1" in again
    newer = {**sent, "token": str(uuid4()), "from": str(version.id), "place": "Markt 2"}
    assert client.post(url("letter", case_id, "appointment"), newer).status_code == 302
    assert len(queries.document(coordinator, case_id, line.id).versions) == 2


def test_handing_out_and_taking_away_by_the_page(case_id, document_id, log_in, coordinator) -> None:
    client, page = log_in("coordinator"), url("document", case_id, document_id)
    (version,) = queries.document(coordinator, case_id, document_id).versions
    sent = {
        "do": "hand_out",
        "version": str(version.id),
        "way": "person",
        "on": clock.today().isoformat(),
        "words": "",
        "token": str(uuid4()),
    }
    assert client.post(page, sent).status_code == 422
    assert client.post(page, {**sent, "words": "Op papier."}).status_code == 302
    gone = {"do": "remove", "version": str(version.id), "reason": "wrong_file", "words": "Mis."}
    assert client.post(page, {**gone, "reason": "", "token": str(uuid4())}).status_code == 422
    assert client.post(page, {**gone, "token": str(uuid4())}).status_code == 302
    text = text_of(client.get(page))
    assert "Weggehaald op" in text
    assert "Op papier." in text


def test_a_file_is_written_read_along_adopted_and_exported(
    case_id, log_in, colleague_involved, decide
) -> None:
    client, other = log_in("coordinator"), log_in("colleague")
    begun = client.post(url("begin", case_id), {"token": str(uuid4())})
    page = begun["Location"]
    for code in ("act:recruit", "means:deception", "purpose:SEX"):
        sent = {
            "found": code,
            "stance": "for",
            "text": "Verzonnen.",
            "source_kind": "file",
            "source": "de politie",
            "revision": "0",
            "token": str(uuid4()),
        }
        assert client.post(f"{page}bevinding/nieuw/", sent).status_code == 302
    for part, code, words in (
        ("minor", "no", ""),
        ("alternative", "", "Anders."),
        ("unknown", "", "Veel."),
        ("conclusion", "plausible", "Daarom."),
    ):
        typed = {"do": part, "code": code, "text": words, "revision": "0", "token": str(uuid4())}
        assert client.post(page, typed).status_code == 302, part
    assert client.post(page, {"do": "adopt"}).status_code == 409
    shown = other.get(page)
    digest = shown.context["reading"].initial["digest"]
    read = {"do": "read", "opinion": "agrees", "words": "", "digest": digest, "token": str(uuid4())}
    assert other.post(page, read).status_code == 302
    assert client.post(page, {"do": "adopt"}).status_code == 302
    assert "Nog niemand kreeg het." in text_of(client.get(page))
    assert "geen besluit om te delen" in text_of(client.get(f"{page}uitgeven/"))
    disclosure = decide()
    answer = client.post(
        f"{page}uitgeven/", {"disclosure": str(disclosure), "look": "", "token": str(uuid4())}
    )
    assert answer.content.startswith(b"%PDF-"), text_of(answer)
    assert "CoMensha" in text_of(client.get(page))


def test_a_finding_that_a_colleague_changed_shows_both(
    case_id, file_id, coordinator, colleague_involved, log_in
) -> None:
    find(coordinator, case_id, file_id, finding())
    (entry,) = queries.assessment(coordinator, case_id, file_id).entries
    find(
        colleague_involved, case_id, file_id, finding(text="Van Sanne."), key=entry.key, revision=1
    )
    sent = {
        "found": "act:recruit",
        "stance": "for",
        "text": "Van Bram.",
        "source_kind": "file",
        "source": "de politie",
        "revision": "1",
        "token": str(uuid4()),
    }
    answer = log_in("coordinator").post(url("finding", case_id, file_id, entry.key), sent)
    assert answer.status_code == 409
    assert "Van Sanne." in text_of(answer)
    assert "Van Bram." in text_of(answer)


@pytest.mark.parametrize("many", [1, 12])
def test_the_number_of_queries_does_not_grow(coordinator, case_id, log_in, many) -> None:
    for number in range(many):
        actions.add_document(
            by=coordinator,
            case_id=case_id,
            new=paper(title=f"Document {number}"),
            files=[TEXT],
            token=uuid4(),
        )
    client = log_in("coordinator")
    client.get(url("case", case_id))
    with (
        CaptureQueriesContext(connections["default"]) as main,
        CaptureQueriesContext(connections["keys"]) as keys,
    ):
        assert client.get(url("case", case_id)).status_code == 200
    said = [
        one["sql"][:150] for one in (*main, *keys) if not one["sql"].startswith(("SAVE", "REL"))
    ]
    assert len(said) <= 15, "\n".join(said)


def test_a_code_that_nobody_gave_out_is_not_found(case_id, log_in) -> None:
    client = log_in("coordinator")
    assert client.get(url("letter", case_id, "poem")).status_code == 404
    assert client.get(url("letter", case_id, "consent") + "?van=x").status_code == 404
    assert client.post(url("document", case_id, uuid4()), {"do": "remove"}).status_code == 404


def test_who_is_not_involved_is_refused(case_id, document_id, log_in) -> None:
    client = log_in("colleague")
    for page in (url("case", case_id), url("document", case_id, document_id)):
        assert client.get(page).status_code == 403
    assert client.post(url("begin", case_id), {}).status_code == 403
