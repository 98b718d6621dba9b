"""The pages of a transition: what they show, and that nothing typed is lost."""

from datetime import date

import pytest
from django.urls import reverse

from kmt.transition import queries
from tests.transition.worlds import make_moved

TASK = {
    "what": "Opening",
    "area": "opening",
    "owner": "ZVHT",
    "due_on": "2021-05-31",
    "owner_function": "manager",
}


@pytest.fixture
def made(adviser):
    return make_moved(adviser)


def test_the_plan_stands_on_one_page(made, log_in) -> None:
    page = log_in("member").get(reverse("transition:transition", args=[made.transition]))
    text = page.content.decode()
    for said in ("Soepele overgang", "nog niet aangetoond", "De subsidie stopt", "personeelszaken"):
        assert said in text
    assert reverse("transition:plan_task", args=[made.transition]) not in text


def test_a_task_is_planned_on_its_page(made, log_in, adviser) -> None:
    client = log_in("adviser")
    address = reverse("transition:plan_task", args=[made.transition])
    answer = client.post(address, TASK | {"after": [str(made.task)]})
    assert answer.status_code == 302
    found = next(
        one for one in queries.transition(adviser, made.transition).tasks if one.what == "Opening"
    )
    assert (found.due_on, found.after[0][0]) == (date(2021, 5, 31), made.task)


@pytest.mark.parametrize("wrong", [{"due_on": "32 mei"}, {"owner": "NIEMAND"}, {"area": ""}])
def test_what_was_typed_stays_when_it_cannot_be_kept(made, log_in, wrong) -> None:
    address = reverse("transition:plan_task", args=[made.transition])
    answer = log_in("adviser").post(address, TASK | wrong)
    assert answer.status_code == 422
    assert 'value="Opening"' in answer.content.decode()


def test_a_task_is_moved_on_its_page_and_a_second_window_is_told(made, log_in) -> None:
    client, address = log_in("adviser"), reverse("transition:task", args=[made.task])
    sent = {"do": "move", "to": "done", "outcome": "Per 1 mei.", "version": "1"}
    assert client.post(address, sent).status_code == 302
    again = client.post(address, {"do": "move", "to": "doing", "outcome": "Toch?", "version": "1"})
    assert again.status_code == 409
    assert "Toch?" in again.content.decode()


def test_go_on_the_page_says_what_is_missing(made, log_in) -> None:
    client, address = log_in("adviser"), reverse("transition:say", args=[made.transition])
    sent = {"outcome": "go", "held_on": "2021-05-01", "body": "werkgroep", "reasons": "Ja."}
    refused = client.post(address, sent)
    assert refused.status_code == 409
    assert "nog niet aangetoond" in refused.content.decode()
    shown = {"words": "Gezien.", "evidence": "besluit 12", "on": "2021-05-01"}
    client.post(reverse("transition:condition", args=[made.condition]), shown)
    assert client.post(address, sent).status_code == 302


def test_a_member_cannot_write_by_sending_the_form(made, log_in) -> None:
    client = log_in("member")
    for name, key in (("condition", made.condition), ("task", made.task)):
        assert client.post(reverse(f"transition:{name}", args=[key]), {}).status_code == 403
    whole = reverse("transition:transition", args=[made.transition])
    assert client.post(whole, {"to": "done", "version": "1"}).status_code == 403
    assert log_in("adviser").post(whole, {"to": "nonsense"}).status_code == 404
