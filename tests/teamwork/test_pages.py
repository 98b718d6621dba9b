"""The pages: of a case, of a partner who finds nothing else, of who divides the work."""

import re
from uuid import uuid4

import pytest
from django.urls import get_resolver, reverse

from kmt.access.permissions import Permission
from kmt.access.rules import Capacity
from kmt.care.actions import add_note, involve_in_case
from kmt.care.rules import EventKind
from kmt.kernel.door import AT_WORK, LOG_IN, PUBLIC, SECOND_FACTOR, SIGNED_IN, audience_of
from kmt.teamwork import actions
from kmt.teamwork.actions.talking import Saying
from tests.building.test_doors import addresses
from tests.care.conftest import CANARY
from tests.teamwork.conftest import QUESTION, decide, enter, in_days, seen


@pytest.fixture
def bram(log_in):
    return log_in("coordinator")


@pytest.fixture
def outside(partners):
    return enter(partners["gerda"])


def text(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[-2000:]
    return answer.content.decode()


def part_page(case_id, part):
    return reverse("teamwork:case_part", args=[case_id, part])


def own_page(part):
    return reverse("teamwork:part", args=[part])


def test_an_empty_table_says_what_it_is_for(bram, case_id):
    page = text(bram.get(reverse("teamwork:case", args=[case_id])))
    assert "Niemand van buiten is toegelaten" in page
    assert "Laat daar één persoon van toe" in page


def test_the_page_of_the_case_says_it_in_one_line(bram, case_id, part, ask):
    ask(case_id, part)
    page = text(bram.get(reverse("care:case", args=[case_id])))
    assert "toegelaten, 1 taak gevraagd" in page
    assert QUESTION in page
    assert "GGD Twente, Gerda Arts" in page


def test_letting_in_by_the_page(bram, case_id, gerda, coordinator):
    ground = decide(coordinator, case_id)
    url = reverse("teamwork:let_in", args=[case_id])
    assert f"disclosure:{ground}" in text(bram.get(url))
    sent = {
        "account": gerda.id,
        "ground": f"disclosure:{ground}",
        "until": in_days(10).isoformat(),
        "why": "Doet het medisch onderzoek.",
        "token": str(uuid4()),
    }
    late = text(bram.post(url, {**sent, "until": in_days(90).isoformat()}), 422)
    assert "Kies die dag of eerder" in late
    assert "Doet het medisch onderzoek." in late
    assert bram.post(url, sent).status_code == 302
    assert "Gerda Arts" in text(bram.get(reverse("teamwork:case", args=[case_id])))


def test_everything_about_one_partner_on_one_page(bram, case_id, part):
    url = part_page(case_id, part)
    token = {"token": str(uuid4())}
    ask = {"do": "ask", "what": QUESTION, "due": in_days(2).isoformat()}
    give = {"do": "give", "kind": "agreement", "words": "Elke dinsdag bellen."}
    say = {"do": "say", "text": "Gaat het zo?"}
    for sent in (ask, give, say):
        assert bram.post(url, {**sent, "token": str(uuid4())}).status_code == 302
    page = text(bram.get(url))
    for words in (QUESTION, "Elke dinsdag bellen.", "Gaat het zo?", "GGD Twente"):
        assert words in page
    assert 'value="give"' in text(bram.get(url, {"geven": ""}))
    wrong = text(bram.post(url, {"do": "give", "kind": "shared", "words": "Tekst", **token}), 422)
    assert "Kies het besluit waarmee dit gedeeld mag worden." in wrong
    assert "Tekst" in wrong
    assert bram.post(url, {"do": "end", "why": "part_done"}).status_code == 302
    assert "beëindigd op" in text(bram.get(url))


def test_a_partner_works_through_their_own_page(outside, bram, case_id, part, ask, coordinator):
    task = ask(case_id, part)
    listed = text(outside.get(reverse("teamwork:mine")))
    assert own_page(part) in listed
    number, label = seen(coordinator, case_id).number, seen(coordinator, case_id).person_label
    page = text(outside.get(own_page(part)))
    assert QUESTION in page
    for hidden in (number, label, CANARY, str(case_id)):
        assert hidden not in listed + page
    step = {"do": "step", "task": str(task)}
    refused = text(outside.post(own_page(part), {**step, "step": "decline"}), 422)
    assert "Vul hier iets in" in refused
    assert outside.post(own_page(part), {**step, "step": "accept"}).status_code == 302
    done = {**step, "step": "finish", "words": "Het is geweest."}
    assert outside.post(own_page(part), done).status_code == 302
    assert "Het is geweest." in text(bram.get(part_page(case_id, part)))


def test_a_step_that_does_not_exist_keeps_what_was_typed(outside, case_id, part, ask):
    sent = {"do": "step", "task": str(ask(case_id, part)), "step": "gossip", "words": "Bewaar dit"}
    assert "Bewaar dit" in text(outside.post(own_page(part), sent), 409)


def test_words_go_both_ways_on_the_pages(outside, bram, case_id, part):
    bram.post(part_page(case_id, part), {"do": "say", "text": "Lukt het?", "token": str(uuid4())})
    page = text(outside.get(own_page(part)))
    assert "Lukt het?" in page
    comment = re.search(r'name="comment" value="([^"]+)"', page).group(1)
    assert outside.post(own_page(part), {"do": "read", "comment": comment}).status_code == 302
    answer = {"do": "say", "text": "Het lukt.", "answers": comment, "token": str(uuid4())}
    assert outside.post(own_page(part), answer).status_code == 302
    assert part_page(case_id, part) in text(bram.get(reverse("teamwork:to_me")))
    there = text(bram.get(part_page(case_id, part)))
    assert "Gelezen op" in there
    assert "Het lukt." in there


def test_a_partner_who_is_let_out_finds_nothing_the_next_second(outside, bram, case_id, part):
    assert outside.get(own_page(part)).status_code == 200
    bram.post(part_page(case_id, part), {"do": "end", "why": "part_done"})
    assert outside.get(own_page(part)).status_code == 404
    for do in ("step", "say", "read", "leave"):
        sent = {
            "do": do,
            "task": str(uuid4()),
            "comment": str(uuid4()),
            "text": "Hallo",
            "token": str(uuid4()),
        }
        assert outside.post(own_page(part), sent).status_code == 404
    assert "Er staat nu niets voor je open" in text(outside.get(reverse("teamwork:mine")))


def test_a_partner_ends_their_own_part(outside, bram, case_id, part):
    assert outside.post(own_page(part), {"do": "leave"}).status_code == 302
    assert outside.get(own_page(part)).status_code == 404
    assert "door de ketenpartner beëindigd" in text(
        bram.get(reverse("teamwork:case", args=[case_id]))
    )


OPEN_TO_ALL = {PUBLIC, AT_WORK, LOG_IN, SECOND_FACTOR}
#: Articles, the social map, trainings and posters are for every colleague; nobody is in them.
FOR_EVERY_COLLEAGUE = {Permission.KNOWLEDGE_BASE_READ, Permission.TRAINING_PLACE_TAKE}


def guesses():
    """Every address of the house that is not open to anybody, filled in at random."""
    for route, view in addresses(get_resolver().url_patterns):
        if audience_of(view) not in OPEN_TO_ALL | {SIGNED_IN} | FOR_EVERY_COLLEAGUE:
            filled = re.sub(r"<uuid:\w+>", str(uuid4()), route)
            filled = re.sub(r"<int:\w+>", "1", filled)
            yield "/" + re.sub(r"<(?:\w+:)?\w+>", "x", filled).lstrip("^")


PARTS = 4


@pytest.mark.parametrize("which", range(PARTS))
def test_a_partner_who_guesses_addresses_finds_nothing_anywhere(which, outside, part):
    asked = [one for one in guesses() if "/mijn-deel/" not in one]
    assert len(asked) > 90
    found = {url: outside.get(url).status_code for url in asked[which::PARTS]}
    assert {url: status for url, status in found.items() if status != 404} == {}


def test_nobody_else_has_a_part(bram, log_in, part):
    for client in (bram, log_in("team_lead"), log_in("desk"), log_in("analyst")):
        assert client.get(own_page(part)).status_code == 403


def test_who_works_elsewhere_gets_no_part_of_the_case(log_in, case_id, part):
    sanne = log_in("colleague")
    for url in (
        reverse("teamwork:case", args=[case_id]),
        part_page(case_id, part),
        reverse("teamwork:known", args=[case_id]),
        reverse("teamwork:let_in", args=[case_id]),
    ):
        assert sanne.get(url).status_code == 403


def test_a_part_of_another_case_is_not_under_this_one(bram, make_case, case_id, part):
    assert bram.get(part_page(make_case(), part)).status_code == 404


def test_who_knows_what_is_there_to_print(bram, case_id, part, ask):
    ask(case_id, part)
    page = text(bram.get(reverse("teamwork:known", args=[case_id])))
    assert "GGD Twente: Gerda Arts" in page
    assert "Werd gevraagd iets te doen" in page
    assert "Bram Voorbeeld" in page


def test_the_load_is_plain_numbers_for_who_divides(log_in, case_id, coordinator):
    add_note(
        by=coordinator,
        case_id=case_id,
        kind=EventKind.CONTACT_PERSON,
        happened_on=in_days(0),
        text="Verzonnen.",
        minutes=65,
        token=uuid4(),
    )
    page = text(log_in("team_lead").get(reverse("teamwork:load")))
    row = re.search(r"Bram Voorbeeld</th>(.*?)</tr>", page, re.DOTALL).group(1)
    assert re.findall(r'">([\d:]+)</td>', row) == ["1", "0", "1:05", "1:05"]
    assert "ondernemingsraad" in page
    assert log_in("analyst").get(reverse("teamwork:load")).status_code == 403


def test_a_case_whose_person_was_never_spoken_to_comes_first(log_in, case_id, make_case):
    page = text(log_in("team_lead").get(reverse("teamwork:load")))
    assert "nog niet" in page


def many(case_id, let_in, ask, coordinator, colleague, gerda, vera, *, size):
    involve_in_case(
        by=coordinator, case_id=case_id, colleague=colleague.id, capacity=Capacity.ADVISER
    )
    for partner in (gerda, vera):
        part = let_in(case_id, partner)
        for number in range(size):
            ask(case_id, part, what=f"Vraag {number}")
            for saying in (
                Saying(to="", text="Woorden", part_id=part),
                Saying(to=colleague.id, text="Woorden"),
            ):
                actions.comment(by=coordinator, case_id=case_id, asked=saying, token=uuid4())


def test_the_pages_ask_few_questions_however_much_is_there(
    bram,
    outside,
    case_id,
    let_in,
    ask,
    coordinator,
    colleague,
    gerda,
    vera,
    django_assert_max_num_queries,
):
    many(case_id, let_in, ask, coordinator, colleague, gerda, vera, size=5)
    from kmt.teamwork import queries

    part = queries.mine(gerda)[0].id
    pages = {
        (bram, reverse("teamwork:case", args=[case_id])): 18,
        (bram, part_page(case_id, part)): 18,
        (bram, reverse("teamwork:known", args=[case_id])): 21,
        (bram, reverse("teamwork:to_me")): 15,
        (outside, reverse("teamwork:mine")): 15,
        (outside, own_page(part)): 15,
    }
    for client, url in pages:
        client.get(url)
    for (client, url), most in pages.items():
        with django_assert_max_num_queries(most):
            assert client.get(url).status_code == 200
