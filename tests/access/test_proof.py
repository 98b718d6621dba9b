"""Step-up: before something grave the second factor is asked anew, and nothing typed is lost."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from kmt.audit.models import LoginEvent
from kmt.kernel import clock
from tests.access import doors
from tests.conftest import let_proof_lapse, prove

pytestmark = pytest.mark.urls("tests.access.doors")
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
GRAVE, PARTLY, CONFIRM = "/t/grave/", "/t/partly-grave/", "/bevestigen/"
ASKED = "/bevestigen/?next=%2Ft%2Fgrave%2F"


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()
    doors.written.clear()
    yield
    cache.clear()
    doors.written.clear()


@pytest.fixture
def noor(log_in, accounts):
    """Logged in a quarter of an hour ago, with an app."""
    client = let_proof_lapse(log_in("desk"))
    Authenticator.objects.all().delete()
    TOTP.activate(accounts["desk"], SECRET)
    return client


def code() -> str:
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


def later(client, minutes: float):
    with clock.frozen(datetime.now(UTC) + timedelta(minutes=minutes)):
        return client.get(GRAVE)


@pytest.mark.parametrize(("minutes", "status"), [(0, 200), (9.9, 200), (10.1, 302), (-5, 200)])
def test_a_log_in_counts_for_ten_minutes(log_in, minutes, status):
    assert later(log_in("desk"), minutes).status_code == status


def test_after_that_the_page_asks_and_comes_back(noor):
    assert noor.get(GRAVE + "?q=Noor")["Location"] == ASKED, "without the words of a search"
    assert noor.get(ASKED).status_code == 200
    assert noor.post(ASKED, {"proof-code": code()})["Location"] == GRAVE
    assert noor.get(GRAVE).content == b"grave"
    assert later(noor, 9).status_code == 200
    assert later(noor, 11)["Location"] == ASKED


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "javascript:1", ""])
def test_nobody_is_sent_to_another_site(noor, wanted):
    answer = noor.post(f"{CONFIRM}?next={wanted}", {"proof-code": code()})
    assert answer["Location"] == "/werk/"


def test_who_may_not_see_the_page_is_not_asked_for_a_code_first(log_in):
    assert let_proof_lapse(log_in("analyst")).get(GRAVE).status_code == 403


def test_a_form_that_comes_too_late_is_kept_and_sent_with_the_code(noor):
    answer = noor.post(GRAVE, {"text": ["één <b>", "twee"], "code": "mine"})
    page = answer.content.decode()
    assert (answer.status_code, doors.written) == (403, [])
    assert 'name="text" value="één &lt;b&gt;"' in page
    assert 'name="text" value="twee"' in page
    assert 'name="code" value="mine"' in page
    assert f'action="{GRAVE}"' in page
    noor.post(GRAVE, {"text": ["één <b>", "twee"], "proof-code": code()})
    assert doors.written == [["één <b>", "twee"]]


def test_with_a_wrong_code_the_form_is_kept_again_and_nothing_is_done(noor):
    page = noor.post(GRAVE, {"text": "verhaal", "proof-code": "000000"}).content.decode()
    assert doors.written == []
    assert 'value="verhaal"' in page
    assert "Deze code klopt niet" in page


def test_a_file_cannot_be_kept_and_the_page_says_so(noor):
    file = SimpleUploadedFile("x.txt", b"x")
    page = noor.post(GRAVE, {"text": "verhaal", "file": file}).content.decode()
    assert "Je bestand is niet bewaard" in page
    assert f'action="{CONFIRM}"' in page
    assert doors.written == []


def test_one_act_of_a_page_can_ask_for_proof(noor):
    assert noor.get(PARTLY).status_code == 200
    assert noor.post(PARTLY, {"do": "look"}).status_code == 200
    export = {"do": "export", "text": "x"}
    assert noor.post(PARTLY, export).status_code == 403
    assert noor.post(PARTLY, export | {"proof-code": code()}).status_code == 200
    assert doors.written == ["x"]


def test_a_spare_code_lets_in_but_proves_nothing(noor, accounts):
    spare = RecoveryCodes.activate(accounts["desk"]).generate_codes()[0]
    assert noor.post(ASKED, {"proof-code": spare}).status_code == 403
    session = noor.session
    session["account_authentication_methods"] = [
        {"method": "mfa", "type": "recovery_codes", "at": time.time()}
    ]
    session.save()
    assert noor.get(GRAVE)["Location"] == ASKED


def test_tries_are_limited_and_recorded_like_those_of_the_log_in(noor, accounts):
    for _ in range(10):
        noor.post(ASKED, {"proof-code": "000000"})
    assert noor.post(ASKED, {"proof-code": code()}).status_code == 403
    steps = LoginEvent.objects.values_list("account_id", "step", "result")
    assert list(steps) == 11 * [(str(accounts["desk"].id), "second_factor", "denied")]


def test_a_confirmation_is_recorded_and_gives_the_session_a_new_key(noor):
    before = noor.session.session_key
    noor.post(ASKED, {"proof-code": code()})
    assert list(LoginEvent.objects.values_list("step", "result")) == [("confirmed", "allowed")]
    assert noor.session.session_key != before


def test_a_code_confirms_once(noor, log_in):
    typed = code()
    noor.post(ASKED, {"proof-code": typed})
    again = let_proof_lapse(noor).post(ASKED, {"proof-code": typed})
    assert again.status_code == 403 or typed != code()


def test_the_helper_of_the_tests_proves_at_the_time_of_the_clock(noor):
    with clock.frozen(datetime.now(UTC) + timedelta(minutes=20)):
        assert prove(noor).get(GRAVE).status_code == 200


def test_a_stranger_who_sends_a_code_gets_nothing(client, db):
    assert client.post(GRAVE, {"proof-code": "123456"}).status_code == 403
    assert doors.written == []
