"""Bad input of every kind at every address, few here; thousands with ``./kmt bench endpoints``.

The same document of every address, the same calls, the same judge: only the web server is not
there, and every address is called by one person instead of by everybody.
"""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver

from kmt.professionals.views import api
from kmt.proof import remains
from kmt.proof.calling import STORY, TWISTS, Call, draw_calls, operations
from kmt.proof.endpoints import SYSTEMS, document, endpoints
from kmt.proof.judging import HEADERS, POLICY, Seen, faults
from kmt.proof.knocking import Knocked, Who, in_order, knock
from kmt.proof.marks import found_in

#: One operation in so many is called here; `./kmt bench endpoints` calls them all.
THINNED = 3
WHO = ("stranger", "desk", "coordinator", "privacy_officer", "administrator")
ASKED = Call(method="GET", path="/")
GOOD = HEADERS | {
    "content-security-policy": POLICY,
    "cache-control": "no-store",
    "content-type": "text/html; charset=utf-8",
}
PAGE = '<html lang="{}"><main><h1>{}</h1><p>{}</p></main></html>'
REFUSED = PAGE.format("nl", "Niet gevonden", "De pagina is er niet, of is niet van jou.")


def through(client: Client):
    """Sends a call straight into the product."""
    client.raise_request_exception = False

    def send(call: Call) -> Seen:
        headers = {name: value for name, value in call.headers.items() if name != "Cookie"}
        kind = headers.pop("Content-Type", "")
        answer = client.generic(call.method, call.path, call.body, kind, headers=headers)
        return Seen(
            status=answer.status_code,
            headers={name.lower(): value for name, value in answer.headers.items()},
            body=answer.getvalue(),
        )

    return send


@pytest.fixture
def asked(worlds) -> list:
    return in_order(operations(document(remains.ids())))


@pytest.fixture
def token(db) -> str:
    page = Client().get("/melden/").content.decode()
    return re.search(r'name="token" value="([^"]+)"', page)[1]


@pytest.mark.slow
def test_every_answer_to_bad_input_is_safe_and_says_what_is_wrong(
    asked, token, people, capfd
) -> None:
    found = Knocked()
    for number, who in enumerate(WHO):
        own = asked[number :: len(WHO) * THINNED]
        send = through(people(who))
        knock(found, Who(name=who, send=send, carried=[("token", token)], number=number), own, 1)
    assert dict(found.wrong) == {}
    assert set(found.twists) == set(TWISTS)
    assert len(found.addresses) > len(endpoints()) / THINNED / 2
    assert {200, 302, 403, 404, 405, 422} <= set(found.statuses)
    said = capfd.readouterr()
    assert found_in((said.out + said.err).encode()) == {}
    assert found_in("\n".join(remains.record()).encode()) == {}


@pytest.mark.slow
def test_looking_changes_nothing(asked, token, people) -> None:
    looks = [one for one in asked if one.method.upper() == "GET"]
    callers = {who: through(people(who)) for who in ("stranger", "desk", "privacy_officer")}
    before, found = remains.rows(), Knocked()
    for number, (who, send) in enumerate(callers.items()):
        own = looks[number :: len(callers) * (1 if who == "desk" else THINNED)]
        knock(found, Who(name=who, send=send, carried=[("token", token)], number=number), own, 1)
    assert remains.changed(before, remains.rows()) == []


def test_a_change_is_seen(worlds, people) -> None:
    before = remains.rows()
    people("desk").post("/balie/bellen/", {"narrative": "Verzonnen."})
    Client().post("/melden/", {"token": "", "narrative": ""})
    assert remains.changed(before, before) == []
    assert remains.changed(before, before | {"intake.report": [0, ""]}) == ["intake.report"]


def test_the_document_names_every_address_and_the_published_one_as_it_is_published(db) -> None:
    made = document({})
    named = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert named <= {one.name for one in endpoints()}
    assert made["paths"][SYSTEMS]["post"] == api._document()["paths"][SYSTEMS]["post"]
    report = made["paths"]["/melden/"]["post"]["requestBody"]["content"]
    assert {"narrative", "attachment"} <= set(report["multipart/form-data"]["schema"]["properties"])


def test_the_same_number_gives_the_same_calls_and_every_bend_comes_by(db) -> None:
    operation = next(one for one in operations(document({})) if one.label == "POST /melden/")
    one, again = [], []
    draw_calls(operation, 60, 7, [("token", "x")], one.append)
    draw_calls(operation, 60, 7, [("token", "x")], again.append)
    assert one == again
    assert {call.twist for call in one} == set(TWISTS)
    assert any(STORY.encode() in call.body for call in one)


def test_a_good_refusal_is_good() -> None:
    assert faults(ASKED, Seen(status=404, headers=GOOD, body=REFUSED.encode())) == []


@pytest.mark.parametrize(
    ("status", "headers", "body", "fault"),
    [
        (500, {}, REFUSED, "answered 500"),
        (0, {}, "", "answered 0"),
        (200, {}, "Traceback (most recent call last)", "a trace: Traceback"),
        (200, {}, "<p>OperationalError</p>", "a trace: OperationalError"),
        (200, {"x-frame-options": ""}, "", "no x-frame-options"),
        (200, {"content-security-policy": ""}, "", "no content-security-policy"),
        (200, {"cache-control": ""}, "", "may be kept"),
        (405, {}, "", "no sentence"),
        (400, {"content-type": "text/plain"}, "Bad", "a refusal as text/plain"),
        (400, {"content-type": "application/problem+json"}, '{"title": "x"}', "no sentence"),
        (404, {}, REFUSED.replace("h1", "h2"), "no heading"),
        (404, {}, REFUSED.replace(' lang="nl"', ""), "no language"),
        (404, {}, REFUSED.replace('"nl"', '"en"'), "a refusal that is not in en"),
    ],
)
def test_what_is_wrong_with_an_answer_is_seen(status, headers, body, fault) -> None:
    assert fault in faults(ASKED, Seen(status=status, headers=GOOD | headers, body=body.encode()))


def test_a_fault_of_ours_is_seen(asked, token, monkeypatch) -> None:
    def broken(*args: object) -> HttpResponse:
        raise RuntimeError("Noor Demo")

    monkeypatch.setattr("kmt.intake.views.public.form_page", broken)
    found, form = Knocked(), [one for one in asked if one.path == "/melden/"]
    knock(found, Who(name="stranger", send=through(Client()), carried=[("token", token)]), form, 3)
    assert any("answered 500" in one for one in found.wrong)
