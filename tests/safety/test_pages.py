"""The pages of safety as a coordinator meets them: what they show, keep, refuse and never lose."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from kmt.care.queries import case
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.safety import actions, queries
from kmt.safety.rules import Answer, NewPlan
from kmt.vault.actions import amend_person
from kmt.vault.queries import identity_to_amend
from kmt.vocabulary.queries import values
from tests.safety.conftest import assessment

LogIn = Callable[[str], Client]
PAGES = ("case", "assess", "plan", "incident")


def url(name: str, case_id: UUID) -> str:
    """The address of a page of safety."""
    return reverse(f"safety:{name}", args=(case_id,))


def typed(**changed: str) -> dict[str, str]:
    """An assessment as a browser sends it."""
    answers = {one.code: "unknown" for one in values("safety_item", clock.today())}
    whole = {
        "level": "acute",
        "reasons": "Kanarie belde zelf",
        "emergency": "Bel 112",
        "valid_until": clock.today().isoformat(),
        "called_112": "yes",
        "done_now": "Politie onderweg",
        "done_by": "Bram",
        "token": str(uuid4()),
    }
    return {**answers, **whole, **changed}


def test_an_empty_page_teaches_what_to_do(case_id: UUID, log_in: LogIn) -> None:
    text = log_in("coordinator").get(url("case", case_id)).content.decode()
    assert "De veiligheid is nog niet beoordeeld" in text
    assert "Nog geen plan" in text
    assert url("assess", case_id) in text


def test_an_assessment_goes_from_the_form_to_the_page_of_the_case(
    case_id: UUID, log_in: LogIn
) -> None:
    client = log_in("coordinator")
    sent = client.post(url("assess", case_id), typed())
    assert (sent.status_code, sent.headers["Location"]) == (302, url("case", case_id))
    here = client.get(url("case", case_id)).content.decode()
    assert "Acuut gevaar" in here
    assert "112 is gebeld" in here
    assert "Kanarie belde zelf" in here
    above = client.get(reverse("care:case", args=(case_id,))).content.decode()
    assert "Acuut gevaar. Afgesproken als het misgaat: Bel 112" in above


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"called_112": ""}, "Is 112 gebeld?"),
        ({"level": ""}, "Kies hoe veilig het nu is."),
        ({"valid_until": ""}, "Dit veld is verplicht"),
        ({"valid_until": "", "called_112": ""}, "Is 112 gebeld?"),
        ({"weapons": "yes"}, "Schrijf op wat je hierover weet."),
        ({"weapons": ""}, "Kies ja, nee of onbekend."),
        ({"level": "zeer"}, "zeer"),
        ({"valid_until": "morgen"}, "geldige datum"),
    ],
)
def test_bad_input_comes_back_with_a_sentence_and_what_was_typed(
    case_id: UUID, coordinator: Actor, log_in: LogIn, changed: dict[str, str], sentence: str
) -> None:
    answer = log_in("coordinator").post(url("assess", case_id), typed(**changed))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    assert "Kanarie belde zelf" in text
    assert queries.safety_of(coordinator, case_id).assessments == ()


def test_the_next_form_shows_the_answers_of_the_time_before_and_fills_in_none(
    case_id: UUID, coordinator: Actor, log_in: LogIn
) -> None:
    actions.assess(by=coordinator, case_id=case_id, new=assessment(), token=uuid4())
    text = log_in("coordinator").get(url("assess", case_id)).content.decode()
    assert "Vorige keer: ja: Hij stond vorige week voor de deur." in text
    assert f'value="{Answer.UNKNOWN}" checked' not in text


PLAN = NewPlan(own_steps="Weggaan\nBellen", call_order="112", code_word="taart")


def test_the_sheet_has_the_plan_and_nothing_that_says_who_we_are(
    case_id: UUID, coordinator: Actor, log_in: LogIn
) -> None:
    client = log_in("coordinator")
    assert client.get(url("sheet", case_id)).status_code == 404
    actions.make_plan(by=coordinator, case_id=case_id, new=PLAN, token=uuid4())
    text = client.get(url("sheet", case_id)).content.decode()
    assert "<li>Weggaan</li><li>Bellen</li>" in text
    assert "taart" in text
    for word in ("KMT", "mensenhandel", "Bram", "slachtoffer"):
        assert word.lower() not in text.lower().replace("kmt.css", "")


def test_the_plan_that_holds_stands_in_the_form_without_its_agreement(
    case_id: UUID, coordinator: Actor, log_in: LogIn
) -> None:
    agreed = NewPlan(own_steps="Weggaan", call_order="112", agreed_on=clock.today())
    actions.make_plan(by=coordinator, case_id=case_id, new=agreed, token=uuid4())
    text = log_in("coordinator").get(url("plan", case_id)).content.decode()
    assert "Weggaan</textarea>" in text
    assert f'value="{clock.today().isoformat()}"' not in text


def test_an_incident_is_written_down(case_id: UUID, log_in: LogIn) -> None:
    client = log_in("coordinator")
    sent = {
        "kind": "threat",
        "happened_on": clock.today().isoformat(),
        "what": "Een dreigend bericht",
        "done": "Bewaard",
        "token": str(uuid4()),
    }
    assert client.post(url("incident", case_id), {**sent, "what": ""}).status_code == 422
    assert client.post(url("incident", case_id), sent).status_code == 302
    assert "Een dreigend bericht" in client.get(url("case", case_id)).content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_who_is_not_involved_gets_no_page(case_id: UUID, log_in: LogIn, page: str) -> None:
    assert log_in("colleague").get(url(page, case_id)).status_code == 403


def test_safe_contact_stands_on_the_page_and_the_code_word_only_after_a_recorded_look(
    case_id: UUID, coordinator: Actor, log_in: LogIn
) -> None:
    person = case(coordinator, case_id).person_id
    known, version = identity_to_amend(coordinator, person)
    now = replace(known, safe_when="na 19.00 uur", safe_way="alleen app", code_word="roos")
    amend_person(by=coordinator, person_id=person, identity=now, version=version)
    client = log_in("coordinator")
    text = client.get(url("case", case_id)).content.decode()
    assert "Wanneer: na 19.00 uur." in text
    assert "Hoe: alleen app." in text
    assert "alleen sms, na 19.00 uur" in text
    assert "roos" not in text
    contact = reverse("persons:contact", args=(person,))
    assert contact in text
    assert "Codewoord: roos." in client.get(contact).content.decode()


@pytest.mark.parametrize("times", [1, 6])
def test_the_page_asks_as_much_of_the_database_whatever_there_is(
    case_id: UUID,
    coordinator: Actor,
    log_in: LogIn,
    django_assert_max_num_queries,
    times: int,
) -> None:
    for _ in range(times):
        actions.assess(by=coordinator, case_id=case_id, new=assessment(), token=uuid4())
        actions.make_plan(by=coordinator, case_id=case_id, new=PLAN, token=uuid4())
    client = log_in("coordinator")
    client.get(url("case", case_id))
    with django_assert_max_num_queries(16):
        client.get(url("case", case_id))
