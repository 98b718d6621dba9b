"""The pages of care, as a coordinator uses them: without JavaScript, with a real log-in."""

import re
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from kmt.care import actions, caseloads, queries
from kmt.care.rules import Move
from kmt.care.states import State
from kmt.kernel.actor import Actor
from tests.care.conftest import CANARY, HENGELO, HandOver, OpenCase, in_days, tomorrow

LogIn = Callable[[str], Client]


@pytest.fixture
def bram(log_in: LogIn) -> Client:
    """The coordinator at his desk."""
    return log_in("coordinator")


def page_of(case_id: UUID) -> str:
    return reverse("care:case", args=[case_id])


def hidden(client: Client, url: str, do: str) -> dict[str, str]:
    """The hidden fields of the form on a page that does this."""
    text = client.get(url).content.decode()
    form = next(one for one in text.split("<form") if f'name="do" value="{do}"' in one)
    found = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    return {**found, "do": do}


def test_the_caseload_shows_hand_overs_and_cases(
    bram: Client, hand_over: HandOver, make_case: OpenCase
) -> None:
    report, case_id = hand_over(), make_case()
    text = bram.get(reverse("care:cases")).content.decode()
    assert "Overgedragen door het meldpunt" in text
    assert reverse("care:open", args=[report.id]) in text
    assert page_of(case_id) in text
    assert "CoMensha" in text
    assert "morgen" in text


def test_an_empty_caseload_says_what_to_do(bram: Client) -> None:
    text = bram.get(reverse("care:cases")).content.decode()
    assert "Je coördineert geen open casus" in text


@pytest.mark.parametrize("shown", ["mijn", "alle", "gesloten", "onzin", ""])
def test_every_list_opens(bram: Client, case_id: UUID, shown: str) -> None:
    assert bram.get(reverse("care:cases"), {"toon": shown, "pagina": "9"}).status_code == 200


def opening(report_person: str, **more: str) -> dict[str, object]:
    return {
        "do": "open",
        "person": report_person,
        "forms": ["SEX"],
        "place_found": HENGELO,
        "what": "Eerste gesprek plannen",
        "due": tomorrow().isoformat(),
        **more,
    }


def test_a_coordinator_opens_a_case_and_lands_on_its_page(
    bram: Client, hand_over: HandOver, coordinator: Actor
) -> None:
    report = hand_over(forms=("SEX", "CRIM"))
    url = reverse("care:open", args=[report.id])
    text = bram.get(url).content.decode()
    assert text.count("checked") == 3
    assert "Verantwoordelijk: <strong>Hengelo</strong>" in text
    data = opening(str(report.persons[0].id), token=str(uuid4()))
    first, again = bram.post(url, data), bram.post(url, data)
    assert first.status_code == again.status_code == 302
    assert first["Location"] == again["Location"]
    page = bram.get(first["Location"]).content.decode()
    assert "Eerste gesprek plannen" in page
    assert caseloads.cases(coordinator).sizes["all"] == 1


def test_a_wrong_opening_loses_nothing_typed(bram: Client, hand_over: HandOver) -> None:
    report = hand_over()
    url = reverse("care:open", args=[report.id])
    answer = bram.post(
        url,
        opening(
            str(report.persons[0].id),
            token=str(uuid4()),
            due="",
            override="GM0153",
            owner="Opvang Enschede",
        ),
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Eerste gesprek plannen" in text
    assert "Opvang Enschede" in text
    assert 'value="GM0153" selected' in text


def test_the_municipality_is_worked_out_again_without_opening(
    bram: Client, hand_over: HandOver, coordinator: Actor
) -> None:
    report = hand_over()
    url = reverse("care:open", args=[report.id])
    person = str(report.persons[0].id)
    there = opening(person, do="compute", residence="GM0153", due="", what="Nog bedenken")
    answer = bram.post(url, there)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Verantwoordelijk: <strong>Enschede</strong> (woongemeente)" in text
    assert "Nog bedenken" in text
    assert "error-summary" not in text
    away = bram.post(url, opening(person, do="compute", residence="elsewhere")).content.decode()
    assert "buiten de regio verantwoordelijk" in away
    assert caseloads.cases(coordinator).sizes["all"] == 0


def test_a_refused_opening_says_why_on_the_form(bram: Client, hand_over: HandOver) -> None:
    report = hand_over()
    data = opening(str(report.persons[0].id), token=str(uuid4()), residence="elsewhere")
    answer = bram.post(reverse("care:open", args=[report.id]), data)
    assert answer.status_code == 409
    assert answer.content.decode().count("buiten de regio verantwoordelijk") == 2


def test_a_report_with_a_case_for_everybody_offers_nothing(
    bram: Client, case_id: UUID, coordinator: Actor, hand_over: HandOver
) -> None:
    report = hand_over()
    url = reverse("care:open", args=[report.id])
    bram.post(url, opening(str(report.persons[0].id), token=str(uuid4())))
    assert "al een casus" in bram.get(url).content.decode()


def test_the_page_of_a_case_says_where_it_stands(bram: Client, case_id: UUID) -> None:
    text = bram.get(page_of(case_id)).content.decode()
    for words in (
        "geaccepteerd sinds",
        "nog geen contact met de persoon",
        "door CoMensha: morgen",
        "Wat moet er gebeuren",
        "Bram Voorbeeld",
        "seksuele uitbuiting",
    ):
        assert words.lower() in text.lower()


def test_the_title_of_a_page_holds_no_person(bram: Client, case_id: UUID) -> None:
    text = bram.get(page_of(case_id)).content.decode()
    title = re.search(r"<title>(.*?)</title>", text, re.DOTALL)
    assert title is not None
    assert re.fullmatch(r"\s*Casus Z-\d{4}-\d{4}\s*", title[1])


def test_what_is_not_possible_says_why(bram: Client, case_id: UUID) -> None:
    text = bram.get(page_of(case_id)).content.decode()
    assert "Nu nog niet mogelijk" in text
    assert "Er staat nog 1 actie open" in text
    assert 'value="closed"' not in text


def test_an_action_is_added_and_finished(bram: Client, case_id: UUID, coordinator: Actor) -> None:
    url = page_of(case_id)
    data = {
        **hidden(bram, url, "action"),
        "what": "Huisarts regelen",
        "owner": "",
        "due": in_days(3).isoformat(),
    }
    assert [bram.post(url, data).status_code for _ in range(2)] == [302, 302]
    mine = [one for one in queries.case(coordinator, case_id).actions if one.mine]
    assert [one.what for one in mine] == ["Huisarts regelen"]
    done = {"do": "finish", "action": str(mine[0].id), "outcome": "done"}
    assert [bram.post(url, done).status_code for _ in range(2)] == [302, 302]
    text = bram.get(url).content.decode()
    assert "De actie is van de lijst." in text
    assert len(queries.case(coordinator, case_id).actions) == 1


@pytest.mark.parametrize(
    "wrong", [{}, {"action": "x"}, {"action": str(UUID(int=1)), "outcome": "x"}]
)
def test_a_made_up_button_finds_nothing(bram: Client, case_id: UUID, wrong: dict[str, str]) -> None:
    assert bram.post(page_of(case_id), {"do": "finish", **wrong}).status_code == 404


@pytest.mark.parametrize(
    ("do", "typed", "status"),
    [
        ("action", {"what": "Iets dat blijft staan", "due": ""}, 422),
        ("action", {"what": "Iets dat blijft staan", "due": "2020-01-01"}, 422),
        ("note", {"text": "Iets dat blijft staan", "kind": "note", "happened_on": ""}, 422),
        ("note", {"text": "Iets dat blijft staan", "kind": "x", "happened_on": "2026-01-01"}, 422),
        ("move", {"reason": "Iets dat blijft staan", "to": ""}, 422),
        ("move", {"reason": "Iets dat blijft staan", "to": "evaluation"}, 409),
    ],
)
def test_what_was_typed_survives_a_refusal(
    bram: Client, case_id: UUID, do: str, typed: dict[str, str], status: int
) -> None:
    url = page_of(case_id)
    answer = bram.post(url, {**hidden(bram, url, do), **typed})
    text = answer.content.decode()
    assert answer.status_code == status
    assert "Iets dat blijft staan" in text
    assert 'id="error-summary"' in text
    assert re.search(r"<details class=\"disclosure\" open>", text)


def test_who_was_second_keeps_the_text_and_can_go_on(
    bram: Client, case_id: UUID, coordinator: Actor
) -> None:
    url = page_of(case_id)
    stale = {**hidden(bram, url, "move"), "to": "on_hold", "reason": "Wil even rust"}
    wish = Move(to=State.INTAKE, reason="Collega was eerder", version=1)
    actions.move_case(by=coordinator, case_id=case_id, move=wish)
    answer = bram.post(url, stale)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "gewijzigd sinds je de pagina opende" in text
    assert "Wil even rust" in text
    shown = re.search(r'name="version" value="(\d+)"', text)
    assert shown is not None
    assert bram.post(url, {**stale, "version": shown[1]}).status_code == 302
    assert queries.case(coordinator, case_id).state is State.ON_HOLD


def test_a_note_and_the_forms_change_from_the_page(
    bram: Client, case_id: UUID, coordinator: Actor
) -> None:
    url = page_of(case_id)
    note = {
        **hidden(bram, url, "note"),
        "kind": "contact_person",
        "text": "Gesprek met tolk",
        "happened_on": in_days(-1).isoformat(),
    }
    assert bram.post(url, note).status_code == 302
    forms = {**hidden(bram, url, "forms"), "forms": ["LAB"]}
    assert bram.post(url, forms).status_code == 302
    text = bram.get(url).content.decode()
    assert "1 dag geleden" in text
    assert "Gesprek met tolk" in text
    assert queries.case(coordinator, case_id).forms == ("LAB",)


def test_an_identity_is_shown_once_after_a_reason(bram: Client, case_id: UUID) -> None:
    url = reverse("care:identity", args=[case_id])
    assert bram.get(url).status_code == 302
    refused = bram.post(url, {"reason": ""})
    assert refused.status_code == 422
    assert "care/identity.html" not in [one.name for one in refused.templates]
    shown = bram.post(url, {"reason": "contact"})
    text = shown.content.decode()
    assert CANARY in text
    assert "alleen sms, na 19.00 uur" in text
    assert "contact leggen met de persoon" in text
    assert "no-store" in shown["Cache-Control"]


@pytest.mark.parametrize("who", ["desk", "focal_point_hengelo", "analyst", "privacy_officer"])
def test_others_get_no_page_of_care(
    log_in: LogIn, case_id: UUID, hand_over: HandOver, who: str
) -> None:
    client = log_in(who)
    urls = (
        reverse("care:cases"),
        reverse("care:open", args=[hand_over().id]),
        page_of(case_id),
    )
    for url in urls:
        answer = client.get(url)
        assert answer.status_code == 403
        assert "zorgcoördinator" in answer.content.decode()


def test_a_case_or_report_that_is_not_there_is_not_found(bram: Client, case_id: UUID) -> None:
    for url in (
        page_of(uuid4()),
        reverse("care:open", args=[uuid4()]),
    ):
        assert bram.get(url).status_code == 404
    gone = bram.post(reverse("care:identity", args=[uuid4()]), {"reason": "contact"})
    assert gone.status_code == 404


def test_the_pages_speak_english_too(bram: Client, case_id: UUID) -> None:
    text = bram.get(f"/en{page_of(case_id)}").content.decode()
    assert "What must happen" in text
    assert "Show the details (this is recorded)" in text
