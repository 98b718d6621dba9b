"""The pages of weighings: filled in without losing a letter, shown with what they do not show."""

import re
from uuid import UUID

import pytest
from django.urls import reverse

from kmt.demo.options import weigh
from kmt.options import actions, queries
from kmt.options.models import Weighing
from kmt.options.states import WeighingState
from tests.insight.reading import paragraphs_of
from tests.options.conftest import ASKED


@pytest.fixture
def wies(log_in):
    return log_in("adviser")


@pytest.fixture
def joris(log_in):
    return log_in("member")


def said(answer, status=200):
    page = answer.content.decode()
    assert answer.status_code == status, page[-3000:]
    return " ".join(re.sub(r"<[^>]+>", " ", page).replace("&nbsp;", " ").split())


def page_of(key, name="weighing"):
    return reverse(f"options:{name}", args=[key])


def test_an_empty_list_teaches(wies, joris, db):
    page = said(wies.get(reverse("options:weighings")))
    assert "Er is nog niets afgewogen" in page
    assert "Nieuwe afweging" in page
    assert "Nieuwe afweging" not in said(joris.get(reverse("options:weighings")))


def test_the_whole_way_by_the_pages(wies, joris, adviser):
    """From a question to a frozen advice, with dissent, by forms alone."""
    made = wies.post(
        reverse("options:new"), {"title": "Plek", "question": "Waar?", "token": UUID(int=7)}
    )
    key = UUID(int=7)
    assert made["Location"] == page_of(key, "setup")
    setup = page_of(key, "setup")
    for name in ("A", "B"):
        sent = {"do": "alternative", "alternative-name": name, "alternative-points": "een\n\ntwee"}
        assert wies.post(setup, sent).status_code == 302
    sent = {"do": "criterion", "criterion-name": "Taak", "criterion-weight": "3"}
    assert wies.post(setup, sent).status_code == 302
    view = queries.weighing(adviser, key)
    a, b = (one.id for one in view.alternatives)
    (c,) = (one.id for one in view.criteria)
    assert view.alternatives[0].points == ("een", "twee")
    assert "Nog niets om" not in said(wies.get(page_of(key, "judgements")))
    cells = {f"words-{a}-{c}": "Past.", f"source-{a}-{c}": "memo", "version": view.version}
    assert wies.post(page_of(key, "judgements"), cells).status_code == 302
    assert wies.post(page_of(key), {"do": "open"}).status_code == 302
    scores = {f"value-{a}-{c}": "4", f"why-{a}-{c}": "omdat", f"value-{b}-{c}": ""}
    assert joris.post(page_of(key, "scores"), scores).status_code == 302
    version = queries.weighing(adviser, key).version
    advice = {"version": version, "alternative": a, "words": "Kies A.", "conditions": "geld\ntijd"}
    assert wies.post(page_of(key, "advice"), advice).status_code == 302
    think = {"do": "think", "agrees": "no", "words": "Te snel."}
    assert joris.post(page_of(key), think).status_code == 302
    assert wies.post(page_of(key), {"do": "conclude"}).status_code == 302
    page = said(wies.get(page_of(key)))
    for words in ("Kies A.", "geld", "Te snel.", "niet vermeld", "Score 4, Joris Meedenkt"):
        assert words in page
    assert "Wat deze pagina niet laat zien" in page
    assert "Mensen beslissen, en staan daarvoor" in page
    assert f"?over=weighing:{key}" in wies.get(page_of(key)).content.decode()
    assert "Besluit vastleggen" not in said(joris.get(page_of(key)))


def test_a_refusal_keeps_what_was_typed(wies, draft):
    sent = {"title": "", "question": "Een lange vraag?", "background": "Veel getypt."}
    page = wies.post(reverse("options:new"), sent)
    assert "Een lange vraag?" in said(page, 422)
    assert "Veel getypt." in said(page, 422)
    assert Weighing.objects.count() == 1
    twice = {"do": "alternative", "alternative-name": "A", "alternative-words": "Bewaar mij."}
    page = said(wies.post(page_of(draft, "setup"), twice), 422)
    assert "Deze naam is er al" in page
    assert "Bewaar mij." in page


def test_what_is_missing_is_said_when_it_cannot_open(wies, adviser):
    key = actions.begin(by=adviser, asked=ASKED)
    page = said(wies.post(page_of(key), {"do": "open"}), 409)
    assert "Er zijn minstens twee alternatieven nodig." in page
    assert "één criterium nodig" in page


def test_two_at_once_see_both_texts(wies, adviser, draft):
    version = queries.weighing(adviser, draft).version
    sent = {
        "do": "question",
        "version": version,
        "title": "Mijn titel",
        "question": "Mijn vraag?",
        "token": UUID(int=1),
    }
    actions.ask_anew(by=adviser, weighing_id=draft, version=version, asked=ASKED)
    answer = wies.post(page_of(draft, "setup"), sent)
    page = said(answer, 409)
    assert "Een collega veranderde dit" in page
    assert "Waar komt het?" in page
    assert "Mijn vraag?" in page
    new = re.search(r'name="version" value="(\d+)"', answer.content.decode())
    assert new
    assert int(new[1]) > version
    assert wies.post(page_of(draft, "setup"), {**sent, "version": new[1]}).status_code == 302
    assert queries.weighing(adviser, draft).question == "Mijn vraag?"


def test_judgements_of_two_at_once_stand_side_by_side(wies, adviser, draft):
    view = queries.weighing(adviser, draft)
    cell = f"{view.alternatives[0].id}-{view.criteria[0].id}"
    actions.ask_anew(by=adviser, weighing_id=draft, version=view.version, asked=ASKED)
    sent = {"version": view.version, f"words-{cell}": "Mijn oordeel."}
    page = said(wies.post(page_of(draft, "judgements"), sent), 409)
    assert "Mijn oordeel." in page
    assert "Past heel goed." in page


def test_a_score_without_reason_comes_back_at_its_field(joris, adviser, opened):
    view = queries.weighing(adviser, opened)
    cell = f"{view.alternatives[0].id}-{view.criteria[0].id}"
    answer = joris.post(page_of(opened, "scores"), {f"value-{cell}": "3"})
    assert "Zeg erbij waarom" in said(answer, 422)
    assert f'href="#id_why-{cell}"' in answer.content.decode()


def test_dissent_without_reason_comes_back(joris, opened):
    page = said(joris.post(page_of(opened), {"do": "think", "agrees": "no", "words": ""}), 422)
    assert "waarom je het anders ziet" in page


@pytest.mark.parametrize("name", ["weighing", "setup", "judgements", "scores", "advice", "paper"])
def test_what_is_not_there_is_not_found(wies, db, name):
    assert wies.get(page_of(UUID(int=3), name)).status_code == 404


def test_a_part_that_is_no_id_is_not_found(wies, draft):
    sent = {"do": "drop", "part": "x"}
    assert wies.post(page_of(draft, "setup"), sent).status_code == 404


def test_the_memo_is_recognised_on_its_page(wies, adviser, member):
    key = weigh({"wies": adviser, "joris": member})
    page = said(wies.get(page_of(key)))
    for words in (
        "bij Veilig Thuis Twente (VTT) of bij het Zorg- en Veiligheidshuis Twente (ZVHT)?",
        "Alle regionale partijen van zorg en veiligheid zitten in het Twentehuis.",
        "niet vermeld",
        "Sluitende financiering.",
        "Afgerond op 13 augustus 2020 door Wies Beleid",
        "Met deze gewichten is ZVHT eerste, wat de scores die niemand gaf ook zouden zijn.",
        "boven 4 (57,1%): VTT of ZVHT eerste",
        "alle 1.771 manieren",
        "voorbeeld",
    ):
        assert words in page, words


def test_the_paper_says_what_the_page_says_and_is_tagged(wies, adviser, member):
    key = weigh({"wies": adviser, "joris": member})
    answer = wies.get(page_of(key, "paper"))
    assert answer["Content-Type"] == "application/pdf"
    found = " ".join(paragraphs_of(answer.content))
    for words in (
        "Sluitende financiering.",
        "niet vermeld",
        "0,75 tot 3",
        "mensen beslissen, en staan daarvoor",
    ):
        assert words in found, words


def test_moves_that_are_not_there_change_nothing(wies, adviser, draft):
    assert wies.post(page_of(draft), {"do": "fly"}).status_code == 200
    assert queries.weighing(adviser, draft).state == WeighingState.DRAFT
