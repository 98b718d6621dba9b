"""The pages of governance, as the adviser and a member use them, without JavaScript."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from kmt.governance import queries
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from tests.governance.conftest import decided, meet, moment

LogIn = Callable[[str], Client]
HOME = "governance:home"


@pytest.fixture
def wies(log_in: LogIn) -> Client:
    """The adviser."""
    return log_in("adviser")


@pytest.fixture
def joris(log_in: LogIn) -> Client:
    """The member."""
    return log_in("member")


def words(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def post(client: Client, name: str, *args: object, **typed: object):
    return client.post(reverse(name, args=args), {"token": str(uuid4()), **typed})


DECISION = {
    "title": "Plaats",
    "question": "Waar hoort het thuis?",
    "decided": "In het huis.",
    "on": "2020-08-13",
    "other": "Veertien burgemeesters",
    "grounds": "Het hele probleem valt daaronder.",
}


def test_an_empty_house_says_where_to_begin(wies: Client) -> None:
    assert "Leg een gremium vast" in words(wies, HOME)
    assert "Er staat nog niets in het register" in words(wies, "governance:decisions")


def test_a_body_is_made_and_gets_members_and_a_meeting(wies: Client, adviser: Actor) -> None:
    made = post(wies, "governance:body_new", title="Stuurgroep", code="stuurgroep", wanted="RIEC")
    assert made.url == reverse("governance:body", args=["stuurgroep"])
    assert "heeft nog niemand" in words(wies, "governance:body", "stuurgroep")
    seat = {"organisation": "RIEC", "function": "manager", "since": "2021-01-01"}
    assert post(wies, "governance:body", "stuurgroep", do="seat", **seat).status_code == 302
    (line,) = queries.body(adviser, "stuurgroep").members
    end = post(
        wies, "governance:body", "stuurgroep", do="end_seat", member=line.id, until="2030-01-01"
    )
    assert end.status_code == 302
    meeting = {"day": "2030-02-28", "time": "10:00", "minutes": "60", "place": "Twentehuis"}
    assert post(wies, "governance:body", "stuurgroep", do="meeting", **meeting).status_code == 302
    assert "28 februari 2030, 10:00" in words(wies, HOME)
    again = post(wies, "governance:body_new", title="Nog een", code="stuurgroep")
    assert again.status_code == 422
    assert "al in gebruik" in again.content.decode()
    changed = post(wies, "governance:body_change", "stuurgroep", title="Stuurgroep KMT")
    assert changed.status_code == 302
    assert queries.body(adviser, "stuurgroep").line.name == "Stuurgroep KMT"


def test_what_was_typed_survives_a_refusal(wies: Client, group: UUID) -> None:
    answer = post(wies, "governance:decision_new", **{**DECISION, "grounds": "", "on": "2999-1-1"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Veertien burgemeesters" in page
    assert "In het huis." in page
    late = post(wies, "governance:decision_new", **{**DECISION, "on": "2999-01-01"})
    assert "Deze dag moet nog komen" in late.content.decode()


def test_a_decision_is_put_down_corrected_and_followed(wies: Client, adviser: Actor) -> None:
    made = post(wies, "governance:decision_new", **DECISION)
    (line,) = queries.decisions(adviser)
    assert made.url == reverse("governance:decision", args=[line.id])
    assert "Veertien burgemeesters" in wies.get(made.url).content.decode()
    assert "In het huis." in words(wies, "governance:correct", line.id)
    better = {**DECISION, "decided": "In het huis, per 2021.", "why": "Het jaar ontbrak."}
    for status in (302, 409):
        answer = post(wies, "governance:correct", line.id, newest=line.id, **better)
        assert answer.status_code == status
    page = answer.content.decode()
    assert "Wat er nu staat" in page
    assert "Het jaar ontbrak." in page
    after = {"text": "Geopend.", "on": "2021-05-01"}
    assert post(wies, "governance:decision", line.id, **after).status_code == 302
    page = words(wies, "governance:decision", line.id)
    assert "Geopend." in page
    assert "Gecorrigeerd, omdat: Het jaar ontbrak." in page


def test_a_decision_about_nothing_that_is_known_says_so(wies: Client) -> None:
    address = reverse("governance:decision_new") + "?over=other:1"
    assert "Open het vanaf de pagina" in wies.get(address).content.decode()
    answer = wies.post(address, {**DECISION, "token": str(uuid4())})
    assert answer.status_code == 422
    assert "We kennen dit onderwerp niet" in answer.content.decode()


def test_the_register_is_searched_on_its_page(joris: Client, adviser: Actor, group: UUID) -> None:
    decided(adviser)
    decided(adviser, title="Meldpunt", on=date(2016, 1, 1), body="Ketenpartners")
    address = reverse("governance:decisions")
    page = joris.get(address, {"woorden": "meldpunten", "jaar": "2016"}).content.decode()
    assert "Meldpunt" in page
    assert "Plaats van het kenniscentrum" not in page
    assert "jaar=2020&amp;" not in page
    assert "woorden=meldpunten" in page
    assert "Niets gevonden" in joris.get(address, {"woorden": "paard"}).content.decode()
    assert joris.get(address, {"jaar": "20²6", "gremium": "x"}).status_code == 200


def test_a_meeting_is_held_from_agenda_to_adoption(
    wies: Client, adviser: Actor, group: UUID
) -> None:
    made = meet(adviser, group, clock.now() - timedelta(days=20))
    page = "governance:meeting"
    assert "De agenda is leeg" in words(wies, page, made)
    item = {"do": "item", "title": "Visie", "kind": "discuss", "allowed": "20"}
    assert post(wies, page, made, **item).status_code == 302
    (line,) = queries.meeting(adviser, made).items
    said = {"do": "minutes", "item": line.id, "version": 1}
    assert post(wies, page, made, **said, said="Goed gesproken.").status_code == 302
    two = post(wies, page, made, **said, said="Van mij.")
    assert two.status_code == 409
    assert "Goed gesproken." in two.content.decode()
    assert ">\nVan mij.</textarea>" in two.content.decode()
    assert 'value="2"' in two.content.decode()
    assert post(wies, page, made, do="attendance", RIEC="present").status_code == 302
    action = {"what": "Uitzoeken", "organisation": "RIEC", "due": "2030-01-01"}
    assert post(wies, page, made, do="action", **action).status_code == 302
    later = meet(adviser, group, clock.now() - timedelta(days=2))
    assert post(wies, page, made, do="adopt", adopted_in=later).status_code == 302
    assert "verslag vastgesteld" in words(wies, page, made)
    assert post(wies, page, made, **item).status_code == 409
    wrong = post(wies, page, later, do="item", title="", kind="x", link="niks", allowed="5")
    assert wrong.status_code == 422


def test_a_meeting_is_called_off(wies: Client, adviser: Actor, group: UUID) -> None:
    made = meet(adviser, group, clock.now() + timedelta(days=20))
    assert post(wies, "governance:meeting", made, do="off").status_code == 302
    assert "gaat niet door" in words(wies, "governance:meetings")


def test_minutes_and_calendar_are_files_and_taking_them_is_recorded(
    joris: Client, adviser: Actor, group: UUID
) -> None:
    from kmt.audit.models import AuditEvent

    made = meet(adviser, group, moment(2026, 2, 1), "Geheim punt")
    pdf = joris.get(reverse("governance:minutes", args=[made]))
    assert pdf.content.startswith(b"%PDF-")
    assert "-concept.pdf" in pdf["Content-Disposition"]
    calendar = joris.get(reverse("governance:calendar", args=[made])).content.decode()
    assert "SUMMARY:Overleg" in calendar
    assert "Geheim" not in calendar
    taken = AuditEvent.objects.filter(action="export", object_id=str(made))
    assert {one.reason_text for one in taken} == {"governance:minutes", "governance:calendar"}


def test_actions_are_agreed_and_ended_on_their_page(
    wies: Client, joris: Client, adviser: Actor, group: UUID
) -> None:
    new = {"what": "Bellen", "organisation": "RIEC", "due": "2020-01-01", "body": "werkgroep"}
    assert post(wies, "governance:actions", do="agree", **new).status_code == 302
    (line,) = queries.open_actions(adviser)
    assert "1 actie is te laat" in words(joris, HOME)
    end = {"do": "end", "action": line.id, "stand": "done", "result": "Gebeld."}
    assert post(joris, "governance:actions", **end).status_code == 403
    assert post(wies, "governance:actions", **{**end, "result": ""}).status_code == 422
    assert post(wies, "governance:actions", **end).status_code == 302
    assert "Gebeld." in words(joris, "governance:actions")


def test_a_question_is_asked_answered_and_summed_up(
    wies: Client, joris: Client, adviser: Actor, group: UUID
) -> None:
    until = clock.today() + timedelta(days=3)
    new = {"body": "werkgroep", "title": "Eerst?", "text": "Wat eerst?", "open_until": until}
    old = post(wies, "governance:questions", **{**new, "open_until": "2020-01-01"})
    assert old.status_code == 422
    made = post(wies, "governance:questions", **new)
    (line,) = queries.questions(adviser)
    assert made.url == reverse("governance:question", args=[line.id])
    assert "Je antwoordt namens Gemeente Hengelo" in joris.get(made.url).content.decode()
    page = "governance:question"
    assert post(joris, page, line.id, do="answer", text="").status_code == 422
    assert post(joris, page, line.id, do="answer", text="De horeca.").status_code == 302
    assert post(wies, page, line.id, do="answer", text="Ik ook.").status_code == 409
    assert post(wies, page, line.id, do="sum_up", before="", text="Horeca.").status_code == 302
    two = post(wies, page, line.id, do="sum_up", before="", text="Bouw.")
    assert two.status_code == 409
    assert "Twee teksten" in two.content.decode()
    assert post(joris, page, line.id, do="sum_up", before="Horeca.", text="x").status_code == 403


def test_who_reads_no_papers_comes_nowhere(log_in: LogIn, adviser: Actor, group: UUID) -> None:
    client = log_in("desk")
    for name in ("home", "meetings", "actions", "questions", "decisions", "decision_new"):
        assert client.get(reverse(f"governance:{name}")).status_code == 403


def test_a_member_sees_no_form_to_write(joris: Client, adviser: Actor, group: UUID) -> None:
    made = meet(adviser, group, clock.now() - timedelta(days=2), "Visie")
    page = words(joris, "governance:meeting", made)
    assert 'name="said"' not in page
    assert "Visie" in page
    assert 'name="organisation"' not in words(joris, "governance:body", "werkgroep")
