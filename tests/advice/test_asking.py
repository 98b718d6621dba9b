"""Asking: danger first, no names, Veilig Thuis before sending, and nothing typed is lost."""

from datetime import timedelta

import pytest
from django.db import DatabaseError

from kmt.access.actors import REPORTER
from kmt.advice.queries import texts_of
from kmt.audit.models import AuditEvent
from kmt.kernel import clock
from tests.advice.conftest import SITUATION, TOKEN, asked, receipt_of, row_of, rows, send, token_of


def test_a_question_without_names_gives_a_code_and_is_kept_sealed(visitor) -> None:
    page = send(visitor, situation=SITUATION, question="Wat kan ik doen?", municipality="GM0164")
    assert page.status_code == 200
    assert receipt_of(page)
    (row,) = rows()
    assert row.number.startswith("A-")
    assert SITUATION.encode() not in bytes(row.situation)
    assert texts_of(row)["question"] == "Wat kan ik doen?"
    assert (row.municipality, row.asked_by, row.capacity) == ("GM0164", "", "unknown")


@pytest.mark.parametrize(
    ("typed", "piece"),
    [
        ("Het gaat om Fatima el Amrani, 16.", "Fatima el Amrani"),
        ("Haar bsn is 111222333.", "111222333"),
        ("Zij is geboren op 3 maart 2009.", "3 maart 2009"),
        ("Bel haar op 06-12345678.", "06-12345678"),
        ("Zij woont Kerkstraat 12a.", "Kerkstraat 12a"),
    ],
)
def test_what_identifies_is_refused_by_name_kept_on_the_page_and_nowhere_else(
    typed, piece, visitor
) -> None:
    page = send(visitor, situation=typed, question="Mag ik bellen?")
    html = page.content.decode()
    assert page.status_code == 422
    assert f"<strong>{piece}</strong>" in html
    assert typed in html
    assert "Mag ik bellen?" in html
    assert rows() == []
    assert not AuditEvent.objects.filter(object_type="advice_request").exists()


def test_a_doubtful_word_can_be_said_to_be_no_person_and_a_sure_one_cannot(visitor) -> None:
    doubtful = "In de wijk staat café Zonnebloem, en daar werken drie vrouwen."
    page = send(visitor, situation=doubtful)
    assert 'name="not_a_person" value="name:zonnebloem"' in page.content.decode()
    assert send(visitor, situation=doubtful, not_a_person="name:zonnebloem").status_code == 200
    sure = "Haar bsn is 111222333."
    page = send(visitor, situation=sure, not_a_person="bsn:111222333")
    assert page.status_code == 422
    assert 'value="bsn:111222333"> ' not in page.content.decode()


def test_other_words_can_be_put_in_its_place_and_then_it_is_taken(visitor) -> None:
    page = send(visitor, situation="Fatima wordt opgehaald op Kerkstraat 12a.", neutral="1")
    html = page.content.decode()
    assert page.status_code == 200
    changed = "[iemand] wordt opgehaald op [adres]."
    assert changed in html
    assert rows() == []
    assert send(visitor, situation=changed).status_code == 200


def test_danger_asks_to_call_112_first_and_then_takes_the_question_as_urgent(visitor) -> None:
    page = send(visitor, situation=SITUATION, danger="yes")
    assert page.status_code == 422
    assert 'href="tel:112"' in page.content.decode()
    assert send(visitor, situation=SITUATION, danger="yes", called="on").status_code == 200
    (row,) = rows()
    assert (row.due_at - clock.now()).total_seconds() <= 7200


def test_violence_at_home_leads_to_veilig_thuis_before_it_is_sent(visitor) -> None:
    form = visitor.get("/advies/professional/").content.decode()
    assert "0800 2000" in form
    assert "5.2.6" in form
    page = send(visitor, situation=SITUATION, at_home="yes")
    assert page.status_code == 422
    assert "Veilig Thuis" in page.content.decode()
    assert send(visitor, situation=SITUATION, at_home="yes", home_read="on").status_code == 200


def test_no_page_promises_a_right_to_report(visitor) -> None:
    for path in ("/advies/professional/", "/en/advies/professional/", "/advies/verder/"):
        html = visitor.get(path).content.decode()
        assert "5.2.6" in html
        assert "geen meldrecht" in html or "does not exist for us" in html or "bij ons niet" in html


def test_a_professional_says_work_secrecy_and_consent(visitor) -> None:
    page = send(
        visitor,
        "/advies/professional/",
        situation=SITUATION,
        capacity="prof_education",
        secrecy="youth",
        consent="not_asked",
        consent_reason="Vragen is nu niet veilig.",
        form="SEX",
    )
    assert page.status_code == 200
    (row,) = rows()
    assert (row.capacity, row.secrecy, row.consent, row.form) == (
        "prof_education",
        "youth",
        "not_asked",
        "SEX",
    )


def test_the_same_page_sent_twice_is_one_question_with_one_code(visitor) -> None:
    token = token_of(visitor, "/advies/")
    first, second = (
        visitor.post("/advies/", {"token": token, "situation": SITUATION}) for _ in range(2)
    )
    assert receipt_of(first) == receipt_of(second)
    assert len(rows()) == 1


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"situation": ""}, 422),
        ({"situation": " \u200b "}, 422),
        ({"situation": "x" * 8_001}, 422),
        ({"situation": "x", "danger": "misschien"}, 422),
        ({"situation": "x", "municipality": "GM9999"}, 422),
        ({"situation": "x", "token": "vals"}, 422),
        ({"situation": "\x00x"}, 422),
    ],
)
def test_wrong_input_is_a_sentence_and_keeps_nothing(fields, status, visitor) -> None:
    page = visitor.post("/advies/", {"token": token_of(visitor, "/advies/"), **fields})
    assert page.status_code == status
    assert rows() == []


def test_nothing_about_who_asks_is_kept_finer_than_the_hour(visitor) -> None:
    visitor.post(
        "/advies/",
        {"token": token_of(visitor, "/advies/"), "situation": SITUATION},
        REMOTE_ADDR="203.0.113.77",
        HTTP_USER_AGENT="Verklikker/1.0",
    )
    (row,) = rows()
    assert (row.asked_at.minute, row.asked_at.second, row.asked_at.microsecond) == (0, 0, 0)
    event = AuditEvent.objects.get(object_type="advice_request")
    assert "203.0.113.77" not in repr(vars(event))
    assert (event.actor_id, event.origin) == (REPORTER.id, "")


def test_numbers_are_drawn_by_lot_in_a_series_of_their_own(db) -> None:
    numbers = {row_of(asked(nonce).request_id).number for nonce in ("a", "b", "c")}
    assert len(numbers) == 3
    assert all(one[:2] == "A-" and len(one) == 12 for one in numbers)


def test_when_it_cannot_be_kept_everything_typed_is_still_there(visitor, monkeypatch) -> None:
    def broken(**_more: object) -> None:
        raise DatabaseError("disk full")

    monkeypatch.setattr("kmt.advice.views.asking.actions.ask", broken)
    page = send(visitor, situation=SITUATION, question="Wat nu?")
    assert page.status_code == 503
    assert SITUATION in page.content.decode()
    assert "Wat nu?" in page.content.decode()


def test_far_too_much_is_a_sentence(visitor) -> None:
    page = visitor.post("/advies/", {"situation": "x" * 2_000_000})
    assert page.status_code == 413


def test_when_it_is_busy_who_waits_half_a_minute_gets_in(visitor, settings) -> None:
    settings.KMT_QUIET_REPORTS = 0
    page = send(visitor, situation=SITUATION)
    assert page.status_code == 429
    assert SITUATION in page.content.decode()
    token = TOKEN.search(page.content.decode())[1]
    with clock.frozen(clock.now() + timedelta(seconds=31)):
        again = visitor.post("/advies/", {"token": token, "situation": SITUATION})
    assert again.status_code == 200


def test_what_goes_wrong_is_said_in_the_language_of_the_page(visitor) -> None:
    page = send(visitor, "/pl/advies/", situation="Znam Fatima el Amrani.", danger="yes")
    html = page.content.decode()
    assert "Najpierw zadzwoń pod 112" in html
    assert "span lang" not in html
    named = send(visitor, "/pl/advies/", situation="Znam Fatima el Amrani.").content.decode()
    assert "imię lub nazwisko" in named
    assert "span lang" not in named


def test_a_text_that_is_too_long_is_not_searched_for_other_words_either(visitor) -> None:
    page = send(visitor, situation="Fatima " * 2_000, neutral="1")
    assert page.status_code == 422
    assert "[iemand]" not in page.content.decode()
