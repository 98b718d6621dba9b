"""The pages of shelter, as a coordinator uses them: without JavaScript, with a real log-in."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.shelter import actions, queries
from kmt.shelter.rules import Who
from tests.care.conftest import CANARY
from tests.shelter.conftest import SECRET, WISH, answered, asked, placed, wanted

LogIn = Callable[[str], Client]


@pytest.fixture
def bram(log_in: LogIn) -> Client:
    """The coordinator at his desk."""
    return log_in("coordinator")


def page_of(case_id: UUID) -> str:
    return reverse("shelter:case", args=[case_id])


def request_page(case_id: UUID, request_id: UUID) -> str:
    return reverse("shelter:request", args=[case_id, request_id])


def words(client: Client, url: str) -> str:
    return read(client.get(url))


def read(answer: HttpResponse) -> str:
    """What stands on a page, without the explanations that terms carry along."""
    text = re.sub(r"<span hidden[^>]*>.*?</span>", "", answer.content.decode())
    return re.sub(r"</?dfn[^>]*>", "", text)


def typed(**changed: object) -> dict[str, object]:
    whole = {
        "do": "request",
        "token": str(uuid4()),
        "kind": "womens_shelter",
        "urgency": "this_week",
        "age": "adult",
        "alone": "no",
        "dutch": "no",
        "reflection": "yes",
        "children": "2",
        "contra": ["addiction", "pet"],
        "languages": ["ro"],
        "wishes": WISH,
    }
    return {**whole, **changed}


def test_an_empty_page_says_what_to_do(bram: Client, case_id: UUID) -> None:
    text = words(bram, page_of(case_id))
    assert "Er is nog geen verblijf vastgelegd" in text
    assert reverse("shelter:new", args=[case_id]) in text


def test_from_the_request_to_the_placement(bram: Client, case_id: UUID, coordinator: Actor) -> None:
    answer = bram.post(reverse("shelter:new", args=[case_id]), typed())
    assert answer.status_code == 302
    url = answer["Location"]
    text = words(bram, url)
    assert "centrumgemeente verantwoordelijk" in text
    assert WISH in text
    ask = {
        "do": "ask",
        "token": str(uuid4()),
        "organisation": "kadera",
        "channel": "phone",
        "day": clock.today().isoformat(),
        "hour": "00:01",
        "decision": "",
    }
    assert bram.post(url, ask).status_code == 302
    view = queries.of_case(coordinator, case_id)
    (line,) = view.requests
    (asked_one,) = queries.request(coordinator, case_id, line.id).asks
    refusal = {
        "do": "answer",
        "token": str(uuid4()),
        "ask": str(asked_one.id),
        "reply": "refused",
        "on": clock.today().isoformat(),
        "reason": "full",
    }
    assert bram.post(url, refusal).status_code == 302
    assert "geweigerd: vol" in words(bram, url)
    stay = {
        "do": "stay",
        "token": str(uuid4()),
        "kind": "womens_shelter",
        "organisation": "kadera",
        "start": clock.today().isoformat(),
        "location": SECRET,
    }
    assert bram.post(url, stay).status_code == 302
    text = words(bram, page_of(case_id))
    assert "Kadera" in text
    assert SECRET not in text
    assert "Opgevangen sinds" in words(bram, reverse("care:case", args=[case_id]))


def test_one_sees_who_places_before_anything_is_kept(
    bram: Client, case_id: UUID, coordinator: Actor
) -> None:
    url = reverse("shelter:new", args=[case_id])
    seen = bram.post(url, typed(do="see", kind="cosm", reflection="unknown"))
    text = read(seen)
    assert seen.status_code == 200
    assert "Alleen CoMensha plaatst in de COSM" in text
    assert "comensha.nl" in text
    assert "Zoek dit eerst uit" in text
    assert WISH in text
    assert re.search(r'value="pet"[^>]*checked', text)
    assert queries.of_case(coordinator, case_id).requests == ()


def test_an_organisation_that_is_not_on_the_list_is_named(
    bram: Client, case_id: UUID, request_id: UUID, coordinator: Actor
) -> None:
    ask = {"organisation": "other", "channel": "mail", "day": clock.today().isoformat()}
    data = {"do": "ask", "token": str(uuid4()), "hour": "00:00", "other": "Opvang Ver", **ask}
    assert bram.post(request_page(case_id, request_id), data).status_code == 302
    (one,) = queries.request(coordinator, case_id, request_id).asks
    assert (one.organisation, one.channel, one.with_data) == ("Opvang Ver", "mail", False)


def test_the_form_of_cosm_offers_comensha_alone(
    bram: Client, case_id: UUID, coordinator: Actor
) -> None:
    cosm = wanted(kind="cosm")
    request_id = actions.request_shelter(by=coordinator, case_id=case_id, wanted=cosm)
    text = words(bram, request_page(case_id, request_id))
    choice = text.split('name="organisation"')[1].split("</select>")[0]
    assert re.findall(r'value="([^"]*)"', choice) == ["comensha"]


def test_what_may_not_be_is_said_and_not_offered(
    bram: Client, case_id: UUID, coordinator: Actor
) -> None:
    wrong = wanted(kind="cosm", who=Who(age="minor"))
    request_id = actions.request_shelter(by=coordinator, case_id=case_id, wanted=wrong)
    text = words(bram, request_page(case_id, request_id))
    assert "De COSM is voor volwassenen" in text
    assert 'value="ask"' not in text


@pytest.mark.parametrize(
    ("do", "data", "kept"),
    [
        ("ask", {"organisation": "other", "channel": "phone", "contact": "Balie"}, "Balie"),
        ("answer", {"reply": "refused", "words": "Niet hier"}, "Niet hier"),
        ("end", {"end": "", "words": "Zomaar"}, "Zomaar"),
        ("stay", {"kind": "", "location": SECRET}, SECRET),
    ],
)
def test_a_wrong_form_loses_nothing_typed(
    do: str,
    data: dict[str, str],
    kept: str,
    bram: Client,
    case_id: UUID,
    request_id: UUID,
    coordinator: Actor,
) -> None:
    actions.ask_organisation(by=coordinator, case_id=case_id, request_id=request_id, asked=asked())
    url = request_page(case_id, request_id)
    answer = bram.post(url, {"do": do, "token": str(uuid4()), **data})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "error-summary" in text
    assert kept in text


@pytest.mark.parametrize(
    ("day", "hour"),
    [("0001-01-01", "00:00"), ("9999-12-31", "23:59"), ("onzin", ""), ("", "25:00")],
)
def test_an_impossible_moment_is_a_sentence(
    day: str, hour: str, bram: Client, case_id: UUID, request_id: UUID
) -> None:
    ask = {"organisation": "kadera", "channel": "phone", "day": day, "hour": hour}
    url = request_page(case_id, request_id)
    answer = bram.post(url, {"do": "ask", "token": str(uuid4()), **ask})
    assert answer.status_code == 422


@pytest.mark.parametrize("do", ["leave", "stay"])
def test_a_wrong_form_on_the_part_loses_nothing_typed(
    do: str, bram: Client, case_id: UUID, coordinator: Actor
) -> None:
    stay = actions.place(by=coordinator, case_id=case_id, placed=placed())
    data = {
        "do": do,
        "stay": str(stay),
        "words": "Zomaar",
        "other": "Zomaar",
        "token": str(uuid4()),
    }
    answer = bram.post(page_of(case_id), data)
    assert answer.status_code == 422
    assert "Zomaar" in answer.content.decode()


@pytest.mark.parametrize("stay", ["", "onzin", str(UUID(int=1))])
def test_leaving_a_stay_that_is_not_there_is_not_found(
    stay: str, bram: Client, case_id: UUID
) -> None:
    data = {
        "do": "leave",
        "stay": stay,
        "on": clock.today().isoformat(),
        "to": "family",
        "reason": "goals",
    }
    assert bram.post(page_of(case_id), data).status_code == 404


def test_the_profile_to_copy_tells_nobody_who_it_is(
    bram: Client, case_id: UUID, request_id: UUID
) -> None:
    text = words(bram, request_page(case_id, request_id))
    profile = text.split('id="profile"')[1].split(">", 1)[1].split("</textarea>")[0]
    assert "Gezocht: vrouwenopvang voor een volwassene, vannacht." in profile
    assert "verslaving, kinderen komen mee" in profile
    label = re.search(r"Persoon (\w{5})", text)
    assert label
    for word in (CANARY, label[1], WISH, "Kanarie", "Hengelo", str(case_id), "Z2"):
        assert word not in profile


def test_with_personal_data_the_matrix_says_on_which_ground(
    bram: Client, case_id: UUID, request_id: UUID
) -> None:
    url = request_page(case_id, request_id)
    text = words(bram, url)
    assert "M014" in text
    assert "Wmo 5.2.1(2)(a)" in text
    begun = bram.post(reverse("shelter:share", args=[case_id, request_id]))
    assert begun.status_code == 302
    assert "zorgaanbieder of opvang" in words(bram, begun["Location"])


def test_the_place_is_shown_once_after_a_reason(
    bram: Client, case_id: UUID, coordinator: Actor
) -> None:
    stay = actions.place(by=coordinator, case_id=case_id, placed=placed())
    url = reverse("shelter:location", args=[case_id, stay])
    assert bram.get(url)["Location"] == page_of(case_id)
    without = bram.post(url, {"reason": ""})
    assert without.status_code == 422
    assert SECRET not in without.content.decode()
    shown = bram.post(url, {"reason": "safety"})
    assert SECRET in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert SECRET not in words(bram, reverse("care:case", args=[case_id]))


def test_a_closed_request_is_read_and_not_written(
    bram: Client, case_id: UUID, request_id: UUID, coordinator: Actor
) -> None:
    actions.end_request(by=coordinator, case_id=case_id, request_id=request_id, end="not_found")
    url = request_page(case_id, request_id)
    assert 'value="ask"' not in words(bram, url)
    answer = bram.post(url, {"do": "end", "end": "missing"})
    assert answer.status_code == 409
    assert "Deze aanvraag is afgesloten" in answer.content.decode()


def test_many_rows_cost_no_more_questions(
    bram: Client, case_id: UUID, coordinator: Actor, django_assert_max_num_queries
) -> None:
    by = coordinator
    for day in range(8, 0, -1):
        start = clock.today() - timedelta(days=day)
        actions.place(by=by, case_id=case_id, placed=placed(start=start, onward=True))
    for _ in range(3):
        request = actions.request_shelter(by=by, case_id=case_id, wanted=wanted())
        for name in "abcd":
            other = asked("", other=name)
            ask = actions.ask_organisation(by=by, case_id=case_id, request_id=request, asked=other)
            actions.note_answer(by=by, case_id=case_id, ask_id=ask, answered=answered(words=name))
    bram.get(page_of(case_id))
    with django_assert_max_num_queries(MOST - 2):
        text = words(bram, page_of(case_id))
    assert text.count("gevraagd op") == 3
    with django_assert_max_num_queries(MOST):
        assert words(bram, request_page(case_id, request)).count("geweigerd: vol") == 4


#: Session, access, the record and the head of the case ask most of them.
MOST = 19
