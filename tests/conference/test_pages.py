"""The pages of a conference, as its chair uses them: without JavaScript, with a real log-in."""

import re
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kmt.conference import actions, queries
from kmt.conference.rules import ToAgree
from kmt.conference.states import State
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from tests.conference.conftest import add_shelter, admissions_of, go, in_days, seat_of, state_of
from tests.conftest import prove

LogIn = Callable[[str], Client]


@pytest.fixture
def bram(log_in: LogIn) -> Client:
    """The coordinator at his desk."""
    return log_in("coordinator")


def page(client: Client, name: str, *args: object, status: int = 200) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == status
    return answer.content.decode()


def hidden(text: str, do: str) -> dict[str, str]:
    """The hidden fields of the form on a page that does this."""
    form = next(one for one in text.split("<form") if f'name="do" value="{do}"' in one)
    form = form.split("</form")[0]
    return {**dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)), "do": do}


def test_a_case_leads_to_its_care_table_and_from_there_to_a_conference(
    bram: Client, case_id: UUID, coordinator: Actor
) -> None:
    assert reverse("care:table", args=[case_id]) in page(bram, "care:case", case_id)
    assert "Nog geen overleg over deze casus" in page(bram, "care:table", case_id)
    url = reverse("conference:propose", args=["zorgcasus", case_id])
    assert "Eerst het doel" in bram.get(url).content.decode()
    token = str(uuid4())
    first, again = bram.post(url, {"token": token}), bram.post(url, {"token": token})
    assert first.status_code == again.status_code == 302
    assert first["Location"] == again["Location"]
    assert len(queries.conferences(coordinator)) == 1
    assert "Overleg O-" in bram.get(first["Location"]).content.decode()


def test_the_pages_tell_what_is_missing_before_the_next_step(
    bram: Client, proposed: UUID, item_id: UUID
) -> None:
    text = page(bram, "conference:conference", proposed)
    assert "het doel ontbreekt" in text
    assert "Nog geen doel" in text
    assert "samen met de verwijzer" in page(bram, "conference:item", item_id)


def test_a_goal_without_a_referrer_loses_nothing_typed(
    bram: Client, proposed: UUID, item_id: UUID, coordinator: Actor
) -> None:
    url = reverse("conference:item", args=[item_id])
    data = hidden(bram.get(url).content.decode(), "goal")
    typed = {**data, "goal": "Een veilige plek", "goal_with": "", "goal_on": ""}
    answer = bram.post(url, typed)
    assert answer.status_code == 422
    assert "Een veilige plek" in answer.content.decode()
    assert queries.prepared_item(coordinator, item_id).goal == ""
    done = bram.post(url, {**typed, "goal_with": "School", "goal_on": clock.today().isoformat()})
    assert done.status_code == 302
    assert queries.prepared_item(coordinator, item_id).goal == "Een veilige plek"


def test_somebody_from_outside_without_a_basis_is_shown_with_why_and_with_the_way_to_one(
    bram: Client, proposed: UUID, item_id: UUID, coordinator: Actor
) -> None:
    shelter = add_shelter(coordinator, proposed)
    text = page(bram, "conference:item", item_id)
    assert "Er is nog geen besluit om over deze persoon te delen" in text
    answer = bram.post(reverse("conference:share", args=[item_id, shelter]))
    assert answer.status_code == 302
    assert "/delen/" in answer["Location"]
    assert bram.get(answer["Location"]).status_code == 200


def test_every_form_of_the_conference_page_does_its_deed(
    bram: Client, proposed: UUID, item_id: UUID, coordinator: Actor, team_lead: Actor
) -> None:
    url = reverse("conference:conference", args=[proposed])

    def send(do: str, **more: str) -> None:
        data = {**hidden(bram.get(url).content.decode(), do), **more}
        answer = bram.post(url, data)
        assert answer.status_code == 302, answer.content.decode()

    day = in_days(2).isoformat()
    send("details", day=day, at="10:30", minutes="45", place="Kamer 3", chair=coordinator.id)
    send("colleague", account=team_lead.id, capacity="contributor")
    outsider = {"organisation": "School Verzonnen", "function": "mentor", "who": "Kanarie"}
    send("outsider", party="municipal_domain", capacity="incidental", **outsider)
    send("declare", on=clock.today().isoformat())
    text = page(bram, "conference:conference", proposed)
    assert "Kamer 3" in text
    assert "Tess Leidt" in text
    assert "School Verzonnen · mentor" in text
    assert "verklaring ondertekend" in text
    seat = seat_of(coordinator, proposed, "School")
    bram.post(url, {"do": "remove", "participant_id": str(seat)})
    send("move", to="retention_clock", reason="De persoon wil het niet.")
    assert "De persoon wil het niet." in page(bram, "conference:conference", proposed)
    assert state_of(coordinator, proposed) is State.RETENTION_CLOCK


def test_the_table_is_typed_quickly(
    bram: Client, invited: UUID, item_id: UUID, coordinator: Actor
) -> None:
    url = reverse("conference:table", args=[item_id])
    seats = admissions_of(coordinator, item_id)
    come = bram.post(url, {"do": "come", "admissions": [str(one) for one in seats.values()]})
    assert come.status_code == 302
    text = bram.get(url).content.decode()
    assert "Nu besproken" in text
    shelter = str(seat_of(coordinator, invited, "Opvang"))
    said = {**hidden(text, "contribution"), "participant_id": shelter, "text": "Er is plek"}
    agreed = {**hidden(text, "agreement"), "what": "Kamer vrijhouden", "owner": shelter}
    assert bram.post(url, said).status_code == 302
    assert bram.post(url, {**agreed, "due": ""}).status_code == 422
    for _twice in range(2):
        due = in_days(1).isoformat()
        assert bram.post(url, {**agreed, "due": due}).status_code == 302
    assert bram.post(url, {**hidden(text, "summary"), "summary": "Er is plek."}).status_code == 302
    assert bram.post(url, {"do": "everybody"}).status_code == 302
    view = queries.item_at_table(coordinator, item_id)
    assert [one.owner for one in view.agreements] == ["Opvang Verzonnen · begeleider"]
    assert [one.supplier for one in view.contributions] == ["Opvang Verzonnen · begeleider"]
    assert view.summary == "Er is plek."
    assert not view.inside
    assert "Kamer vrijhouden" in page(bram, "care:case", _case_of(coordinator, item_id))
    go(coordinator, invited, State.HELD)
    one = view.agreements[0].id
    settle = {"do": "settle", "agreement_id": str(one), "outcome": "not_done", "note": ""}
    assert bram.post(url, settle).status_code == 422
    assert bram.post(url, {**settle, "note": "De kamer is vol"}).status_code == 302
    assert "De kamer is vol" in bram.get(url).content.decode()


def _case_of(actor: Actor, item_id: UUID) -> UUID:
    return queries.prepared_item(actor, item_id).object_id


def test_minutes_go_out_once_approved_and_as_pdf_once_handed_out(
    bram: Client, held: UUID, item_id: UUID, coordinator: Actor
) -> None:
    shelter = seat_of(coordinator, held, "Opvang")
    url = reverse("conference:minutes", args=[shelter])
    assert "nog niet vastgesteld" in bram.get(url).content.decode()
    assert bram.post(url).status_code == 409
    go(coordinator, held, State.AGREEMENTS_TRACKED)
    version = queries.item_at_table(coordinator, item_id).version
    actions.summarise(by=coordinator, item_id=item_id, version=version, summary="Er is plek.")
    go(coordinator, held, State.MINUTES_APPROVED)
    pdf = reverse("conference:minutes_pdf", args=[shelter])
    assert prove(bram).get(pdf).status_code == 409
    assert bram.post(url).status_code == 302
    answer = bram.get(pdf)
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content[:5] == b"%PDF-"
    assert b"Kanarie" not in answer["Content-Disposition"].encode()


def test_the_calendar_file_says_where_and_when_and_nothing_else(
    bram: Client, invited: UUID, item_id: UUID, coordinator: Actor
) -> None:
    text = page(bram, "conference:calendar", invited)
    view = queries.prepared_item(coordinator, item_id)
    assert "SUMMARY:Overleg\r\n" in text
    assert "LOCATION:Stadhuis\\, kamer 3\r\n" in text
    for secret in (view.label, view.person_label, view.goal, "Opvang", "Bram"):
        assert secret not in text


@pytest.mark.parametrize("many", [1, 9])
def test_the_number_of_queries_of_a_page_does_not_grow(
    bram: Client, invited: UUID, item_id: UUID, coordinator: Actor, many: int
) -> None:
    seats = tuple(admissions_of(coordinator, item_id).values())
    actions.come_in(by=coordinator, item_id=item_id, admissions=seats)
    for number in range(many):
        wanted = ToAgree(what=f"Afspraak {number}", due=in_days(number + 1))
        actions.agree(by=coordinator, item_id=item_id, wanted=wanted)
        add_shelter(coordinator, invited)
    pages = {
        "conference:conferences": (),
        "conference:conference": (invited,),
        "conference:item": (item_id,),
        "conference:table": (item_id,),
        "conference:minutes": (seat_of(coordinator, invited, "Opvang"),),
        "care:table": (_case_of(coordinator, item_id),),
    }
    for name, args in pages.items():
        page(bram, name, *args)
        default, keys = (CaptureQueriesContext(connections[one]) for one in ("default", "keys"))
        with default as found, keys as opened:
            page(bram, name, *args)
        asked = [one for one in (*found, *opened) if "SAVEPOINT" not in one["sql"]]
        assert (name, len(asked)) <= (name, 15)
