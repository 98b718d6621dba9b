"""The pages of duty: what they show and to whom, what they refuse, and what was typed stays."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from kmt.audit.models import AuditEvent
from kmt.duty import actions, queries
from kmt.kernel import clock
from tests.duty.conftest import ADVICE, CANARY, CASE, carrier_of, in_days


def page(client, name: str, *args: object) -> str:
    """A page of this room as text."""
    answer = client.get(reverse(f"duty:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def send(client, name: str, *args: object, **typed: object):
    """Send the form of a page of this room."""
    return client.post(reverse(f"duty:{name}", args=args), typed)


def test_what_one_carries_stands_by_the_hour_it_is_due_and_acute_first(
    log_in, desk, make_request
) -> None:
    later, danger = make_request(), make_request(by=None, danger="yes")
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        sooner = make_request()
    found = [one.work.id for one in queries.today(desk).own]
    assert found == sorted([later, sooner], key=found.index)
    assert danger not in found, "nobody took it up"
    dues = [one.work.due for one in queries.today(desk).own]
    assert dues == sorted(dues)
    text = page(log_in("desk"), "today")
    assert reverse("advice:detail", args=[later]) in text
    assert CANARY not in text


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("today", "Pak iets op uit een lijst"),
        ("away", "Leg hieronder vast wanneer je afwezig bent"),
        ("hand_over", "Wat je oppakt of coördineert staat hier"),
        ("received", "dan staat het hier met de reden"),
        ("mail", "geen naam, geen nummer"),
    ],
)
def test_an_empty_page_teaches_what_comes_there(log_in, name, words) -> None:
    assert words in page(log_in("desk"), name)


def test_a_look_at_the_work_is_recorded_once(log_in, make_request) -> None:
    make_request()
    looks = AuditEvent.objects.filter(object_type="caseload", action="search")
    page(log_in("desk"), "today")
    assert looks.count() == 1


def test_the_questions_of_the_first_page_do_not_grow_with_the_work(
    log_in, desk, team_lead, make_request, django_assert_max_num_queries
) -> None:
    for _ in range(12):
        make_request()
    for actor in (desk, team_lead):
        with django_assert_max_num_queries(30):
            queries.today(actor)


def test_how_much_others_carry_is_for_the_team_lead_alone(
    log_in, desk, second_desk, team_lead, make_request
) -> None:
    make_request()
    make_request(by=second_desk)
    loads = {one.name: one for one in queries.today(team_lead).loads}
    kinds = [str(words) for words in queries.today(team_lead).kinds]
    assert loads[desk.name].numbers[kinds.index("Adviesvragen")] == 1
    assert queries.today(desk).loads == ()
    assert 'id="load"' in page(log_in("team_lead"), "today")
    assert 'id="load"' not in page(log_in("desk"), "today")


def test_what_nobody_carries_is_counted_with_a_way_to_its_list(log_in, make_request) -> None:
    make_request(by=None)
    text = page(log_in("desk"), "today")
    assert re.search(rf'href="{reverse("advice:requests")}">Adviesvragen</a>: 1', text)


def test_the_team_lead_gives_what_nobody_carries_from_the_first_page(
    log_in, desk, team_lead, make_request
) -> None:
    one = make_request(by=None)
    client = log_in("team_lead")
    assert reverse("duty:assign", args=[one]) in page(client, "today")
    assert reverse("duty:assign", args=[one]) not in page(log_in("desk"), "today")
    assert send(client, "assign", one, new=desk.id, reason="handed_over").status_code == 302
    assert carrier_of(one, desk) == desk.id


def test_an_absence_is_written_down_by_the_page_and_ended_by_it(
    log_in, coordinator, colleague
) -> None:
    client = log_in("coordinator")
    typed = {"account": coordinator.id, "first_day": in_days(0), "last_day": in_days(2)}
    assert send(client, "away", **typed, care_case=[colleague.id]).status_code == 302
    (line,) = queries.absences(coordinator)
    assert line.stand_ins[0].names == (colleague.name,)
    text = page(client, "away")
    assert colleague.name in text
    assert "Weer aanwezig" in text
    assert "Weer aanwezig" not in page(log_in("colleague"), "away"), "not hers to end"
    assert send(client, "away", do="end", absence=line.id).status_code == 302
    assert queries.absences(coordinator) == ()


@pytest.mark.parametrize("which", ["", "x", "3f0c1f8e-5b1c-4a5e-9f0e-000000000000"])
def test_an_absence_that_is_not_there_cannot_be_ended(log_in, which) -> None:
    assert send(log_in("desk"), "away", do="end", absence=which).status_code == 404


def test_nobody_ends_the_absence_of_another(log_in, coordinator) -> None:
    days = {"first_day": in_days(0), "last_day": in_days(2)}
    absence = actions.enter_absence(by=coordinator, account=coordinator.id, **days, stand_ins={})
    assert send(log_in("colleague"), "away", do="end", absence=absence).status_code == 403
    assert len(queries.absences(coordinator)) == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"first_day": ""}, "Vul een dag in"),
        ({"first_day": "gisteren"}, "Vul een dag in"),
        ({"last_day": "2020-01-01"}, "Draai ze om"),
        ({"account": ""}, "Kies wie er afwezig is"),
        ({"account": "x"}, "geldige keuze"),
        ({"care_case": "x"}, "geldige keuze"),
    ],
)
def test_what_is_wrong_with_an_absence_is_said_at_its_field_and_nothing_typed_is_lost(
    log_in, coordinator, colleague, change, words
) -> None:
    typed = {
        "account": coordinator.id,
        "first_day": f"{in_days(1)}",
        "last_day": f"{in_days(2)}",
        "care_case": colleague.id,
    }
    answer = send(log_in("team_lead"), "away", **{**typed, **change})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text
    assert 'id="error-summary"' in text
    if "last_day" not in change:
        assert f'value="{in_days(2)}"' in text
    assert queries.absences(coordinator) == ()


def test_a_caseload_is_handed_over_by_the_page(log_in, desk, second_desk, make_request) -> None:
    mine = [make_request(), make_request()]
    client = log_in("desk")
    assert page(client, "hand_over").count("/dienst/toewijzen/") == 2
    typed = {"old": desk.id, "only": [ADVICE], "new": second_desk.id, "reason": "left"}
    answer = client.post(reverse("duty:hand_over"), typed, follow=True)
    assert "2 zaken zijn overgedragen." in answer.content.decode()
    assert {carrier_of(one, desk) for one in mine} == {second_desk.id}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"new": ""}, "Kies een collega."),
        ({"only": []}, "Zet een vinkje"),
        ({"reason": "closed"}, "geldige keuze"),
        ({"old": "x"}, "geldige keuze"),
    ],
)
def test_what_is_wrong_with_handing_over_is_said(
    log_in, desk, second_desk, make_request, change, words
) -> None:
    one = make_request()
    typed = {"old": desk.id, "only": [ADVICE], "new": second_desk.id, "reason": "left"}
    answer = send(log_in("desk"), "hand_over", **{**typed, **change})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert carrier_of(one, desk) == desk.id


def test_a_colleague_is_not_offered_the_work_of_another(log_in, desk, second_desk, make_request):
    make_request(by=second_desk)
    make_request()
    assert second_desk.id not in page(log_in("desk"), "hand_over").partition('name="new"')[0]
    assert second_desk.id in page(log_in("team_lead"), "hand_over").partition('name="new"')[0]


def test_one_thing_is_given_by_its_own_page(log_in, desk, second_desk, make_request) -> None:
    one = make_request()
    client = log_in("desk")
    there = reverse("duty:assign", args=[one])
    assert there in client.get(reverse("advice:detail", args=[one])).content.decode()
    assert "Nu bij Noor Demo." in page(client, "assign", one)
    wrong = send(client, "assign", one, new="", reason="left")
    assert wrong.status_code == 422
    done = send(client, "assign", one, new=second_desk.id, reason="left")
    assert done.status_code == 302
    assert carrier_of(one, desk) == second_desk.id
    assert "Alleen wie het draagt" in page(client, "assign", one)


def test_what_was_handed_over_stands_on_its_page_and_is_seen_with_one_press(
    log_in, desk, second_desk, make_request
) -> None:
    one = make_request(by=second_desk)
    actions.hand_over(by=second_desk, old=second_desk.id, new=desk.id, reason="left")
    client = log_in("desk")
    assert "1 zaak is aan jou overgedragen" in page(client, "today")
    text = page(client, "received")
    assert reverse("advice:detail", args=[one]) in text
    assert second_desk.name in text
    assert CANARY not in text
    assert send(client, "received").status_code == 302
    assert "aan jou overgedragen</a>" not in page(client, "today")


def test_the_mail_is_chosen_on_a_page_that_the_account_leads_to(log_in, desk) -> None:
    client = log_in("desk")
    assert reverse("duty:mail") in client.get(reverse("partners:mine")).content.decode()
    assert send(client, "mail", choice="acute", hour="12").status_code == 302
    assert queries.mail_choice(desk) == ("acute", 12)
    assert send(client, "mail", choice="off", hour="").status_code == 302
    assert queries.mail_choice(desk) == ("off", None)
    for wrong in ({"choice": ""}, {"choice": "often"}, {"choice": "daily", "hour": "3"}):
        assert send(client, "mail", **wrong).status_code == 422
    assert queries.mail_choice(desk) == ("off", None)


def test_standing_in_shows_in_the_lists_of_the_rooms_and_not_without_it(
    log_in, coordinator, colleague, make_case
) -> None:
    one = make_case()
    client, there = log_in("colleague"), f"{reverse('care:cases')}?toon=waarneming"
    assert "Waarneming" not in client.get(reverse("care:cases")).content.decode()
    actions.enter_absence(
        by=coordinator,
        account=coordinator.id,
        first_day=in_days(0),
        last_day=in_days(1),
        stand_ins={CASE: [colleague.id]},
    )
    assert reverse("care:case", args=[one]) in client.get(there).content.decode()
    assert f"Je neemt waar voor {coordinator.name}" in page(client, "today")
    assert client.get(reverse("care:case", args=[one])).status_code == 200


def test_standing_in_at_the_desk_shows_in_the_list_of_advice(
    log_in, desk, second_desk, make_request
) -> None:
    one = make_request(by=second_desk)
    actions.enter_absence(
        by=second_desk,
        account=second_desk.id,
        first_day=in_days(0),
        last_day=in_days(1),
        stand_ins={ADVICE: [desk.id]},
    )
    answer = log_in("desk").get(f"{reverse('advice:requests')}?lijst=waarneming")
    assert reverse("advice:detail", args=[one]) in answer.content.decode()


@pytest.mark.parametrize("name", ["today", "away", "hand_over", "received", "mail"])
@pytest.mark.parametrize("who", ["analyst", "focal_point_hengelo", "administrator"])
def test_who_does_none_of_this_work_gets_no_page(log_in, name, who) -> None:
    assert log_in(who).get(reverse(f"duty:{name}")).status_code == 403


def test_no_page_has_a_name_in_its_title_or_needs_a_script(
    log_in, desk, second_desk, make_request
) -> None:
    one = make_request()
    client = log_in("desk")
    pages = ["today", "away", "hand_over", "received", "mail"]
    texts = [page(client, name) for name in pages] + [page(client, "assign", one)]
    for text in texts:
        title = text.partition("<title>")[2].partition("</title>")[0]
        assert not re.search(r"\d|Noor|Daan", title)
        assert "<script" not in text
        assert "onclick" not in text
