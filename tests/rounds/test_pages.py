"""The pages of the rounds, without JavaScript and with a real log-in."""

import re
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.urls import reverse

from kmt.kernel import clock
from kmt.rounds import actions, queries
from tests.conftest import ENSCHEDE, HENGELO
from tests.rounds.conftest import AFTER, CLOSES, OPENS, QUESTION, stand

ROUNDS, NEW, ROLES = "/gemeenten/ronden/", "/gemeenten/ronden/nieuw/", "/gemeenten/rollen/"


def text_of(answer: HttpResponse) -> str:
    """What stands on a page, in one line."""
    text = re.sub(r"<span hidden[^>]*>.*?</span>", "", answer.content.decode())
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


@pytest.fixture
def wies(today, log_in):
    """The adviser at her desk."""
    return log_in("adviser")


@pytest.fixture
def hanna(today, log_in):
    """The focal point of Hengelo."""
    return log_in("focal_point_hengelo")


def page(round_id, municipality: str = "") -> str:
    if municipality:
        return reverse("rounds:answer", args=[round_id, municipality])
    return reverse("rounds:round", args=[round_id])


def typed(**changed: object) -> dict[str, object]:
    whole = {
        "token": str(uuid4()),
        "year": "2026",
        "opens": OPENS.isoformat(),
        "closes": CLOSES.isoformat(),
        "questions": f"{QUESTION}\n\n",
    }
    return {**whole, **changed}


def test_an_empty_page_says_what_to_do(wies, hanna) -> None:
    assert "Begin de eerste" in text_of(wies.get(ROUNDS))
    assert "De beleidsadviseur begint er een" in text_of(hanna.get(ROUNDS))
    assert "Een ronde beginnen" not in text_of(hanna.get(ROUNDS))


def test_a_round_begins_from_the_page(wies) -> None:
    answer = wies.post(NEW, typed(), follow=True)
    said = text_of(answer)
    assert "Alle gemeenten zijn uitgenodigd" in said
    assert QUESTION in said
    assert "0 van 14" in said


def test_a_wrong_round_keeps_what_was_typed(wies, adviser) -> None:
    answer = wies.post(NEW, typed(closes=OPENS.isoformat(), questions="Blijft staan?"))
    assert answer.status_code == 422
    assert "minstens twee weken" in text_of(answer)
    assert "Blijft staan?" in answer.content.decode()
    assert wies.post(NEW, typed(year="geen jaar")).status_code == 422
    assert queries.rounds(adviser) == ()


def test_a_municipality_answers_on_its_page(round_id, hanna) -> None:
    said = text_of(hanna.get(ROUNDS))
    assert "Naar het antwoord van je gemeente" in said
    assert QUESTION in text_of(hanna.get(page(round_id, HENGELO)))
    sent = {"version": "0", "answer_0": "Meer training"}
    answer = hanna.post(page(round_id, HENGELO), sent, follow=True)
    assert "Dank je wel" in text_of(answer)
    assert "Meer training" in answer.content.decode()


def test_two_windows_show_both_texts(round_id, hanna) -> None:
    hanna.post(page(round_id, HENGELO), {"version": "0", "answer_0": "Uit het ene venster"})
    answer = hanna.post(page(round_id, HENGELO), {"version": "0", "answer_0": "Uit het andere"})
    assert answer.status_code == 409
    assert "Uit het ene venster" in answer.content.decode()
    assert "Uit het andere" in answer.content.decode()
    again = {"version": "1", "answer_0": "Uit het andere"}
    assert hanna.post(page(round_id, HENGELO), again).status_code == 302


def test_an_answer_about_a_person_comes_back(round_id, hanna) -> None:
    answer = hanna.post(page(round_id, HENGELO), {"version": "0", "answer_0": "BSN 111222333"})
    assert answer.status_code == 422
    assert "BSN 111222333" in answer.content.decode()
    assert "Haal weg" in text_of(answer)


def test_who_leads_sees_who_answered_and_moves_the_round(round_id, wies, hanna) -> None:
    hanna.post(page(round_id, HENGELO), {"version": "0", "answer_0": "Ja"})
    said = text_of(wies.get(page(round_id)))
    assert "Enschede nog geen antwoord" in said
    assert "Hengelo 2 maart 2026" in said
    assert "13 gemeenten herinneren" in said
    assert "Vastgelegd." in text_of(wies.post(page(round_id), {"do": "remind"}, follow=True))
    refused = wies.post(page(round_id), {"do": "close", "reason": ""})
    assert refused.status_code == 409
    assert "schrijf op waarom" in text_of(refused)
    early = {"do": "close", "reason": "De raad vergadert eerder."}
    assert "De ronde is gesloten" in text_of(wies.post(page(round_id), early, follow=True))
    assert "vastgezet" in text_of(wies.post(page(round_id), {"do": "freeze"}, follow=True))
    assert wies.post(page(round_id), {"do": "iets"}).status_code == 404


def test_a_municipality_sees_its_frozen_standing_beside_the_region(
    round_id, hanna, wies, adviser, focal_point_hengelo
) -> None:
    stand(focal_point_hengelo, HENGELO, "C01")
    with clock.frozen(AFTER):
        actions.close(by=adviser, round_id=round_id)
        actions.freeze(by=adviser, round_id=round_id)
    own = text_of(hanna.get(page(round_id, HENGELO)))
    assert "1 van 28" in own
    assert "1 van 14" in own
    assert "Enschede" not in own
    total = text_of(hanna.get(page(round_id)))
    assert "1 van 14" in total
    assert "Enschede" not in total
    assert "alle regels zijn nog wat ze waren" in text_of(wies.get(page(round_id)))
    assert hanna.get(page(round_id, ENSCHEDE)).status_code == 404


def test_the_roles_of_a_municipality_are_kept_from_its_page(hanna, focal_point_hengelo) -> None:
    own = reverse("rounds:municipality", args=[HENGELO])
    assert hanna.get(ROLES).headers["Location"] == own
    assert "Regisseur: niemand heeft deze rol" in text_of(hanna.get(own))
    sent = {"role": "director", "office": "Adviseur veiligheid", "account": "", "version": "0"}
    assert "Adviseur veiligheid" in text_of(hanna.post(own, sent, follow=True))
    again = hanna.post(own, {**sent, "office": "Iemand anders"})
    assert again.status_code == 409
    assert "Iemand anders" in again.content.decode()
    assert "Adviseur veiligheid" in text_of(again)
    long = hanna.post(own, {**sent, "office": "x" * 200, "version": "1"})
    assert long.status_code == 422
    assert "x" * 200 in long.content.decode()
    deputy = {"do": "deputy", "office": "Vervanger", "account": "", "trained_on": "2026-01-08"}
    assert "Getraind op 8 januari 2026" in text_of(
        hanna.post(own, {**deputy, "version": "0"}, follow=True)
    )
    assert hanna.post(own, {"role": "geen", "version": "0"}).status_code == 404


def test_the_overview_is_for_who_leads_and_others_see_the_total(wies, log_in) -> None:
    said = text_of(wies.get(ROLES))
    assert "Mail wie iets moet nakijken" in said
    assert "Wierden" in said
    assert "Er ging geen mail uit" in text_of(wies.post(ROLES, follow=True))
    joris = log_in("member")
    seen = text_of(joris.get(ROLES))
    assert "Wierden" not in seen
    assert "0 van 14" in seen
    assert joris.post(ROLES).status_code == 403
