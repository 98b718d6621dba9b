"""Back in without e-mail: two colleagues vouch, a code lives an hour, the person is told."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from kmt.access.actors import administrator as on_the_server
from kmt.audit.models import AuditEvent, LoginEvent
from kmt.kernel import clock
from kmt.kernel.refusals import Invalid, NotPermitted
from kmt.partners import actions
from kmt.partners.models import Account, Membership, OneTimeCode, Vouch
from tests.conftest import let_proof_lapse

PAGE, ENTER = "/collega-helpen/", "/inloggen/eenmalige-code/"
WORD = "vier losse woorden samen"


def vouch(by, account: Account, reason: str = "saw") -> str:
    return actions.vouch(by=by, email=account.email, reason=reason)


def enter(email: str, code: str, more: Mapping[str, str] = MappingProxyType({})):
    typed = {"email": email, "code": code, "password": WORD, "again": WORD} | dict(more)
    return Client().post(ENTER, typed)


@pytest.fixture
def noor(accounts) -> Account:
    return accounts["desk"]


@pytest.fixture
def code(noor, coordinator, colleague) -> str:
    assert vouch(coordinator, noor) == ""
    return vouch(colleague, noor, "called")


def test_two_colleagues_and_then_a_code_that_opens_the_account(client, noor, code):
    assert enter(noor.email, code).status_code == 200
    client.post("/inloggen/", {"login": noor.email, "password": WORD})
    page = client.get("/mijn-account/")
    assert page["Location"] == "/inloggen/code-instellen/", "the second factor is set up anew"


def test_the_person_reads_once_who_vouched(client, noor, code):
    enter(noor.email, code)
    for told in (True, False):
        client.post("/inloggen/", {"login": noor.email, "password": WORD})
        said = str(client.session.get("_messages"))
        assert ("Bram Voorbeeld en Sanne Invalt stonden voor je in" in said) is told
        client.post("/uitloggen/")


def test_everything_of_the_old_log_in_has_stopped(log_in, noor, coordinator, colleague):
    client = log_in("desk")
    vouch(coordinator, noor)
    assert client.get("/mijn-account/").status_code == 200, "one alone ends nothing"
    vouch(colleague, noor)
    assert client.get("/mijn-account/").status_code == 302
    noor.refresh_from_db()
    assert not noor.has_usable_password()
    assert not Authenticator.objects.filter(user=noor).exists()


def test_all_of_it_is_recorded_under_who_did_it(noor, code, coordinator, colleague):
    enter(noor.email, code)
    rows = AuditEvent.objects.filter(object_id=str(noor.id)).exclude(reason_text="")
    assert list(rows.values_list("reason_text", "actor_id"))[-4:] == [
        ("vouch_saw", coordinator.id),
        ("vouch_called", colleague.id),
        ("log_in_renewed", colleague.id),
        ("code_used", str(noor.id)),
    ]
    assert LoginEvent.objects.filter(step="one_time_code", result="allowed").count() == 1


def test_nobody_vouches_twice_or_for_oneself(noor, coordinator, desk):
    vouch(coordinator, noor)
    with pytest.raises(Invalid, match="al in voor deze collega"):
        vouch(coordinator, noor)
    with pytest.raises(Invalid, match="Voor jezelf"):
        vouch(desk, noor)
    assert not OneTimeCode.objects.exists()


def test_after_a_day_the_first_vouch_does_not_count_any_more(noor, coordinator, colleague):
    with clock.frozen(datetime.now(UTC) - timedelta(hours=25)):
        vouch(coordinator, noor)
    assert vouch(colleague, noor) == ""
    assert vouch(coordinator, noor), "within the day of the second there is a code"


def test_a_vouch_is_used_once(noor, code, coordinator):
    assert vouch(coordinator, noor) == "", "a next code takes two again"


@pytest.mark.parametrize(("minutes", "status"), [(59, 200), (61, 422)])
def test_a_code_lives_an_hour(noor, code, minutes, status):
    with clock.frozen(datetime.now(UTC) + timedelta(minutes=minutes)):
        assert enter(noor.email, code).status_code == status


def test_a_code_works_once_and_for_one_account(noor, code, accounts):
    assert enter(accounts["analyst"].email, code).status_code == 422
    assert enter(noor.email, code).status_code == 200
    assert enter(noor.email, code).status_code == 422


def test_capitals_spaces_and_dashes_do_not_matter(noor, code):
    assert enter(f" {noor.email.upper()} ", code.upper().replace("-", " ")).status_code == 200


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"code": "aaaa-bbbb-cccc-dddd-eeee"}, "horen niet bij elkaar"),
        ({"email": "niemand@voorbeeld.example"}, "horen niet bij elkaar"),
        ({"password": "kort", "again": "kort"}, "te kort"),
        ({"again": "vijf andere woorden hier"}, "niet gelijk"),
        ({"code": ""}, ""),
        ({"email": "geen adres"}, ""),
    ],
)
def test_wrong_input_opens_nothing_and_says_why(noor, code, more, sentence):
    answer = enter(noor.email, code, more)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    assert WORD not in text, "a password never comes back"
    assert enter(noor.email, code).status_code == 200, "the code is not spent by a mistake"


def test_a_wrong_code_and_an_unknown_address_are_recorded_without_what_was_typed(noor, code):
    enter(noor.email, "aaaa-bbbb-cccc-dddd-eeee")
    enter("typed.mistake@voorbeeld.example", code)
    rows = LoginEvent.objects.filter(step="one_time_code")
    found = list(rows.values_list("account_id", "result"))
    assert found == [(str(noor.id), "denied"), ("", "denied")]
    assert "mistake" not in str(list(LoginEvent.objects.values()))


def test_the_code_is_not_kept(noor, code):
    assert code.replace("-", "") not in str(list(OneTimeCode.objects.values()))


def test_who_was_let_in_by_one_administrator_alone_does_not_vouch(noor, analyst):
    """Or an administrator could make up the second colleague."""
    with pytest.raises(NotPermitted):
        vouch(analyst, noor)


def test_only_somebody_of_the_same_organisation_or_a_team_lead_can(noor, coordinator, team_lead):
    Membership.objects.filter(account=noor).update(organisation="GGD")
    with pytest.raises(Invalid, match="eigen organisatie"):
        vouch(coordinator, noor)
    with pytest.raises(Invalid, match="eigen organisatie"):
        actions.vouch(by=coordinator, email="niemand@voorbeeld.example", reason="saw")
    assert vouch(team_lead, noor) == ""


def test_nobody_vouches_for_a_closed_account(noor, coordinator, administrator):
    actions.end_account(by=administrator, account_id=noor.id, reason="left")
    with pytest.raises(Invalid):
        vouch(coordinator, noor)
    assert not Vouch.objects.exists()


def test_the_page_asks_for_proof_and_shows_the_code_to_the_second(log_in, noor):
    bram, sanne = log_in("coordinator"), log_in("colleague")
    typed = {"email": noor.email, "reason": "saw"}
    assert let_proof_lapse(log_in("privacy_officer")).get(PAGE).status_code == 302
    assert bram.post(PAGE, typed).status_code == 302
    again = bram.post(PAGE, typed)
    assert again.status_code == 422
    assert noor.email in again.content.decode(), "what was typed stays"
    shown = sanne.post(PAGE, typed).content.decode()
    assert enter(noor.email, re.search(r'class="receipt">([^<]+)<', shown)[1]).status_code == 200
    assert 'class="receipt"' not in sanne.get(PAGE).content.decode()


@pytest.mark.parametrize(
    "typed", [{}, {"email": "x", "reason": "saw"}, {"email": "a@b.nl", "reason": "mail"}]
)
def test_a_vouch_without_a_person_or_a_reason_is_none(log_in, typed):
    assert log_in("coordinator").post(PAGE, typed).status_code == 422
    assert not Vouch.objects.exists()


def test_a_command_on_the_server_gives_a_code_alone(noor):
    code = actions.renew_log_in(by=on_the_server(), email=noor.email)
    assert enter(noor.email, code).status_code == 200
