"""The record on screen: for the privacy officer, newest first, calm, and itself recorded."""

import pytest

from kmt.access.actors import REPORTER
from kmt.audit.actions import Event, read_of, record
from kmt.audit.actions.log_ins import record_log_in
from kmt.audit.models import AuditEvent
from kmt.audit.queries import PAGE, newest
from kmt.kernel.refusals import NotPermitted
from kmt.vault.actions import register_person
from kmt.vault.rules import Identity

ADDRESS = "/toezicht/logboek/"


@pytest.fixture
def client(log_in):
    return log_in("privacy_officer")


def looks() -> int:
    return AuditEvent.objects.filter(object_type="audit_event", action="search").count()


def test_each_opening_of_the_record_is_recorded(client):
    client.get(ADDRESS)
    client.get(ADDRESS)
    assert looks() == 2


def test_it_shows_who_did_what_by_name_newest_first(client, desk):
    read_of(desk, object_type="person", object_id="p-1", reason="contact")
    text = client.get(ADDRESS).content.decode()
    assert "Noor Demo" in text
    assert "bekeek: persoon" in text.replace("\n", " ").replace("              ", "")
    assert "p-1" in text
    numbers = [event.seq for event in newest_lines(client)]
    assert numbers == sorted(numbers, reverse=True)


def newest_lines(client):
    return client.get(ADDRESS).context["rows"]


def test_a_public_report_shows_the_reporter_as_nobody(client):
    record(Event(actor=REPORTER, action="create", object_type="report", object_id="r-1"))
    row = next(row for row in newest_lines(client) if row.object_id == "r-1")
    assert (row.who, row.role) == ("iemand zonder account", "melder")


@pytest.mark.parametrize(
    ("only", "kept"),
    [
        ("geweigerd", {"denied read"}),
        ("inzage", {"allowed read", "denied read", "allowed search"}),
        ("wijzigingen", {"allowed create", "allowed update"}),
    ],
)
def test_links_narrow_the_list(client, desk, only, kept):
    for action, result in [("create", "allowed"), ("read", "denied")]:
        record(Event(actor=desk, action=action, object_type="report", result=result))
    record(Event(actor=desk, action="read", object_type="report"))
    response = client.get(ADDRESS, {"toon": only})
    shown = {row.seq for row in response.context["rows"]}
    events = AuditEvent.objects.filter(seq__in=shown)
    assert {f"{event.result} {event.action}" for event in events} == kept
    assert 'aria-current="page"' in response.content.decode()


def test_log_ins_are_shown_from_their_own_log_with_their_name_and_step(client, accounts):
    noor = str(accounts["desk"].id)
    record_log_in(account_id=noor, result="denied", step="second_factor", origin="203.0.113.9")
    record_log_in(account_id="", result="denied")
    rows = client.get(ADDRESS, {"toon": "inloggen"}).context["rows"]
    assert [(row.who, row.did, row.reason, row.refused) for row in rows] == [
        ("iemand met een onbekend adres", "logde in", "", True),
        ("Noor Demo", "logde in", "code van de tweede stap", True),
    ]
    assert not AuditEvent.objects.filter(action="login").exists()


def test_a_person_is_not_named_in_the_list_the_id_is_sealed(client, desk):
    person = register_person(by=desk, identity=Identity(name="Noor Demo"), municipality="")
    row = next(row for row in newest_lines(client) if row.what == "persoon")
    assert (row.object_id, row.sealed) == ("", True)
    text = client.get(ADDRESS).content.decode()
    assert str(person.id) not in text
    assert "verzegeld met de eigen sleutel van de persoon" in text


def test_long_lists_go_on_at_older_events_without_a_gap(client, desk):
    for number in range(PAGE + 10):
        record_log_in(account_id=str(number), result="allowed")
    first = client.get(ADDRESS, {"toon": "inloggen"})
    second = client.get(first.context["older"])
    shown = [row.object_id for page in (first, second) for row in page.context["rows"]]
    assert shown == [str(number) for number in reversed(range(PAGE + 10))]
    assert second.context["older"] == ""
    assert second.context["newest"]


@pytest.mark.parametrize("query", ["toon=nothing", "voor=x", "voor=-1", "voor=9999999999999999999"])
def test_a_question_that_cannot_be_gets_the_newest_events(client, query):
    response = client.get(f"{ADDRESS}?{query}")
    assert response.status_code == 200
    assert response.context["rows"]


def test_an_empty_choice_says_so(client):
    text = client.get(ADDRESS, {"toon": "geweigerd"}).content.decode()
    assert "Geen enkele regel in het logboek past bij deze keuze." in text


@pytest.mark.parametrize("key", ["desk", "coordinator", "analyst", "administrator"])
def test_the_record_is_for_the_privacy_officer_alone(log_in, key):
    assert log_in(key).get(ADDRESS).status_code == 403
    assert looks() == 0


def test_the_question_itself_refuses_too_and_that_is_recorded_once(desk):
    with pytest.raises(NotPermitted):
        newest(desk)
    assert AuditEvent.objects.filter(object_type="audit_event", result="denied").count() == 1


def test_the_title_and_the_english_page_hold_no_personal_data(client, desk):
    read_of(desk, object_type="person", object_id="p-1")
    text = client.get(f"/en{ADDRESS}").content.decode()
    assert "<title>Record</title>" in text
    assert "looked at" in text


def test_roles_reasons_and_processes_are_shown_in_words(client, desk, registrar):
    read_of(desk, object_type="person", object_id="p-1", reason="safety")
    read_of(registrar, object_type="person", object_id="p-2")
    rows = {row.object_id: row for row in newest_lines(client)}
    assert rows["p-1"].role == "medewerker meldpunt"
    assert rows["p-1"].reason == "acute veiligheid van de persoon of van anderen"
    assert (rows["p-2"].who, rows["p-2"].role) == ("het programma: test", "programma")
