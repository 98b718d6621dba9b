"""A share as the people walk it: from the case or the report, page by page, to the decision."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from kmt.care.queries import case
from kmt.kernel import clock
from kmt.kernel.ids import new_id
from kmt.lawfulness.actions import note_feedback
from kmt.lawfulness.queries import disclosure
from kmt.sharing import queries
from kmt.sharing.actions import finish_draft, save_draft, state_of_supplier
from kmt.sharing.rules.supplying import Kind
from tests.sharing.conftest import SECRET, begun, shared_by, whole
from tests.sharing.test_suppliers import PERSON, supplied

LogIn = Callable[[str], Client]
DECISION = {
    "told": "yes",
    "recipient_name": "Opvang Voorbeeld",
    "necessity_pick": "De persoon vroeg er zelf om.",
    "subsidiarity": "Met minder kan het niet.",
    "expires_on": (clock.today() + timedelta(days=30)).isoformat(),
}


def text_of(answer: object) -> str:
    """The words on a page."""
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", answer.content.decode()))


def version_on(answer: object) -> str:
    """The version that the form of a page carries."""
    found = re.search(r'name="version" value="(\d+)"', answer.content.decode())
    assert found
    return found.group(1)


@pytest.fixture
def walk(log_in: LogIn, case_id: UUID) -> Callable[..., tuple[Client, str, object]]:
    """Press Share on the case, choose, and stand before the answer."""

    def walked(recipient: str, purpose: str, *data: str, age: str = ">=16"):
        client = log_in("coordinator")
        page = client.get(reverse("care:case", args=[case_id])).content.decode()
        assert reverse("care:share", args=[case_id]) in page
        url = client.post(reverse("care:share", args=[case_id])).url
        chosen = {"recipient": recipient, "purpose": purpose, "kinds": data, "age": age}
        sent = {**chosen, "do": "choose", "version": version_on(client.get(url))}
        assert client.post(url, sent).status_code == 302
        return client, url, client.get(url)

    return walked


def send(client: Client, url: str, do: str = "send", **typed: object) -> object:
    """Fill in what is asked and press a button."""
    version = version_on(client.get(url))
    return client.post(url, {**DECISION, **typed, "do": do, "version": version}, follow=True)


def test_a_shelter_with_consent_in_three_pages(walk, coordinator) -> None:
    client, url, page = walk("care_provider", "P_CARE", "D01", "D06", "D13")
    assert "Dit mag pas als het vaststaat" in text_of(page)
    assert "Seksueel gedrag mag niet" in text_of(page)
    send(client, url, "leave_out", fact_minimum_set="yes", consent="self_spoken")
    answer = send(client, url, fact_minimum_set="yes")
    assert "Stuur deze woorden mee" in text_of(answer)
    (line,) = shared_by(coordinator)
    assert line.rows == "M014"
    assert disclosure(coordinator, line.id).left_out
    assert client.get(url).status_code == 302  # the draft leads to its decision from now on


def test_comensha_without_consent_gets_a_count_and_no_more(walk, coordinator) -> None:
    client, url, _ = walk("comensha", "P_REGISTRATION", "K_REGISTRATION", "D01")
    page = send(client, url, "look", consent="refused")
    assert "mag niet" in text_of(page)
    assert "Deel alleen dit: niet-herleidbare telling" in text_of(page)
    assert "De hulp gaat gewoon door" in text_of(page)
    send(client, url, "only:K_COUNT")
    send(client, url)
    (line,) = shared_by(coordinator)
    assert (line.rows, line.data) == ("X002", "niet-herleidbare telling")


def test_the_police_without_consent_wait_for_the_team_lead(walk, coordinator) -> None:
    client, url, page = walk("police_avim", "P_CRIME", "D01")
    assert "teamleider" in text_of(page)
    why = {"consent": "not_asked", "consent_why_not": "Geen tijd."}
    answer = send(client, url, **why, fact_acute_life_danger="yes")
    assert "Wacht op akkoord" in text_of(answer)
    assert "bel dan eerst 112" in text_of(answer)
    assert shared_by(coordinator) == ()
    assert "Terugnemen en wijzigen" in text_of(client.post(url, {"do": "send"}, follow=True))
    client.post(url, {"do": "take_back"})
    assert "Voorleggen voor akkoord" in text_of(client.get(url))


def test_the_riec_is_a_no_with_its_reason_and_the_lawful_way(walk, coordinator) -> None:
    client, url, page = walk("riec", "P_ORGCRIME", "D01")
    assert "het RIEC de handhaving" in text_of(page)
    assert "zelf rechtmatig heeft" in text_of(page)
    assert "Besluiten om te delen" not in text_of(page)
    assert send(client, url).status_code != 200
    assert shared_by(coordinator) == ()
    assert client.post(url, {"do": "drop"}).status_code == 302


def test_what_is_missing_comes_back_with_what_was_typed(walk, coordinator) -> None:
    client, url, _ = walk("care_provider", "P_CARE", "D01")
    answer = send(client, url, recipient_name="", necessity_pick="", necessity="Eigen woorden.")
    assert answer.status_code == 422
    for words in ("Zet erbij welke organisatie", "Eigen woorden.", "zo staat het nog niet vast"):
        assert words in answer.content.decode()
    assert "Eigen woorden." in client.get(url).content.decode()  # kept for another day
    assert shared_by(coordinator) == ()


WRONG = (
    {"do": "choose", "recipient": "zzz", "purpose": "P_CARE", "kinds": ["D01"], "age": ">=16"},
    {"do": "choose", "recipient": "care_provider", "purpose": "P_CARE", "age": ">=16"},
    {"do": "choose", "recipient": "care_provider", "purpose": "P_CARE", "kinds": ["D01"]},
    {"do": "choose", "recipient": "care_provider", "purpose": "P_CARE", "kinds": ["*"], "age": "5"},
    {"do": "look", "expires_on": "gisteren", "version": "1"},
    {"do": "look", "told": "maybe", "version": "1"},
    {"do": "choose", "version": "x"},
)


def test_strange_codes_and_empty_choices_come_back_as_sentences(log_in, draft_id) -> None:
    client, url = log_in("coordinator"), reverse("sharing:draft", args=[draft_id])
    for typed in WRONG:
        answer = client.post(url, {"version": "1", **typed})
        assert answer.status_code == 422
        assert "Er klopt nog iets niet" in text_of(answer)


def test_a_double_click_makes_one_decision(walk, coordinator) -> None:
    client, url, page = walk("care_provider", "P_CARE", "D01")
    typed = {"fact_provider_bound": "yes", "fact_minimum_set": "yes", "consent": "not_needed"}
    sent = {**DECISION, **typed, "do": "send", "version": version_on(page)}
    for _ in range(2):
        assert client.post(url, sent, follow=True).status_code == 200
    assert len(shared_by(coordinator)) == 1


def test_an_old_window_is_told_and_loses_nothing(walk) -> None:
    client, url, page = walk("care_provider", "P_CARE", "D01")
    old = version_on(page)
    send(client, url, "look", recipient_name="Een ander")
    sent = {**DECISION, "recipient_name": "Uit het oude venster", "do": "look", "version": old}
    answer = client.post(url, sent)
    assert answer.status_code == 409
    assert "Uit het oude venster" in answer.content.decode()


def test_only_the_maker_opens_a_draft_and_only_who_may_decide_gets_that_far(
    log_in, draft_id
) -> None:
    url = reverse("sharing:draft", args=[draft_id])
    assert log_in("coordinator").get(url).status_code == 200
    desk = log_in("desk")
    here, nowhere = desk.get(url), desk.get(reverse("sharing:draft", args=[new_id()]))
    assert here.status_code == nowhere.status_code == 404
    assert text_of(here) == text_of(nowhere)
    assert log_in("analyst").get(url).status_code == 403


def test_the_desk_shares_from_a_report_about_a_known_person(log_in, desk, hand_over) -> None:
    report, client = hand_over(), log_in("desk")
    page = client.get(reverse("intake:report_detail", args=[report.id])).content.decode()
    assert reverse("triage:share", args=[report.id]) in page
    sent = {"person": str(report.persons[0].id)}
    url = client.post(reverse("triage:share", args=[report.id]), sent).url
    assert "Vanuit Meldpunt, over een slachtoffer" in text_of(client.get(url))
    assert "politie AVIM" in text_of(client.get(url))
    for person in ("", "x", str(new_id())):
        answer = client.post(reverse("triage:share", args=[report.id]), {"person": person})
        assert answer.status_code == 404


def test_the_privacy_officer_agrees_on_the_page(log_in, coordinator, fill) -> None:
    zvh = {
        "recipient": "zvh",
        "purpose": "P_ZVH_INTAKE",
        "data": ("D01",),
        "secrecy": "no",
        "known": {"circle_of_offender": "yes", "criteria_registered": "yes"},
    }
    draft_id = fill(whole(**zvh))
    finish_draft(by=coordinator, draft_id=draft_id)
    client, url = log_in("privacy_officer"), reverse("sharing:approve", args=[draft_id])
    assert str(draft_id) in client.get(reverse("sharing:overview")).content.decode()
    page = client.get(url)
    assert SECRET in page.content.decode()
    sent = {"version": version_on(page)}
    assert client.post(url, {**sent, "outcome": "maybe"}).status_code == 404
    assert client.post(url, {**sent, "outcome": "refused"}).status_code == 422
    assert client.post(url, {**sent, "outcome": "agreed"}).status_code == 302
    assert client.get(url).status_code == 404
    view = queries.draft(coordinator, draft_id)
    assert [one.who for one in view.needs] == ["", view.needs[1].who]
    assert "Farid Toezicht" in view.needs[1].who


# What was shared


def test_feedback_is_asked_for_kept_once_and_then_off_the_list(log_in, coordinator, fill) -> None:
    due = clock.today() + timedelta(days=10)
    made = finish_draft(by=coordinator, draft_id=fill(whole(feedback_due_on=due)))
    assert made
    client, url = log_in("coordinator"), reverse("lawfulness:disclosure", args=[made])
    every = reverse("lawfulness:disclosures")
    assert str(made) in client.get(every, {"toon": "terugkoppeling"}).content.decode()
    with clock.frozen(clock.now() + timedelta(days=60)):
        view = disclosure(coordinator, made)
        assert view.line.feedback_late
        assert view.line.expired
    sent = {
        "token": str(new_id()),
        "received_on": clock.today().isoformat(),
        "words": "De persoon woont er nu.",
    }
    assert client.post(url, {**sent, "words": " "}).status_code == 422
    assert client.post(url, {**sent, "received_on": "2999-01-01"}).status_code == 422
    for _ in range(2):
        assert client.post(url, sent).status_code == 302
    assert [one.words for one in disclosure(coordinator, made).feedback] == [sent["words"]]
    assert str(made) not in client.get(every, {"toon": "terugkoppeling"}).content.decode()


def test_a_decision_of_another_world_is_not_there_and_takes_no_feedback(
    log_in, coordinator, fill
) -> None:
    from dataclasses import replace

    from kmt.kernel.refusals import NotFound
    from tests.conftest import ENSCHEDE

    made = finish_draft(by=coordinator, draft_id=fill(whole()))
    assert made
    elsewhere = replace(coordinator, world=frozenset({ENSCHEDE}), whole_region=False)
    for one in (made, new_id()):
        with pytest.raises(NotFound):
            disclosure(elsewhere, one)
        with pytest.raises(NotFound):
            note_feedback(by=elsewhere, disclosure_id=one, received_on=clock.today(), words="x")
    assert log_in("analyst").get(reverse("lawfulness:disclosure", args=[made])).status_code == 403


def test_in_the_zvh_compartment_the_words_of_suppliers_decide_and_go_along(
    coordinator, team_lead, case_id
) -> None:
    person = case(coordinator, case_id).person_id
    address, health = (
        supplied(team_lead, subject_id=person, data=code, label=code) for code in ("D01", "D05")
    )
    refused = supplied(team_lead, subject_id=person, data="D01", label="schuiladres")
    for datum, kind, words in (
        (health, Kind.CONSENTS_THIRD_PARTY, "Akkoord met de school."),
        (address, Kind.LIMITS, "Niet aan de ouders vertellen."),
        (refused, Kind.VETOES, "Dit adres nooit."),
    ):
        state_of_supplier(
            by=team_lead, datum_id=datum, kind=kind, words=words, said_on=clock.today()
        )
    zvh = {"compartment": "R3", "sender": "om", "subject_role": "betrokkene"}
    draft_id = begun(coordinator, case_id, **zvh)
    result = whole(
        recipient="school",
        purpose="P_RESULT",
        data=("D01", "D05"),
        known={"basis_under_wgs": "yes", "rac_tested": "yes", "objection_raised": "no"},
        outside={"rac": "mevrouw Verzonnen, 1 november"},
    )
    save_draft(by=coordinator, draft_id=draft_id, version=1, answers=result)
    found = queries.draft(coordinator, draft_id).prepared
    assert found
    assert [one.datum.label for one in found.advice.supplied.stays] == ["schuiladres"]
    made = finish_draft(by=coordinator, draft_id=draft_id)
    assert made
    view = disclosure(coordinator, made)
    assert "Niet aan de ouders vertellen." in view.along
    assert view.line.approved == "rechtmatigheidsadviescommissie (RAC), leverancier van het gegeven"
    assert view.line.feedback_due_on  # a result: within a year
    assert "verbiedt" in view.left_out[0]


def test_what_was_typed_survives_a_look_at_a_page_that_does_not_ask_for_it(walk) -> None:
    client, url, _ = walk("comensha", "P_REGISTRATION", "K_REGISTRATION")
    send(client, url, "look", consent="refused", recipient_name="CoMensha, de heer Verzonnen")
    bare = {"do": "look", "version": version_on(client.get(url))}
    assert client.post(url, bare).status_code == 302
    send_count = {"do": "only:K_COUNT", "version": version_on(client.get(url))}
    client.post(url, send_count)
    assert "de heer Verzonnen" in client.get(url).content.decode()


def test_the_page_of_suppliers_shows_and_takes_their_words(rf, team_lead) -> None:
    from django.contrib.messages.storage.cookie import CookieStorage

    from kmt.sharing.views import supplied as page

    one = supplied(team_lead)

    def ask(method: str, **typed: str) -> object:
        request = getattr(rf, method)("/", typed)
        request.actor, request._messages = team_lead, CookieStorage(request)
        return page(request, PERSON)

    assert "GGD Voorbeeld" in text_of(ask("get"))
    typed = {
        "datum": str(one),
        "token": str(new_id()),
        "kind": "refuses",
        "words": "Liever niet.",
        "said_on": clock.today().isoformat(),
    }
    assert ask("post", **{**typed, "words": ""}).status_code == 422
    assert ask("post", **{**typed, "kind": "nonsense"}).status_code == 422
    assert ask("post", **{**typed, "about": "P_LIST"}).status_code == 422
    assert ask("post", **typed).status_code == 302
    assert "Liever niet." in text_of(ask("get"))
