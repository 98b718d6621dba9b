"""Logging in, step by step through the real pages: password, second factor, work, and out again."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from axes.models import AccessAttempt
from django.core.cache import cache
from django.test import Client

from kmt.audit.models import AuditEvent, LoginEvent
from tests.conftest import PASSWORD

pytestmark = pytest.mark.urls("tests.access.doors")
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
LOG_IN, CODE, SET_UP = "/inloggen/", "/inloggen/code/", "/inloggen/code-instellen/"


@pytest.fixture(autouse=True)
def fresh_counters():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def desk_with_app(accounts):
    TOTP.activate(accounts["desk"], SECRET)
    return accounts["desk"]


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret.replace(" ", ""), int(time.time()) // 30))


def send_password(client, email="noor@example.org", password=PASSWORD, **more):
    return client.post(LOG_IN, {"login": email, "password": password, **more})


def log_ins() -> list[tuple[str, str]]:
    return list(LoginEvent.objects.values_list("account_id", "result"))


def test_password_then_code_then_work(client, desk_with_app):
    assert send_password(client)["Location"] == CODE
    assert client.get(CODE).status_code == 200
    response = client.post(CODE, {"code": code_of(SECRET)})
    assert response["Location"] == "/werk/"
    assert client.get("/t/permitted/").content.decode() == "Noor Demo"
    assert log_ins() == [(str(desk_with_app.id), "allowed")]


def test_the_password_alone_opens_nothing(client, desk_with_app):
    send_password(client)
    assert client.get("/t/permitted/")["Location"].startswith(LOG_IN)


def test_after_the_log_in_one_comes_where_one_was_going(client, desk_with_app):
    send_password(client, next="/t/signed-in/")
    assert client.post(CODE, {"code": code_of(SECRET)})["Location"] == "/t/signed-in/"


def test_nobody_is_sent_to_another_site_after_the_log_in(client, desk_with_app):
    send_password(client, next="https://evil.example/")
    assert client.post(CODE, {"code": code_of(SECRET)})["Location"] == "/werk/"


@pytest.mark.parametrize("email", ["noor@example.org", "nobody@example.org"])
def test_a_wrong_password_and_an_unknown_address_get_the_same_sentence(client, accounts, email):
    response = send_password(client, email, "not the password")
    text = response.content.decode()
    assert response.status_code == 200
    assert "Dit e-mailadres en wachtwoord horen niet bij elkaar." in text
    assert "not the password" not in text
    assert email in text, "what was typed is kept, but for the password"


def test_a_wrong_password_is_recorded_without_what_was_typed(client, accounts):
    send_password(client, password="typed by mistake")
    send_password(client, email="typed-by-mistake@example.org")
    assert log_ins() == [(str(accounts["desk"].id), "denied"), ("", "denied")]
    everything = str([*AuditEvent.objects.values(), *LoginEvent.objects.values()])
    assert "mistake" not in everything


def fail_five_times(client):
    for _ in range(4):
        assert send_password(client, password="wrong").status_code == 200
    return send_password(client, password="wrong")


def test_after_five_wrong_passwords_the_account_is_locked_for_this_place(client, accounts):
    response = fail_five_times(client)
    assert response.status_code == 429
    assert "Inloggen kan weer over 30 minuten" in response.content.decode()
    assert send_password(client).status_code == 429, "also with the right password"


def test_another_spelling_of_the_address_is_the_same_account(client, accounts):
    fail_five_times(client)
    assert send_password(client, email=" Noor@Example.ORG ").status_code == 429


def test_a_colleague_in_the_same_office_is_not_locked_out(client, accounts):
    fail_five_times(client)
    response = send_password(Client(), email="eva@example.org")
    assert response.status_code == 302


def test_a_wrong_code_gets_a_sentence_and_is_recorded(client, desk_with_app):
    send_password(client)
    response = client.post(CODE, {"code": "000000"})
    assert "Deze code klopt niet of is al gebruikt" in response.content.decode()
    assert log_ins() == [(str(desk_with_app.id), "denied")]


def test_a_code_cannot_be_guessed_for_long(client, desk_with_app):
    send_password(client)
    for _ in range(10):
        client.post(CODE, {"code": "000000"})
    response = client.post(CODE, {"code": code_of(SECRET)})
    assert response.status_code == 200
    assert "Te veel pogingen" in response.content.decode()


def test_a_code_works_once(client, desk_with_app):
    code = code_of(SECRET)
    send_password(client)
    assert client.post(CODE, {"code": code}).status_code == 302
    second = Client()
    send_password(second)
    if code == code_of(SECRET):
        assert second.post(CODE, {"code": code}).status_code == 200


def test_the_code_page_is_not_for_who_has_not_given_a_password(client, accounts):
    assert client.get(CODE)["Location"].startswith(LOG_IN)


def set_up(client) -> str:
    """Open the page and read the secret from it as a person would."""
    text = client.get(SET_UP).content.decode()
    found = re.search(r"<code>([A-Z2-7]{4}( [A-Z2-7]{4})+)</code>", text)
    assert found, "the secret stands on the page in groups of four"
    return found[1]


def test_who_logs_in_for_the_first_time_sets_up_a_code_and_gets_spare_codes(client, accounts):
    assert send_password(client)["Location"] == "/werk/"
    assert client.get("/werk/")["Location"] == SET_UP
    response = client.post(SET_UP, {"code": code_of(set_up(client))})
    assert response["Location"] == "/inloggen/noodcodes/"
    first = client.get("/inloggen/noodcodes/").content.decode()
    assert len(re.findall(r"<code>\d{8}</code>", first)) == 10
    again = client.get("/inloggen/noodcodes/").content.decode()
    assert not re.findall(r"<code>\d", again)
    assert "al eens getoond" in again
    assert client.get("/t/permitted/").content.decode() == "Noor Demo"


def test_a_spare_code_opens_the_door_once(client, accounts):
    send_password(client)
    client.post(SET_UP, {"code": code_of(set_up(client))})
    page = client.get("/inloggen/noodcodes/").content.decode()
    spare = re.findall(r"<code>(\d{8})</code>", page)[0]
    second, third = Client(), Client()
    send_password(second)
    assert second.post(CODE, {"code": spare}).status_code == 302
    send_password(third)
    assert third.post(CODE, {"code": spare}).status_code == 200


def test_a_wrong_first_code_sets_up_nothing(client, accounts):
    send_password(client)
    set_up(client)
    response = client.post(SET_UP, {"code": "000000"})
    assert "Deze code klopt niet" in response.content.decode()
    assert not Authenticator.objects.exists()


def test_who_has_a_code_cannot_set_up_another(log_in):
    assert log_in("desk").get(SET_UP)["Location"] == "/werk/"


def test_the_drawing_to_scan_needs_nothing_that_the_policy_forbids(client, accounts):
    send_password(client)
    response = client.get(SET_UP)
    text = response.content.decode()
    assert '<svg role="img" aria-labelledby="qr-title"' in text
    assert "data:" not in text
    assert "style=" not in text
    assert "<?xml" not in text


def test_the_secret_is_sealed_in_the_database(client, accounts):
    send_password(client)
    secret = set_up(client).replace(" ", "")
    client.post(SET_UP, {"code": code_of(secret)})
    assert secret not in str(list(Authenticator.objects.values()))


def test_logging_out_asks_first_and_then_closes_the_session(log_in):
    client = log_in("desk")
    assert client.get("/uitloggen/").status_code == 200
    assert client.get("/t/signed-in/").status_code == 200, "looking at the page is not leaving"
    assert client.post("/uitloggen/").status_code == 302
    assert client.get("/t/signed-in/")["Location"].startswith(LOG_IN)


@pytest.mark.parametrize("address", [LOG_IN, "/en" + LOG_IN])
def test_the_log_in_page_is_whole_in_both_languages(client, accounts, address):
    response = client.get(address)
    text = response.content.decode()
    assert ("Inloggen" in text) == (address == LOG_IN)
    assert "placeholder" not in text
    assert 'autocomplete="current-password"' in text
    assert "no-store" in response["Cache-Control"]


def test_a_failed_attempt_keeps_nothing_that_was_typed(client, accounts):
    send_password(client, "typed@mistake.example", "x", next="/meldingen/")
    (kept,) = AccessAttempt.objects.values()
    assert "mistake" not in str(kept)
    assert "meldingen" not in str(kept)
