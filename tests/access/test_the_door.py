"""Gate 1: nobody enters a page that does not say for whom it is, and a public page knows nobody."""

from contextlib import contextmanager

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from kmt.audit.models import AuditEvent
from kmt.partners.models import WorkSession
from tests.access import doors

pytestmark = pytest.mark.urls("tests.access.doors")


@contextmanager
def no_queries():
    def refuse(execute, sql, *rest):
        raise AssertionError(f"a question to the database: {sql}")

    with (
        connections["default"].execute_wrapper(refuse),
        connections["keys"].execute_wrapper(refuse),
    ):
        yield


def denials() -> list[tuple[str, str, str]]:
    rows = AuditEvent.objects.filter(result="denied")
    return list(rows.values_list("action", "object_type", "object_id"))


def test_a_public_page_sets_no_cookie_and_asks_the_database_nothing(db):
    with no_queries():
        response = Client().get("/t/public/")
    assert response.status_code == 200
    assert not response.cookies


def test_a_public_page_does_not_even_look_at_a_cookie_that_is_sent(log_in):
    client = log_in("desk")
    with no_queries():
        response = client.get("/t/public/")
    assert response.content.decode() == "public nowhere"
    assert not response.cookies


def test_the_address_of_a_visitor_is_not_known_on_a_public_page(db):
    response = Client().get(
        "/t/public/", REMOTE_ADDR="203.0.113.77", HTTP_X_FORWARDED_FOR="203.0.113.77"
    )
    assert response.content.decode() == "public nowhere"


def test_an_address_that_leads_nowhere_sets_no_cookie(db):
    response = Client().get("/t/nothing-here/")
    assert response.status_code == 404
    assert not response.cookies


@pytest.mark.parametrize("key", ["desk", "privacy_officer", "administrator"])
def test_a_page_that_does_not_say_for_whom_it_is_opens_for_nobody(log_in, key):
    response = log_in(key).get("/t/undeclared/")
    assert response.status_code == 403
    assert "should not be seen" not in response.content.decode()
    assert "zegt niet voor wie hij is" in response.content.decode()


def test_a_stranger_is_sent_to_the_log_in_and_back_to_the_page_without_its_search_words(db):
    response = Client().get("/t/signed-in/?q=Noor")
    assert response.status_code == 302
    assert response["Location"] == "/inloggen/?next=/t/signed-in/"


def test_who_has_logged_in_gets_a_page_for_everybody_at_work(log_in):
    response = log_in("analyst").get("/t/signed-in/", REMOTE_ADDR="192.0.2.9")
    assert response.content.decode() == "analyst 192.0.2.9"


def test_the_forwarded_address_of_a_colleague_is_not_believed(log_in):
    response = log_in("desk").get(
        "/t/signed-in/", REMOTE_ADDR="192.0.2.9", HTTP_X_FORWARDED_FOR="203.0.113.77"
    )
    assert "203.0.113.77" not in response.content.decode()


def test_the_permission_of_the_page_decides(log_in):
    assert log_in("desk").get("/t/permitted/").content.decode() == "Noor Demo"


def test_without_it_the_page_says_why_and_who_may_and_the_refusal_is_recorded_once(log_in):
    response = log_in("analyst").get("/t/permitted/")
    assert response.status_code == 403
    assert "lezen wat een melder vertelde" in response.content.decode()
    assert "medewerker meldpunt" in response.content.decode()
    assert [kind for _, kind, _ in denials()] == ["page"]


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ("screening_valid_until", "Je screening (VOG) is verlopen op 01-01-2020"),
        ("training_valid_until", "Je training is verlopen op 01-01-2020"),
    ],
)
def test_whose_screening_or_training_ended_is_told_so_and_not_let_in(
    log_in, accounts, field, sentence
):
    client = log_in("desk")
    setattr(accounts["desk"], field, "2020-01-01")
    accounts["desk"].save()
    response = client.get("/t/signed-in/")
    assert response.status_code == 403
    assert sentence in response.content.decode()
    assert "leidinggevende" in response.content.decode()
    assert len(denials()) == 1


def test_whose_role_ended_is_not_let_in(log_in, accounts):
    client = log_in("desk")
    accounts["desk"].memberships.update(valid_from="2020-01-01", valid_to="2020-02-01")
    response = client.get("/t/permitted/")
    assert response.status_code == 403
    assert "niet aangewezen" in response.content.decode()


@pytest.mark.parametrize(
    ("how", "status", "said", "recorded"),
    [
        ("absent", 404, "We vinden hier niets wat jij kunt bekijken.", 1),
        ("forbidden", 403, "Dit is niet van jou.", 1),
        ("conflict", 409, "Iemand was eerder.", 0),
        ("django", 403, "Dit mag hier niet.", 1),
    ],
)
def test_a_refusal_becomes_a_page_with_a_sentence(log_in, how, status, said, recorded):
    response = log_in("desk").get(f"/t/refusing/{how}/")
    assert response.status_code == status
    assert said in response.content.decode()
    assert "Noor Demo in it" not in response.content.decode()
    assert len(denials()) == recorded


@pytest.mark.parametrize(
    "address",
    ["/t/public/", "/t/signed-in/", "/t/permitted/", "/t/undeclared/", "/t/refusing/absent/"],
)
def test_no_page_is_kept_by_browser_or_proxy(log_in, address):
    assert "no-store" in log_in("desk").get(address)["Cache-Control"]


def test_a_page_that_breaks_and_one_that_is_not_there_are_not_kept_either(db):
    client = Client(raise_request_exception=False)
    for response in (client.get("/t/nothing-here/"), client.post("/t/fails/", {"name": "x"})):
        assert "no-store" in response["Cache-Control"]


def test_what_is_sent_after_the_session_ended_is_not_written_and_the_reader_is_told(log_in):
    client = log_in("desk")
    WorkSession.objects.all().delete()
    response = client.post("/t/signed-in/", {"text": "half a story"})
    assert response.status_code == 403
    assert "niet opgeslagen" in response.content.decode()
    assert doors.written == []


def test_what_is_sent_within_the_session_is_written(log_in):
    log_in("desk").post("/t/signed-in/", {"text": "a story"})
    assert doors.written == ["a story"]
    doors.written.clear()


@pytest.mark.parametrize("name", ["intake:entrance", "entrance:privacy", "entrance:accessibility"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_public_pages_of_the_product_set_no_cookie(db, log_in, name, language):
    with override(language):
        address = reverse(name)
    for client in (Client(), log_in("desk")):
        with CaptureQueriesContext(connections["default"]) as queries:
            response = client.get(address, HTTP_X_FORWARDED_FOR="203.0.113.77")
        assert response.status_code == 200
        assert not response.cookies
        asked = " ".join(query["sql"] for query in queries)
        assert "session" not in asked
        assert "partners_account" not in asked
        assert "203.0.113.77" not in response.content.decode()
