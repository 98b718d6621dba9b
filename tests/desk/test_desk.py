"""The desk's list and page: most urgent first, nothing forgotten, every look recorded."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connections, transaction
from django.test.utils import CaptureQueriesContext

from kmt.access.rows import gate_open
from kmt.audit.models import AuditEvent
from kmt.intake import actions, queries
from kmt.intake.rules import PersonToAdd
from kmt.kernel import clock
from kmt.kernel.refusals import Conflict, Invalid, NotPermitted
from kmt.triage import actions as triage_actions
from kmt.triage.models import Triage
from kmt.vault.rules import Identity
from tests.intake.conftest import HENGELO, text_of

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PERSON = PersonToAdd(identity=Identity(description="meisje, ongeveer 16"))


def titles(found) -> list[str]:
    return [line.title for line in found.lines]


def looks() -> list[tuple[str, str]]:
    events = AuditEvent.objects.filter(object_type="report", action__in=["read", "search"])
    return list(events.order_by("seq").values_list("action", "object_id"))


def test_the_most_urgent_stands_on_top(tell, weigh, desk) -> None:
    with clock.frozen(MONDAY):
        ordinary = tell("gewoon", minors="no")
        signal = tell("signaal")
        tell("nog niet gewogen")
        high = tell("hoog")
        acute = tell("acuut")
        weigh(ordinary, outcome="undecided", summary="gewoon")
        weigh(signal, outcome="undecided", urgency="U4", summary="signaal")
        weigh(high, outcome="undecided", urgency="U2", summary="hoog")
        weigh(acute, outcome="undecided", urgency="U1", urgency_reason="nu", summary="acuut")
        found = queries.worklist(desk)
    assert titles(found) == ["acuut", "hoog", "nog niet gewogen", "gewoon", "signaal"]


def test_within_one_urgency_the_nearest_term_stands_on_top(tell, desk) -> None:
    with clock.frozen(MONDAY):
        tell("later")
    with clock.frozen(MONDAY - timedelta(days=1)):
        tell("eerder")
    assert titles(queries.worklist(desk)) == ["eerder", "later"]


def test_an_untouched_report_has_the_term_of_a_first_contact(tell, desk) -> None:
    with clock.frozen(MONDAY):
        tell()
        due = queries.worklist(desk).lines[0].due_at
    assert clock.local(due).isoformat() == "2026-11-25T23:59:59+01:00"


@pytest.mark.parametrize(
    ("urgency", "due"),
    [
        ("U1", "2026-11-23T11:00:00+01:00"),
        ("U2", "2026-11-24T10:00:00+01:00"),
        ("U3", "2026-11-30T23:59:59+01:00"),
        ("U4", "2026-12-07T23:59:59+01:00"),
    ],
)
def test_the_urgency_sets_the_term(urgency, due, tell, weigh, desk) -> None:
    with clock.frozen(MONDAY):
        id_ = tell()
        weigh(id_, urgency=urgency, urgency_reason="een reden", outcome="undecided")
        assert clock.local(queries.report_detail(desk, id_).due_at).isoformat() == due


def test_an_acute_report_that_waits_is_said_above_the_list(tell, weigh, log_in) -> None:
    with clock.frozen(MONDAY):
        id_ = tell()
        weigh(id_, urgency="U1", urgency_reason="nu", outcome="undecided")
    client = log_in("desk")
    with clock.frozen(MONDAY + timedelta(minutes=22)):
        said = text_of(client.get("/meldingen/"))
        assert "Eén acute melding wacht." in said
        assert "nog 38 minuten" in said
    with clock.frozen(MONDAY + timedelta(hours=2)):
        assert "te laat sinds vandaag 11:00" in text_of(client.get("/meldingen/"))
        weigh(id_, urgency="U1", urgency_reason="nu", outcome="advice")
        assert "acute melding" not in text_of(client.get("/meldingen/"))


def test_the_views_hold_what_they_say(tell, weigh, desk) -> None:
    new, mine, done = tell("nieuw"), tell("van mij"), tell("afgehandeld")
    actions.take_up(by=desk, report_id=mine, version=1)
    weigh(done)
    counts = {
        view: queries.worklist(desk, view).counts[view] for view in ("todo", "mine", "done", "all")
    }
    assert counts == {"todo": 2, "mine": 2, "done": 1, "all": 3}
    found = {
        view: {line.id for line in queries.worklist(desk, view).lines}
        for view in ("todo", "mine", "done", "all")
    }
    assert found["todo"] == {new, mine}
    assert found["mine"] == {mine, done}
    assert found["done"] == {done}
    assert found["all"] == {new, mine, done}


def _queries_of(client, path: str) -> int:
    with (
        CaptureQueriesContext(connections["default"]) as main,
        CaptureQueriesContext(connections["keys"]) as keys,
    ):
        assert client.get(path).status_code == 200
    return len(main) + len(keys)


def test_sixty_reports_cost_as_many_queries_as_two(tell, log_in) -> None:
    client = log_in("desk")
    tell("een")
    tell("twee")
    client.get("/meldingen/")
    few = _queries_of(client, "/meldingen/")
    for number in range(58):
        tell(f"verhaal {number}")
    assert _queries_of(client, "/meldingen/") == few
    assert few <= 25


def test_a_long_list_has_pages(tell, log_in) -> None:
    for number in range(60):
        tell(f"verhaal {number}")
    client = log_in("desk")
    first, second = (client.get(f"/meldingen/?pagina={page}") for page in (1, 2))
    links = [
        set(re.findall(r"/meldingen/([0-9a-f-]{36})/", r.content.decode())) for r in (first, second)
    ]
    assert [len(one) for one in links] == [50, 10]
    assert not links[0] & links[1]
    for odd in ("0", "99", "-1", "twee", ""):
        assert client.get(f"/meldingen/?pagina={odd}&lijst=onzin").status_code == 200


def test_a_title_is_the_beginning_of_the_story_in_one_line(tell, desk) -> None:
    tell("Eerste regel\n\n  tweede regel " + "woord " * 50)
    (title,) = titles(queries.worklist(desk))
    assert title.startswith("Eerste regel tweede regel woord")
    assert len(title) <= queries.opening.TITLE_LENGTH + 2
    assert title.endswith(" …")


def test_opening_the_list_and_a_report_is_recorded_once_each(tell, desk) -> None:
    id_ = tell()
    queries.worklist(desk)
    queries.report_detail(desk, id_)
    assert looks() == [("search", ""), ("read", str(id_))]


def test_the_title_of_a_staff_page_holds_nothing_of_a_person(tell, log_in, weigh) -> None:
    id_ = tell("Geheim verhaal")
    weigh(id_, outcome="undecided", summary="geheime samenvatting")
    client = log_in("desk")
    for path in ("/meldingen/", f"/meldingen/{id_}/", f"/meldingen/{id_}/triage/"):
        title = re.search(r"<title>(.*?)</title>", client.get(path).content.decode())[1]
        assert "eheim" not in title


def test_taking_up_makes_it_yours_and_a_second_click_is_told(tell, log_in, desk) -> None:
    id_ = tell()
    client = log_in("desk")
    assert "Oppakken" in text_of(client.get(f"/meldingen/{id_}/"))
    first = client.post(f"/meldingen/{id_}/oppakken/", {"version": "1"})
    assert first.status_code == 302
    found = queries.report_detail(desk, id_)
    assert (found.state, found.mine) == ("acknowledged", True)
    again = client.post(f"/meldingen/{id_}/oppakken/", {"version": "1"})
    assert again.status_code == 409
    assert "al verder dan deze stap" in text_of(again)
    assert "Oppakken" not in text_of(client.get(f"/meldingen/{id_}/"))


@pytest.mark.parametrize("version", ["", "x", "99", "-5"])
def test_a_wrong_version_takes_nothing_up(version, tell, log_in, desk) -> None:
    id_ = tell()
    page = log_in("desk").post(f"/meldingen/{id_}/oppakken/", {"version": version})
    assert page.status_code == 409
    assert queries.report_detail(desk, id_).state == "new"


def test_a_person_goes_into_the_vault_and_the_report_keeps_a_label(tell, log_in, desk) -> None:
    id_ = tell(municipality=HENGELO)
    client = log_in("desk")
    page = client.post(
        f"/meldingen/{id_}/persoon/",
        {
            "version": 1,
            "role": "victim",
            "description": "meisje, ongeveer 16",
            "languages": "Pools, Engels",
        },
        follow=True,
    )
    (person,) = queries.report_detail(desk, id_).persons
    assert person.role == "victim"
    assert f"{person.label} · Slachtoffer" in text_of(page)
    assert "ongeveer 16" not in text_of(page)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"role": "victim"}, "Vul iets in waaraan je de persoon herkent"),
        ({"role": "king", "description": "man"}, "Kies een antwoord uit de lijst."),
        ({"role": "victim", "name": "Noor", "birth_date": "31-02-2009"}, "dag-maand-jaar"),
        ({"role": "victim", "name": "Noor", "birth_date": "01-01-2999"}, "geboortedatum"),
        ({"role": "victim", "name": "Noor", "estimated_age": "oud"}, "leeftijd als getal"),
        ({"role": "victim", "name": "No\x00or"}, "weggehaald"),
    ],
)
def test_a_person_that_cannot_be_gets_a_sentence_and_keeps_what_was_typed(
    typed, said, tell, log_in, desk
) -> None:
    id_ = tell()
    sent = typed | {"safe_contact": "06 bewaard", "version": 1}
    page = log_in("desk").post(f"/meldingen/{id_}/persoon/", sent)
    assert page.status_code == 422
    assert said in text_of(page)
    assert "06 bewaard" in page.content.decode()
    assert queries.report_detail(desk, id_).persons == ()


def test_a_double_click_puts_one_person_down_and_keeps_what_was_typed(tell, log_in, desk) -> None:
    id_, client = tell(), log_in("desk")
    sent = {"version": 1, "role": "victim", "description": "meisje, ongeveer 16"}
    first, second = (client.post(f"/meldingen/{id_}/persoon/", sent) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 422)
    assert "intussen al gewijzigd" in text_of(second)
    assert "meisje, ongeveer 16" in second.content.decode()
    assert len(queries.report_detail(desk, id_).persons) == 1


def test_history_is_written_once(tell, weigh, desk) -> None:
    id_ = tell()
    weigh(id_)
    with gate_open(desk, writing=True):
        row = Triage.objects.get()
        row.urgency = "U4"
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_without_the_right_nobody_acts(tell, focal_point_hengelo, coordinator) -> None:
    id_ = tell(municipality=HENGELO)
    with pytest.raises(NotPermitted):
        actions.take_up(by=focal_point_hengelo, report_id=id_, version=1)
    with pytest.raises(NotPermitted):
        queries.worklist(coordinator)
    denied = AuditEvent.objects.filter(result="denied", object_id=str(id_))
    assert denied.count() == 1


def test_two_colleagues_at_once_the_second_is_told(tell, desk) -> None:
    id_ = tell()
    actions.take_up(by=desk, report_id=id_, version=1)
    with pytest.raises(Conflict):
        actions.take_up(by=desk, report_id=id_, version=1)


def test_a_role_that_nobody_knows_is_refused(tell, desk) -> None:
    stranger = PersonToAdd(identity=Identity(name="Noor Demo"), role="neighbour")
    with pytest.raises(Invalid, match="Kies welke rol"):
        triage_actions.add_person(by=desk, report_id=tell(), version=1, person=stranger)


@pytest.mark.parametrize("step", ["oppakken"])
def test_an_address_that_only_takes_a_form_shows_the_report_to_who_opens_it(
    tell, log_in, step
) -> None:
    report_id = tell("Acht mannen in een schuur")
    page = log_in("desk").get(f"/meldingen/{report_id}/{step}/")
    assert page.status_code == 200
    assert "Acht mannen in een schuur" in text_of(page)
