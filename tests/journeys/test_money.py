"""J9 through the pages: the subsidy ends, the budget does not close, scenarios, closed, decided."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from kmt.demo import finance as told
from kmt.finance.queries import budget
from kmt.finance.reckoning import Certainty
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.scenarios import wording
from kmt.scenarios.changing import ChangeKind

pytestmark = pytest.mark.django_db


def said(answer: HttpResponse) -> str:
    """The words of a page that was shown."""
    page = answer.content.decode()
    assert answer.status_code == 200, page[-2000:]
    return " ".join(re.sub(r"<[^>]+>", " ", page).replace("&nbsp;", " ").split())


def test_from_an_open_budget_to_a_decision(
    adviser: Actor, log_in: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(told, "account_of", lambda key: key)
    monkeypatch.setattr(told, "actor_for", lambda account: adviser)
    told.load()
    wies = log_in("adviser")

    page = said(wies.get("/geld/scenarios/"))
    assert "De begroting zoals zij is, sluit niet in elk jaar." in page
    assert "0,88 € 49.071,06 te kort" in page

    contribution = {
        "name": "Extra bijdrage",
        "amount": "54.335,60",
        "certainty": "structural",
        "decision": "besluit (proef)",
        "divided": "on",
    }
    key = add(wies, 1, "De gemeenten samen", ChangeKind.STREAM_ADDED, contribution)
    page = said(wies.get(reverse("scenarios:scenario", args=[key])))
    assert "Er ontbreekt niets: elk jaar sluit." in page
    assert "+ € 54.335,60" in page

    found = budget(adviser)
    hoped = next(one for one in found.streams if one.certainty == Certainty.UNCERTAIN)
    decided = {"stream": hoped.id, "certainty": "structural", "decision": "besluit (proef)"}
    add(wies, 2, "Het rijksgeld", ChangeKind.STREAM_CERTAINTY, decided)
    less = {**contribution, "amount": "54.335,59"}
    short = add(wies, 3, "Een cent te weinig", ChangeKind.STREAM_ADDED, less)
    assert "€ 0,01 per jaar" in said(wies.get(reverse("scenarios:scenario", args=[short])))
    page = said(wies.get("/geld/scenarios/?jaar=2030"))
    for words in ("De gemeenten samen", "Het rijksgeld", "Een cent te weinig", "€ 0,01 te kort"):
        assert words in page

    way = f"{reverse('governance:decision_new')}?over=scenario:{key}"
    assert way in wies.get(reverse("scenarios:scenario", args=[key])).content.decode()
    assert "De gemeenten samen" in said(wies.get(way))
    decision = {
        "title": "De gemeenten dragen het tekort",
        "question": "Hoe sluit de begroting weer?",
        "decided": "De gemeenten brengen het samen op.",
        "token": str(UUID(int=200)),
        "on": clock.today().isoformat(),
        "other": "portefeuillehouders (proef)",
        "grounds": "Elk jaar sluit dan.",
    }
    sent = wies.post(way, decision)
    assert sent.status_code == 302, sent.content.decode()[-2000:]
    assert "De gemeenten samen" in said(wies.get(sent["Location"]))
    assert "De gemeenten dragen het tekort" in said(wies.get(reverse("governance:decisions")))


def add(wies: Client, number: int, name: str, kind: ChangeKind, values: dict[str, str]) -> UUID:
    """A scenario with one change from 2029 on, made by the pages; returns its id."""
    key = UUID(int=number)
    sent = wies.post(reverse("scenarios:new"), {"name": name, "token": key})
    assert sent.status_code == 302
    url = reverse("scenarios:change", args=[key, wording.SLUGS[kind]])
    sent = wies.post(url, {**values, "year": "2029", "token": UUID(int=number + 100)})
    assert sent.status_code == 302, sent.content.decode()[-2000:]
    return key
