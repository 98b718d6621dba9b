"""The pages of a file: its facts, a picture in a page that may do nothing, saving after proof."""

from base64 import b64encode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kmt.attachments.files import SentFile
from kmt.attachments.queries import files_of
from kmt.vault.queries import open_texts
from tests.attachments.clamd import EICAR
from tests.attachments.conftest import PICTURE, TEXT, all_files
from tests.conftest import let_proof_lapse
from tests.intake.conftest import receipt_in, text_of, token_in
from tests.sent_files import HIDDEN, document, picture

STORY = "Er is iets mis."


def reported(visitor: Client, *files: tuple[str, bytes]):
    """The answer to a report with these files."""
    typed = {"token": token_in(visitor.get("/melden/?alles").content.decode()), "narrative": STORY}
    return visitor.post(
        "/melden/", typed | {"attachment": [SimpleUploadedFile(*one) for one in files]}
    )


def test_several_files_come_in_made_anew_and_the_desk_sees_them(db, log_in, desk) -> None:
    answer = reported(
        Client(), ("../map/a.jpg", picture()), ("b.pdf", document()), ("c.txt", b"tekst")
    )
    assert receipt_in(answer)
    assert [(one.kind, one.cleaned) for one in all_files()] == [
        ("jpeg", True),
        ("pdf", True),
        ("txt", False),
    ]
    for one in all_files():
        place = (one.subject, f"file:{one.id}", bytes(one.content))
        assert b64encode(HIDDEN.encode()) not in open_texts([place])[0].encode()
    page = log_in("desk").get(f"/meldingen/{all_files()[0].object_id}/")
    for name in ("a.jpg foto,", "b.pdf PDF,", "c.txt tekst,", "Wacht op controle op virussen"):
        assert name in text_of(page)


def test_a_file_that_is_not_taken_sends_the_form_back_with_everything_typed(db) -> None:
    answer = reported(Client(), ("goed.jpg", picture()), ("fout.exe", b"MZ\x90\x00"))
    assert answer.status_code == 422
    assert "Wij kunnen het bestand “fout.exe” niet aannemen." in text_of(answer)
    assert STORY in answer.content.decode()
    assert all_files() == []


def test_too_much_together_is_let_go_while_it_comes_in(db) -> None:
    films = [(f"{n}.mp3", b"ID3" + b"x" * 9_000_000) for n in range(3)]
    answer = reported(Client(), *films)
    assert answer.status_code == 422
    assert "Het bestand “2.mp3” is te groot" in text_of(answer)
    assert all_files() == []


def test_more_files_than_we_take_are_counted_in_a_sentence(db) -> None:
    answer = reported(Client(), *[("x.txt", b"tekst")] * 9)
    assert (answer.status_code, all_files()) == (422, [])
    assert "Je kunt hoogstens 5 bestanden sturen." in text_of(answer)


def test_a_picture_is_shown_in_a_page_that_may_do_nothing(send, scanned, log_in, desk) -> None:
    (found,) = files_of(desk, "report", send(PICTURE))
    client = log_in("desk")
    assert client.get(f"/bijlagen/{found.id}/bekijken/").status_code == 409
    scanned()
    assert (
        f"/bijlagen/{found.id}/bekijken/" in client.get(f"/bijlagen/{found.id}/").content.decode()
    )
    answer = client.get(f"/bijlagen/{found.id}/bekijken/")
    assert answer["Content-Security-Policy"] == (
        "sandbox; default-src 'none'; img-src data:; style-src 'self'; base-uri 'none'"
    )
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    html = answer.content.decode()
    assert f"data:image/jpeg;base64,{b64encode(PICTURE.content).decode()}" in html
    assert "foto van huis" not in html
    assert "<script" not in html
    assert "<form" not in html


def test_saving_asks_for_proof_a_reason_and_is_a_download_only(send, scanned, log_in, desk) -> None:
    (found,) = files_of(desk, "report", send(TEXT))
    scanned()
    client, address = log_in("desk"), f"/bijlagen/{found.id}/opslaan/"
    page = client.get(address)
    assert "geen bewijs" in text_of(page)
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"reason": "omdat"}).status_code == 422
    answer = client.post(address, {"reason": "file_hand_over"})
    assert answer.content == TEXT.content
    assert (
        answer["Content-Disposition"] == f'attachment; filename="bestand-{str(found.id)[:8]}.txt"'
    )
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    let_proof_lapse(client)
    assert client.get(address).status_code == 302
    assert client.post(address, {"reason": "file_safety"}).status_code == 403


def test_what_waits_and_what_held_a_virus_say_so_and_offer_nothing(
    send, scanned, log_in, desk
) -> None:
    report = send(TEXT, SentFile(name="x.txt", kind="txt", content=EICAR))
    waits, bad = files_of(desk, "report", report)
    client = log_in("desk")
    page = client.get(f"/bijlagen/{waits.id}/")
    assert "nog niet op virussen onderzocht" in text_of(page)
    assert "/opslaan/" not in page.content.decode()
    page = client.post(f"/bijlagen/{waits.id}/onderzoeken/", follow=True)
    assert "Er is geen virusscanner ingesteld." in text_of(page)
    scanned()
    page = client.get(f"/bijlagen/{bad.id}/")
    assert "De inhoud is vernietigd." in text_of(page)
    assert "Eicar-Test-Signature" in text_of(page)
    assert "/opslaan/" not in page.content.decode()
    answer = client.post(f"/bijlagen/{bad.id}/opslaan/", {"reason": "file_assess"})
    assert answer.status_code == 409
    assert "In dit bestand zat een virus." in text_of(answer)


@pytest.mark.parametrize("part", ["", "bekijken/", "opslaan/"])
def test_a_file_that_is_not_there_is_not_there(part, log_in) -> None:
    nowhere = f"/bijlagen/11111111-1111-4111-8111-111111111111/{part}"
    assert log_in("desk").get(nowhere).status_code == 404
    assert log_in("team_lead").get(nowhere).status_code == 403
