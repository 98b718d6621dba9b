"""The pages of scenarios: side by side, one of them, every form of a change, the proposal."""

import re
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from kmt.finance.queries import budget
from kmt.scenarios import actions, queries, wording
from kmt.scenarios.changing import ChangeKind
from tests.insight.reading import paragraphs_of
from tests.scenarios.test_story import decided, hoped

ALL = "/geld/scenarios/"


@pytest.fixture
def wies(log_in):
    return log_in("adviser")


def said(answer, status=200):
    page = answer.content.decode()
    assert answer.status_code == status, page[-3000:]
    return " ".join(re.sub(r"<[^>]+>", " ", page).replace("&nbsp;", " ").split())


def page_of(key):
    return reverse("scenarios:scenario", args=[key])


def form_of(key, kind):
    return reverse("scenarios:change", args=[key, wording.SLUGS[kind]])


def test_without_a_budget_the_page_says_where_to_begin(wies, db):
    for url in (ALL, reverse("scenarios:new")):
        assert "Er is nog geen begroting" in said(wies.get(url))


def test_side_by_side_in_words_and_to_the_cent(wies, adviser, budget_id, scenario_id):
    actions.add_change(
        by=adviser, scenario_id=scenario_id, change=decided(budget(adviser, budget_id))
    )
    page = said(wies.get(ALL))
    assert "De begroting zoals zij is, sluit niet in elk jaar" in page
    assert "€ 20.000,00 te kort" in page
    assert "Proef" in page
    assert "Samen € 100.000,00" in page
    assert "2027" in said(wies.get(f"{ALL}?jaar=2027"))


@pytest.mark.parametrize("query", ["jaar=1999", "jaar=x", "jaar=²", "begroting=x"])
def test_a_wrong_question_is_not_found(wies, budget_id, query):
    assert wies.get(f"{ALL}?{query}").status_code == 404


def test_the_whole_way_by_the_pages(wies, adviser, budget_id):
    sent = {"name": "Rijksgeld", "words": "Stel dat.", "token": UUID(int=5)}
    made = wies.post(reverse("scenarios:new"), sent)
    assert made["Location"] == page_of(UUID(int=5))
    key = UUID(int=5)
    change = {
        "token": uuid4(),
        "stream": hoped(budget(adviser, budget_id)),
        "certainty": "structural",
        "decision": "besluit (proef)",
        "year": "2029",
    }
    url = form_of(key, ChangeKind.STREAM_CERTAINTY)
    assert wies.post(url, change)["Location"] == page_of(key)
    page = said(wies.get(page_of(key)))
    assert "Rijksgeld wordt vanaf 2029: structureel, met het besluit “besluit (proef)”" in page
    assert "Er ontbreekt niets: elk jaar sluit." in page
    assert f"?over=scenario:{key}" in wies.get(page_of(key)).content.decode()
    one = queries.scenario(adviser, key).changes[0].id
    assert wies.post(page_of(key), {"do": "drop", "change": one}).status_code == 302
    page = said(wies.get(page_of(key)))
    assert "€ 20.000,00 per jaar" in page
    assert "het tekort van 2029" in page
    assert "Exact: alle 2 uitkomsten zijn geteld, er is niet geloot." in page
    assert "60%" in page
    assert wies.post(page_of(key), {"do": "remove"})["Location"] == ALL


FILLED = {
    ChangeKind.STREAM_ADDED: {
        "name": "Nieuw",
        "amount": "1.234,50",
        "certainty": "uncertain",
        "probability": "0,5",
        "until_year": "2029",
    },
    ChangeKind.KEY: {"key": "mixed", "part_inhabitants": "3", "part_fixed": "1", "floor": "100"},
    ChangeKind.LEAVES: {"municipality": "GM0141", "part": "lost"},
}


@pytest.mark.parametrize("kind", list(ChangeKind))
def test_every_kind_of_change_has_a_form_that_keeps_what_was_typed(wies, scenario_id, kind):
    url = form_of(scenario_id, kind)
    said(wies.get(url))
    page = said(wies.post(url, {"year": "1900", "words": "Veel getypt."}), 422)
    assert "Veel getypt." in page


@pytest.mark.parametrize("kind", list(FILLED))
def test_a_filled_form_makes_the_change(wies, adviser, scenario_id, kind):
    sent = {"token": uuid4(), "year": "2028", **FILLED[kind]}
    assert wies.post(form_of(scenario_id, kind), sent).status_code == 302
    (change,) = queries.scenario(adviser, scenario_id).changes
    assert change.kind == kind
    page = said(wies.get(page_of(scenario_id)))
    said_of_it = {
        ChangeKind.STREAM_ADDED: "€ 1.234,50 per jaar, 2028 tot en met 2029, onzeker, kans 0,5",
        ChangeKind.KEY: "minstens € 100,00 per gemeente",
        ChangeKind.LEAVES: "Almelo doet vanaf 2028 niet meer mee; het deel vervalt",
    }
    assert said_of_it[kind] in page


def test_a_refusal_of_the_rules_stands_at_its_field(wies, scenario_id):
    sent = {"token": uuid4(), "year": "2028", "key": "cases"}
    page = said(wies.post(form_of(scenario_id, ChangeKind.KEY), sent), 422)
    assert "Voor deze sleutel staan er geen aantallen in de begroting." in page


def test_two_at_once_see_both_names(wies, adviser, scenario_id):
    actions.name_anew(by=adviser, scenario_id=scenario_id, version=1, name="Van haar", words="")
    sent = {"do": "name", "version": 1, "name": "Van mij", "token": uuid4()}
    answer = wies.post(page_of(scenario_id), sent)
    page = said(answer, 409)
    assert "Van haar" in page
    assert 'value="Van mij"' in answer.content.decode()
    assert 'name="version" value="2"' in answer.content.decode()


def test_the_proposal_is_tagged_and_adds_up(wies, adviser, budget_id, scenario_id):
    actions.add_change(
        by=adviser, scenario_id=scenario_id, change=decided(budget(adviser, budget_id))
    )
    answer = wies.get(reverse("scenarios:proposal"), {"met": str(scenario_id)})
    assert answer["Content-Type"] == "application/pdf"
    found = " ".join(paragraphs_of(answer.content))
    for words in (
        "Wat vragen we van de raad?",
        "Proef",
        "Samen € 100.000,00",
        "Sluit in elk jaar.",
        "grootste resten",
        "Bedragen en sleutels zijn verzonnen",
    ):
        assert words in found, words
    assert len(re.findall(r"Almelo|Borne|Wierden", found)) >= 3


@pytest.mark.parametrize("query", ["met=x", f"met={UUID(int=4)}"])
def test_a_proposal_of_nothing_is_not_found(wies, scenario_id, query):
    assert wies.get(f"{reverse('scenarios:proposal')}?{query}").status_code == 404


def test_a_member_sees_no_form(log_in, scenario_id):
    page = log_in("member").get(page_of(scenario_id)).content.decode()
    assert "Wijziging toevoegen" not in page
    assert "Besluit vastleggen" not in page


def test_an_unknown_kind_of_change_is_not_found(wies, scenario_id):
    url = reverse("scenarios:change", args=[scenario_id, "iets-anders"])
    assert wies.get(url).status_code == 404
