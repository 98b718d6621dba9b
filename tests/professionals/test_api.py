"""The door for systems: one thing can be done there, once, and every refusal says what to do."""

import json
from base64 import b64encode
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kmt.audit.models import AuditEvent
from kmt.intake.queries import report_detail
from kmt.intake.rules import ANONYMOUS
from kmt.kernel import clock
from kmt.professionals.actions import revoke_key
from kmt.professionals.queries import signs_of
from kmt.professionals.rules import calls, grounds, sending
from kmt.professionals.rules.schema import unknown_words
from kmt.professionals.views.api import schema
from tests.professionals.conftest import API, call, channel_of, keys, sent, signs
from tests.professionals.photos import GPS_MARK, kept_content, photo

BODY = {
    "text": "In het pand slapen tien mensen boven de werkplaats.",
    "signs": ["A6", "D5"],
    "place": "Verzonnenweg 1",
    "municipality": "GM0153",
    "minors": "unknown",
    "secrecy": "none",
    "reporter": {"name": "Iris Verzonnen", "function": "inspecteur", "contact": "toestel 12"},
}


def test_a_call_is_a_report_of_the_partner_and_only_a_receipt_comes_back(
    visitor, key, desk
) -> None:
    content = b64encode(photo()).decode()
    answer = call(visitor, key, {**BODY, "files": [{"name": "foto.jpg", "content": content}]})
    assert answer.status_code == 201
    assert set(answer.json()) == {"receipt", "use_at"}
    assert len(answer.json()["receipt"]) == 16
    assert answer["Cache-Control"].startswith("no-store")
    (row,) = sent()
    report = report_detail(desk, row.report)
    assert (row.organisation, row.way, row.at.minute) == ("GGD", "key", 0)
    assert report.anonymity == "name_withheld_from_subject"
    assert channel_of(row.report) == "partner_system"
    assert report.reporter_name == "Iris Verzonnen, inspecteur, GGD Twente"
    assert "slapen tien mensen" in report.narrative
    assert [one.indicator for one in signs_of(desk, row.report)] == ["A6", "D5"]
    assert GPS_MARK not in kept_content(report.attachments[0].id)
    assert keys()[0].last_used_on == clock.today()


def test_without_a_name_the_organisation_is_the_reporter(visitor, key, desk) -> None:
    call(visitor, key, {"text": "Iets wat gezien is.", "secrecy": "none"})
    report = report_detail(desk, sent()[0].report)
    assert report.reporter_name == "GGD Twente"
    assert report.anonymity != ANONYMOUS


#: What is wrong, the answer, and the place or word that the answer names.
WRONG = [
    ({"extra": 1}, 422, "#"),
    ({"text": 5}, 422, "#/text"),
    ({"text": "x" * 8_001}, 422, "#/text"),
    ({"text": "a\x00b"}, 422, "#/text"),
    ({"text": "\ud800"}, 422, "#/text"),
    ({"signs": "B1"}, 422, "#/signs"),
    ({"signs": ["B1", "B1"]}, 422, "#/signs"),
    ({"signs": ["ZZ"]}, 422, "#/signs/0"),
    ({"signs": ["A99"]}, 422, "#/signs"),
    ({"signs": ["A1"] * 41}, 422, "#/signs"),
    ({"municipality": "GM9999"}, 422, "#/municipality"),
    ({"municipality": "Enschede"}, 422, "#/municipality"),
    ({"minors": "misschien"}, 422, "#/minors"),
    ({"danger": True}, 422, "#/called_112"),
    ({"danger": "ja"}, 422, "#/danger"),
    ({"secrecy": None}, 422, "#/secrecy"),
    ({"secrecy": "medical"}, 422, "#/ground"),
    ({"secrecy": "medical", "ground": "no_secrecy"}, 422, "#/ground"),
    ({"secrecy": "medical", "ground": "consent", "consent": "refused"}, 422, "#/ground"),
    ({"ground": "reporting_right"}, 422, "#/ground"),
    ({"reporter": {"bsn": "1"}}, 422, "#/reporter"),
    ({"reporter": {"name": "x" * 121}}, 422, "#/reporter/name"),
    ({"files": [{"name": "a.jpg"}]}, 422, "#/files/0/content"),
    ({"files": [{"name": "a.jpg", "content": "geen base64!"}]}, 422, "#/files/0/content"),
    ({"files": [{"name": "a.exe", "content": "TVqQAAMAAAAEAAAA"}]}, 422, "#/files"),
    ({"files": [{"name": "a.txt", "content": "YQ=="}] * 6}, 422, "#/files"),
    ({"text": " ", "signs": []}, 422, "#/text"),
]


@pytest.mark.parametrize(("change", "status", "place"), WRONG)
def test_each_fault_is_a_sentence_at_its_place_and_nothing_is_kept(
    change, status, place, visitor, key
) -> None:
    answer = call(visitor, key, {**BODY, **change})
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    found = answer.json()
    assert found["status"] == status
    assert place in [one["pointer"] for one in found["errors"]]
    for one in found["errors"]:
        assert one["detail"].endswith(".")
    assert "slapen tien mensen" not in answer.content.decode()
    assert sent() == []


@pytest.mark.parametrize(
    ("raw", "headers", "status", "name"),
    [
        ("{", {}, 400, "json"),
        (b"\xff\xfe", {}, 400, "json"),
        ("[" * 100_000, {}, 400, "json"),
        ('{"text": NaN}', {}, 400, "json"),
        ("[]", {}, 422, "invalid"),
        ("null", {}, 422, "invalid"),
        (BODY, {"idempotency-key": ""}, 400, "idempotency-key"),
        (BODY, {"idempotency-key": "kort"}, 400, "idempotency-key"),
        (BODY, {"idempotency-key": "met spatie er in"}, 400, "idempotency-key"),
        (BODY, {"content-type": "text/plain"}, 415, "media-type"),
        (BODY, {"content-type": "application/x-www-form-urlencoded"}, 415, "media-type"),
        (BODY, {"authorization": ""}, 401, "key"),
        (BODY, {"authorization": "Basic abc"}, 401, "key"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(raw, headers, status, name, visitor, key) -> None:
    answer = call(visitor, key, raw, **headers)
    assert (answer.status_code, answer.json()["type"]) == (status, f"urn:kmt:problem:{name}")
    assert sent() == []


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch", "head", "options"])
def test_nothing_else_can_be_done_here(method, visitor, key) -> None:
    answer = getattr(visitor, method)(API, headers={"authorization": f"Bearer {key}"})
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"


def test_too_much_is_refused_before_it_is_read(visitor, key) -> None:
    answer = call(visitor, key, b" " * (calls.MOST_BYTES + 1))
    assert answer.status_code == 413
    assert "14 MB" in answer.json()["detail"]


def test_a_form_of_a_page_and_a_browser_session_open_nothing(log_in, key) -> None:
    staff = log_in("administrator")
    assert staff.post(API, BODY).status_code == 401
    file = SimpleUploadedFile("a.txt", b"a")
    headers = {"authorization": f"Bearer {key}"}
    assert staff.post(API, {"files": file}, headers=headers).status_code == 415


def test_wrong_over_and_revoked_keys_sound_alike(visitor, key, administrator) -> None:
    one = call(visitor, key[:-1] + ("A" if key[-1] != "A" else "B"), BODY)
    unknown = call(visitor, "kmt_aaaaaaaa_" + "b" * 43, BODY)
    nothing = call(visitor, "x", BODY)
    with clock.frozen(clock.now() + timedelta(days=92)):
        over = call(visitor, key, BODY)
    revoke_key(by=administrator, key_id=keys()[0].id)
    revoked = call(visitor, key, BODY)
    answers = {(one.status_code, one.content) for one in (one, unknown, nothing, over, revoked)}
    assert len(answers) == 1
    assert one.status_code == 401
    assert sent() == []


def test_the_same_call_twice_is_one_report_and_one_answer(visitor, key) -> None:
    call_id = str(uuid4())
    first, second = (call(visitor, key, BODY, **{"idempotency-key": call_id}) for _ in range(2))
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert len(sent()) == 1
    assert len(signs()) == 2


def test_the_same_key_for_something_else_is_refused(visitor, key) -> None:
    call_id = str(uuid4())
    call(visitor, key, BODY, **{"idempotency-key": call_id})
    other = call(visitor, key, {**BODY, "text": "Iets anders."}, **{"idempotency-key": call_id})
    assert other.status_code == 422
    assert other.json()["type"] == "urn:kmt:problem:idempotency-key-reused"
    assert len(sent()) == 1


def test_the_same_words_in_two_calls_are_two_reports(visitor, key) -> None:
    receipts = {call(visitor, key, BODY).json()["receipt"] for _ in range(2)}
    assert len(receipts) == len(sent()) == 2


def test_a_system_that_runs_wild_is_slowed_down_until_the_next_hour(
    visitor, key, monkeypatch
) -> None:
    monkeypatch.setattr(calls, "MOST_CALLS", 2)
    with clock.frozen(clock.this_hour() + timedelta(minutes=59)):
        answers = [call(visitor, key, {"secrecy": "none"}) for _ in range(3)]
    assert [one.status_code for one in answers] == [422, 422, 429]
    assert answers[2]["Retry-After"] == "60"
    with clock.frozen(clock.this_hour() + timedelta(minutes=61)):
        assert call(visitor, key, BODY).status_code == 201


def test_a_fault_of_ours_shows_no_trace_and_keeps_nothing(visitor, key, monkeypatch) -> None:
    def fail(*_args: object, **_more: object) -> None:
        raise DatabaseError("geheim")

    monkeypatch.setattr("kmt.professionals.actions.keep_signs", fail)
    answer = call(visitor, key, BODY)
    assert answer.status_code == 503
    assert "geheim" not in answer.content.decode()
    monkeypatch.undo()
    assert sent() == []


def test_the_record_names_the_key_and_neither_key_nor_content_stands_anywhere(
    visitor, key, caplog
) -> None:
    caplog.set_level(0)
    call(visitor, key, BODY)
    call(visitor, key, {**BODY, "minors": "nee"})
    events = AuditEvent.objects.filter(role="partner_system")
    assert {one.actor_id for one in events} == {f"key:{keys()[0].id}"}
    assert {one.origin for one in events} == {""}
    kept = " ".join(str(vars(one)) for one in (*AuditEvent.objects.all(), *keys(), *sent()))
    for secret in (key, key.split("_")[2], "Iris", "Verzonnenweg", "slapen"):
        assert secret not in kept
        assert secret not in caplog.text


def test_the_published_document_says_what_calls_are_judged_by(visitor) -> None:
    answer = visitor.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    found = json.loads(answer.content)
    assert found["openapi"].startswith("3.1")
    fields = found["components"]["schemas"]["Report"]["properties"]
    assert unknown_words(schema()) == set()
    assert fields["secrecy"]["enum"] == list(grounds.SECRECIES)
    assert fields["consent"]["enum"] == ["", *grounds.CONSENTS]
    assert set(fields["ground"]["enum"]) == {"", *grounds.GROUNDS}
    assert fields["minors"]["enum"] == list(sending.ANSWERS)
    assert fields["about"]["enum"] == list(sending.ABOUT)
    responses = found["paths"]["/api/v1/reports/"]["post"]["responses"]
    assert set(responses) == {"201", "400", "401", "405", "413", "415", "422", "429", "503"}


def test_a_key_is_made_and_revoked_by_who_manages_accounts_and_shown_once(log_in) -> None:
    manager: Client = log_in("administrator")
    page = manager.get("/toegang-geven/systemen/").content.decode()
    typed = {
        "token": page.split('name="token" value="')[1].split('"')[0],
        "organisation": "GGD",
        "days": "90",
    }
    shown = manager.post("/toegang-geven/systemen/", typed).content.decode()
    key = shown.split("<code>")[1].split("</code>")[0]
    assert call(Client(), key, BODY).status_code == 201
    assert key not in manager.get("/toegang-geven/systemen/").content.decode()
    assert manager.post(f"/toegang-geven/systemen/{keys()[0].id}/intrekken/").status_code == 302
    assert call(Client(), key, BODY).status_code == 401


_TEXTS = st.text(max_size=12) | st.sampled_from(["none", "yes", "B1", "GM0153", "consent", "YQ=="])
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | _TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=6,
)
_NAMES = st.sampled_from([*schema()["properties"], "name", "content", "verzonnen"])


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(body=_VALUES | st.dictionaries(_NAMES, _VALUES, max_size=6))
def test_whatever_is_sent_gets_a_receipt_or_a_sentence(body, visitor, key, monkeypatch) -> None:
    monkeypatch.setattr(calls, "MOST_CALLS", 10_000)
    answer = call(visitor, key, json.dumps(body))
    assert answer.status_code in {201, 400, 422}
    found = answer.json()
    assert ("receipt" in found) is (answer.status_code == 201)
    assert answer.status_code == 201 or found["detail"].endswith(".")
