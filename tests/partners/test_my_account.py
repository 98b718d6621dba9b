"""One's own account: sessions end on the server at once, the last second factor stays."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client

from kmt.audit.models import AuditEvent
from kmt.partners.models import WorkSession
from kmt.partners.session_store import SessionStore
from tests.conftest import let_proof_lapse

PAGE, SESSIONS, FACTORS = "/mijn-account/", "/mijn-account/sessies/", "/mijn-account/tweede-stap/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:150.0) Gecko/20100101 Firefox/150.0"


@pytest.fixture
def noor(log_in) -> Client:
    return log_in("desk")


@pytest.fixture
def elsewhere(noor, accounts) -> Client:
    """The same account, logged in on another device."""
    client = Client()
    client.force_login(accounts["desk"])
    session = client.session
    session.update({name: held for name, held in noor.session.items() if "account_" in name})
    session["kmt_device"] = "Firefox op Windows"
    session.save()
    return client


def handles(client: Client) -> list[str]:
    return re.findall(r'name="session" value="(\w+)"', client.get(PAGE).content.decode())


def works(client: Client) -> bool:
    return client.get(PAGE).status_code == 200


def recorded() -> list[str]:
    rows = AuditEvent.objects.filter(object_type="account").exclude(reason_text="")
    return list(rows.values_list("reason_text", flat=True).order_by("-seq"))


def key_of(account, name="blauwe sleutel") -> Authenticator:
    return Authenticator.objects.create(
        user=account, type="webauthn", data={"name": name, "credential": {"id": "x"}}
    )


def test_the_page_shows_where_one_is_logged_in(noor, elsewhere):
    text = noor.get(PAGE).content.decode()
    assert "Firefox op Windows" in text
    assert len(handles(noor)) == 1, "the one that asks has no button"
    assert noor.session.session_key not in text
    assert elsewhere.session.session_key not in text


def test_ending_another_session_works_at_its_next_request(noor, elsewhere):
    assert works(elsewhere)
    noor.post(SESSIONS, {"session": handles(noor)[0]})
    assert not works(elsewhere)
    assert works(noor)
    assert recorded()[0] == "session_ended"


def test_ending_all_others_keeps_the_one_that_asks(noor, elsewhere, log_in):
    other = log_in("analyst")
    noor.post(SESSIONS, {"do": "others"})
    assert (works(noor), works(elsewhere), works(other)) == (True, False, True)


@pytest.mark.parametrize("handle", ["", "nonsense", "0" * 24])
def test_a_session_that_is_not_there_or_not_mine_is_not_ended(noor, log_in, handle):
    other = log_in("analyst")
    theirs = re.sub("nonsense", "", handle) or "x"
    assert noor.post(SESSIONS, {"session": theirs}).status_code == 404
    assert works(other)


def test_somebody_else_cannot_end_my_session_by_its_handle(noor, elsewhere, log_in):
    mine = handles(noor)[0]
    assert log_in("analyst").post(SESSIONS, {"session": mine}).status_code == 404
    assert works(elsewhere)


def test_a_log_in_notes_a_coarse_device(client, accounts):
    password = "een lang wachtwoord voor een test"
    typed = {"login": accounts["desk"].email, "password": password}
    client.post("/inloggen/", typed, headers={"user-agent": FIREFOX})
    assert client.session["kmt_device"] == "Firefox op Windows"
    assert "Gecko" not in str(dict(client.session))


def test_what_a_session_holds_cannot_be_read_in_the_database_nor_moved_to_another(noor, log_in):
    session = noor.session
    session["said"] = "Persoon 7F3KX is bewaard"
    session.save()
    row = WorkSession.objects.get(session_key=session.session_key)
    assert "7F3KX" not in row.session_data
    assert row.get_decoded()["said"] == "Persoon 7F3KX is bewaard"
    thief = log_in("analyst").session
    WorkSession.objects.filter(session_key=thief.session_key).update(session_data=row.session_data)
    assert dict(SessionStore(thief.session_key).items()) == {}


@pytest.mark.parametrize("broken", ["", "geen base64!", "AAAA"])
def test_a_session_that_does_not_open_lets_nobody_in(noor, broken):
    WorkSession.objects.update(session_data=broken)
    assert noor.get(PAGE).status_code == 302


def test_a_key_is_kept_sealed_and_opens_for_its_own_account_only(accounts):
    key = key_of(accounts["desk"], "telefoon van Noor")
    assert key.data["name"] == "telefoon van Noor"
    with_raw = Authenticator.objects.filter(id=key.id).values_list("data", flat=True).get()
    assert "Noor" not in str(with_raw)
    assert Authenticator.objects.get(id=key.id).wrap().name == "telefoon van Noor"
    key.record_usage()
    assert Authenticator.objects.get(id=key.id).wrap().name == "telefoon van Noor"
    Authenticator.objects.filter(id=key.id).update(user=accounts["analyst"])
    assert Authenticator.objects.get(id=key.id).wrap().name == "?"


def test_keys_are_renamed_and_removed_and_the_last_factor_stays(noor, accounts):
    key, app = key_of(accounts["desk"]), Authenticator.objects.get(type="totp")
    noor.post(FACTORS, {"do": "rename", "key": key.id, "name": "rode sleutel"})
    assert "rode sleutel" in noor.get(PAGE).content.decode()
    assert noor.post(FACTORS, {"do": "remove", "key": app.id}).status_code == 302
    assert noor.post(FACTORS, {"do": "remove", "key": key.id}).status_code == 409
    assert Authenticator.objects.filter(user=accounts["desk"]).count() == 1
    assert recorded()[:2] == ["factor_removed", "key_renamed"]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"do": "rename", "key": "x", "name": "a"}, 422),
        ({"do": "rename", "key": "0", "name": "a"}, 404),
        ({"do": "rename", "key": "0", "name": ""}, 422),
        ({"do": "remove", "key": "x"}, 404),
        ({"do": "remove", "key": "0"}, 404),
        ({"do": "nonsense"}, 302),
    ],
)
def test_wrong_input_changes_nothing(noor, accounts, sent, status):
    theirs = key_of(accounts["analyst"])
    assert noor.post(FACTORS, sent).status_code == status
    assert noor.post(FACTORS, {"do": "remove", "key": theirs.id}).status_code == 404
    assert Authenticator.objects.filter(id=theirs.id).exists()


def test_factors_are_changed_with_proof_only_but_sessions_end_without(noor, elsewhere):
    let_proof_lapse(noor)
    assert noor.post(FACTORS, {"do": "spare"}).status_code == 403
    assert noor.get("/mijn-account/sleutel/").status_code == 302
    assert noor.get("/mijn-account/app/").status_code == 302
    assert noor.post(SESSIONS, {"do": "others"}).status_code == 302


def test_new_spare_codes_are_shown_once_and_replace_the_old(noor, accounts):
    old = RecoveryCodes.activate(accounts["desk"]).generate_codes()
    page = noor.post(FACTORS, {"do": "spare"}).content.decode()
    fresh = re.findall(r"<code>(\d{8})</code>", page)
    assert len(fresh) == 10
    assert not set(fresh) & set(old)
    assert "nog 10" in noor.get(PAGE).content.decode()


@pytest.mark.parametrize("answer", ["", "{}", "[]", "nonsense", '{"id": 1}', '{"response": {}}'])
def test_what_is_no_answer_of_a_key_adds_none(noor, accounts, answer):
    noor.get("/mijn-account/sleutel/")
    sent = noor.post("/mijn-account/sleutel/", {"name": "x", "credential": answer})
    assert sent.status_code == 422
    assert not Authenticator.objects.filter(type="webauthn").exists()


def test_a_session_is_of_its_time(noor, accounts):
    old = datetime.now(UTC) - timedelta(days=1)
    WorkSession.objects.create(
        session_key="o" * 32, session_data="", expire_date=old, account_id=accounts["desk"].id
    )
    assert handles(noor) == []
