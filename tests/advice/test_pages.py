"""The pages of advice walked as people do: the desk, a professional with an account."""

import re

import pytest

from kmt.access.actors import REPORTER
from kmt.advice.answers import ANSWERS, PLACES
from kmt.advice.rules.identifying import find
from kmt.advice.wordlists import known
from kmt.conversation.actions import write
from kmt.conversation.receipts import secrets_of
from tests.advice.conftest import SITUATION, asked, receipt_of, row_of
from tests.advice.measuring import TODAY

TOKEN = re.compile(r'name="token" value="([^"]+)"')


def test_the_desk_takes_answers_from_the_library_and_closes(log_in) -> None:
    one = asked(municipality="GM0164")
    desk = log_in("desk")
    listed = desk.get("/adviezen/").content.decode()
    assert SITUATION[:40] in listed
    page = f"/adviezen/{one.request_id}/"
    assert desk.post(f"{page}oppakken/", {"version": "1"}).status_code == 302
    form = desk.get(f"{page}antwoord/").content.decode()
    inserted = desk.post(
        f"{page}antwoord/", {"insert": "1", "standard": "received", "token": TOKEN.search(form)[1]}
    ).content.decode()
    assert row_of(one.request_id).number in inserted
    sent = desk.post(
        f"{page}antwoord/", {"text": "Bel 0800 2000.", "token": TOKEN.search(inserted)[1]}
    )
    assert sent.status_code == 302
    write(by=REPORTER, of=secrets_of(one.receipt), page="p", text="Dank je wel.")
    shown = desk.get(page).content.decode()
    assert "Bel 0800 2000." in shown
    assert "Dank je wel." in shown
    assert row_of(one.request_id).unread == 0
    assert desk.post(f"{page}sluiten/", {"version": "x"}).status_code == 422
    version = row_of(one.request_id).version
    closed = desk.post(f"{page}sluiten/", {"version": version, "outcome": "advised"})
    assert closed.status_code == 302
    assert "Gesloten" in desk.get(page).content.decode()


def test_a_wrong_answer_keeps_what_was_typed(log_in) -> None:
    one = asked()
    desk = log_in("desk")
    address = f"/adviezen/{one.request_id}/antwoord/"
    token = TOKEN.search(desk.get(address).content.decode())[1]
    answer = desk.post(address, {"text": "Vraag het aan Fatima el Amrani.", "token": token})
    assert answer.status_code == 422
    assert "Vraag het aan Fatima el Amrani." in answer.content.decode()
    assert "«Fatima el Amrani»" in answer.content.decode()


def test_a_professional_asks_reads_and_makes_a_report_with_an_account(log_in) -> None:
    client = log_in("focal_point_hengelo")
    token = TOKEN.search(client.get("/adviezen/vragen/").content.decode())[1]
    sent = client.post("/adviezen/vragen/", {"token": token, "situation": SITUATION})
    assert receipt_of(sent)
    mine = client.get("/adviezen/mijn/").content.decode()
    page = re.search(r'href="(/adviezen/[0-9a-f-]{36}/)"', mine)[1]
    assert SITUATION in client.get(page).content.decode()
    refused = client.post(f"{page}melding/", {"ground": "reporting_right", "added": "Bewaar dit"})
    assert refused.status_code == 422
    assert "Bewaar dit" in refused.content.decode()
    assert "Veilig Thuis" in refused.content.decode()
    grown = client.post(f"{page}melding/", {"ground": "no_secrecy"})
    assert receipt_of(grown)
    assert "Dit advies is een melding geworden" in client.get(page).content.decode()
    again = client.post(f"{page}melding/", {"ground": "no_secrecy", "added": "nog iets"})
    assert again.status_code == 409


def test_in_english_too(log_in) -> None:
    one = asked()
    desk = log_in("desk")
    assert "Requests for advice" in desk.get("/en/adviezen/").content.decode()
    assert "What was asked" in desk.get(f"/en/adviezen/{one.request_id}/").content.decode()


def test_the_list_asks_the_same_number_of_questions_however_long_it_is(
    log_in, django_assert_max_num_queries
) -> None:
    desk = log_in("desk")
    desk.get("/adviezen/")
    for number in range(3):
        asked(str(number))
    with django_assert_max_num_queries(16):
        desk.get("/adviezen/")


@pytest.mark.parametrize("one", ANSWERS.values(), ids=lambda one: one.code)
def test_a_text_of_the_library_names_nobody_and_has_only_known_places(one) -> None:
    assert set(re.findall(r"\{(\w+)\}", one.text)) <= PLACES
    filled = one.filled({"number": "A-2026-12345", "municipality": "Hengelo", "centre": "KMT"})
    assert "{" not in filled
    assert [piece.text for piece in find(filled, known(), TODAY) if piece.sure] == []
    assert one.source
