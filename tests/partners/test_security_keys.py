"""Security keys beside the app: add one, log in, confirm, and every way it goes wrong."""

import html
import json
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client

from kmt.audit.models import AuditEvent, LoginEvent
from tests.conftest import PASSWORD, let_proof_lapse
from tests.partners.soft_key import SoftKey

ADD, CODE, CONFIRM = "/mijn-account/sleutel/", "/inloggen/code/", "/bevestigen/?next=/mijn-account/"


@pytest.fixture(autouse=True)
def fresh_counters():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def noor(log_in) -> Client:
    client = log_in("desk")
    client.defaults["wsgi.url_scheme"] = "https"
    return client


@pytest.fixture
def key(noor) -> SoftKey:
    """A key that was added on the page itself."""
    made = SoftKey()
    assert add(noor, made).status_code == 302
    return made


def options_on(answer) -> dict:
    """What the page asks the key, as its script reads it."""
    found = re.search(r'data-options="([^"]+)"', answer.content.decode())
    assert found, "the page asks for a key"
    return json.loads(html.unescape(found[1]))


def add(client: Client, key: SoftKey, **more):
    answer = key.create(options_on(client.get(ADD)), **more)
    return client.post(ADD, {"name": "blauwe sleutel", "credential": answer})


def halfway(account) -> Client:
    """Somebody who gave the password."""
    client = Client()
    client.defaults["wsgi.url_scheme"] = "https"
    client.post("/inloggen/", {"login": account.email, "password": PASSWORD})
    return client


def steps() -> list[tuple[str, str]]:
    return list(LoginEvent.objects.values_list("step", "result"))


def test_a_key_is_added_with_a_name_and_recorded(noor, key):
    assert "blauwe sleutel" in noor.get("/mijn-account/").content.decode()
    last = AuditEvent.objects.filter(object_type="account").last()
    assert (last.action, last.reason_text) == ("key", "factor_added")


def test_after_the_password_the_key_lets_in(key, accounts):
    client = halfway(accounts["desk"])
    answer = key.get(options_on(client.get(CODE)))
    assert client.post(CODE, {"credential": answer})["Location"] == "/werk/"
    assert client.get("/meldingen/").status_code == 200
    assert steps() == [("", "allowed")]


def test_the_app_lets_in_as_before_and_without_a_key_none_is_asked(key, accounts):
    assert "data-options" in halfway(accounts["desk"]).get(CODE).content.decode()
    TOTP.activate(accounts["analyst"], generate_totp_secret())
    page = halfway(accounts["analyst"]).get(CODE).content.decode()
    assert "data-options" not in page
    assert "<script" not in page


def test_a_key_confirms_and_a_late_form_goes_along_with_it(noor, key):
    let_proof_lapse(noor)
    answer = key.get(options_on(noor.get(CONFIRM)))
    assert noor.post(CONFIRM, {"proof-credential": answer})["Location"] == "/mijn-account/"
    let_proof_lapse(noor)
    late = noor.post("/mijn-account/tweede-stap/", {"do": "spare"})
    sent = {"do": "spare", "proof-credential": key.get(options_on(late))}
    assert "Reservecodes" in noor.post("/mijn-account/tweede-stap/", sent).content.decode()


WRONG = {
    "another key": lambda key, options: SoftKey(id=key.id).get(options),
    "an unknown key": lambda key, options: SoftKey(id=b"other").get(options),
    "another site": lambda key, options: key.get(options, origin="https://evil.example"),
    "another challenge": lambda key, options: key.get({"publicKey": {"challenge": "AAAA"}}),
    "no finger": lambda key, options: SoftKey(id=key.id, private=key.private, verifies=False).get(
        options
    ),
    "another host": lambda key, options: SoftKey(
        id=key.id, private=key.private, host="evil.example"
    ).get(options, origin="https://testserver"),
    "nonsense": lambda key, options: "nonsense",
    "nothing": lambda key, options: "",
    "half": lambda key, options: json.dumps({"id": "x", "rawId": "eA", "response": {}}),
}


@pytest.mark.parametrize("way", WRONG)
def test_what_does_not_fit_does_not_let_in_and_is_recorded(key, accounts, way):
    client = halfway(accounts["desk"])
    answer = WRONG[way](key, options_on(client.get(CODE)))
    page = client.post(CODE, {"credential": answer})
    assert page.status_code == 200
    assert client.get("/meldingen/").status_code == 302
    if way not in {"nonsense", "nothing"}:
        assert "Deze beveiligingssleutel is niet van jou" in page.content.decode()
        assert steps() == [("second_factor", "denied")]


@pytest.mark.parametrize("way", WRONG)
def test_what_does_not_fit_confirms_nothing(noor, key, way):
    let_proof_lapse(noor)
    answer = WRONG[way](key, options_on(noor.get(CONFIRM)))
    assert noor.post(CONFIRM, {"proof-credential": answer}).status_code == 403
    assert noor.get(ADD).status_code == 302


def test_an_answer_works_once(key, accounts):
    client = halfway(accounts["desk"])
    answer = key.get(options_on(client.get(CODE)))
    client.post(CODE, {"credential": answer})
    again = halfway(accounts["desk"])
    again.get(CODE)
    assert again.post(CODE, {"credential": answer}).status_code == 200


def test_tries_are_limited_for_keys_too(key, accounts):
    client = halfway(accounts["desk"])
    for _ in range(10):
        client.post(CODE, {"credential": SoftKey(id=key.id).get(options_on(client.get(CODE)))})
    right = key.get(options_on(client.get(CODE)))
    assert client.post(CODE, {"credential": right}).status_code == 200


@pytest.mark.parametrize(
    "made",
    [SoftKey(verifies=False), SoftKey(host="evil.example")],
    ids=["no finger", "another host"],
)
def test_a_key_that_does_not_verify_its_user_or_its_site_is_not_added(noor, made):
    answer = made.create(options_on(noor.get(ADD)), origin="https://testserver")
    page = noor.post(ADD, {"name": "x", "credential": answer})
    assert page.status_code == 422
    assert "De sleutel is niet toegevoegd" in page.content.decode()
    assert not Authenticator.objects.filter(type="webauthn").exists()


def test_a_key_whose_row_was_moved_to_another_account_lets_nobody_in(key, accounts):
    TOTP.activate(accounts["analyst"], generate_totp_secret())
    Authenticator.objects.filter(type="webauthn").update(user=accounts["analyst"])
    client = halfway(accounts["analyst"])
    answer = key.get(options_on(client.get(CODE)))
    assert client.post(CODE, {"credential": answer}).status_code == 200
    zero = SoftKey(id=b"\0" * 32).get(options_on(client.get(CODE)))
    assert client.post(CODE, {"credential": zero}).status_code == 200
    assert client.get("/meldingen/").status_code == 302
