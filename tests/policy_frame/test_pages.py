"""The pages of the policy frame, as the adviser writes it and a member reads it."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from kmt.kernel.actor import Actor
from kmt.policy_frame import actions, queries
from tests.policy_frame.conftest import Made, adopt, measure

LogIn = Callable[[str], Client]


@pytest.fixture
def wies(log_in: LogIn) -> Client:
    """The adviser."""
    return log_in("adviser")


@pytest.fixture
def joris(log_in: LogIn) -> Client:
    """The member."""
    return log_in("member")


def words(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(f"policy_frame:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def post(client: Client, name: str, *args: object, **typed: object):
    address = reverse(f"policy_frame:{name}", args=args)
    return client.post(address, {"token": str(uuid4()), **typed})


RESULT = {
    "do": "under",
    "title": "Meer meldingen",
    "measure": "Meldingen van gemeenten",
    "unit": "meldingen",
    "direction": "rise",
    "target": "200",
    "target_on": "2027-07-01",
}


def test_without_a_frame_the_page_says_how_to_begin(wies: Client) -> None:
    assert "Een concept beginnen" in words(wies, "current")


def test_a_frame_is_written_adopted_and_read(wies: Client, joris: Client, adviser: Actor) -> None:
    made = post(wies, "new", title="Twente vrij van uitbuiting", ambition="Vrij van uitbuiting.")
    frame = queries.versions(adviser)[0].id
    assert made.url == reverse("policy_frame:write", args=[frame])
    assert post(wies, "write", frame, do="goal", title="").status_code == 422
    assert post(wies, "write", frame, do="goal", title="Signaleren").status_code == 302
    goal = queries.frame(adviser).goals[0].id
    wrong = post(wies, "part", frame, "goal", goal, **{**RESULT, "unit": ""})
    assert wrong.status_code == 422
    assert "Meldingen van gemeenten" in wrong.content.decode()
    assert post(wies, "part", frame, "goal", goal, **RESULT).status_code == 302
    result = queries.frame(adviser).results[0].id
    action = {"do": "under", "what": "Trainen", "organisation": "KMT", "due": "2027-01-01"}
    assert post(wies, "part", frame, "result", result, **action).status_code == 302
    value = {"value": "200", "on": "2026-06-01", "base": "14 gemeenten", "source": "Opgave"}
    assert post(joris, "result", frame, result, **value).status_code == 403
    assert post(wies, "result", frame, result, **value).status_code == 302
    decided = {"other": "Portefeuillehouders", "on": "2026-06-02", "grounds": "Gedragen."}
    assert post(wies, "adopt", frame, **{**decided, "grounds": ""}).status_code == 422
    assert post(wies, "adopt", frame, **decided).status_code == 302
    page = words(joris, "current")
    assert "vastgesteld op 2 juni 2026 door Portefeuillehouders" in page
    assert "De streefwaarde is gehaald." in page
    assert "1 juni 2026" in words(joris, "result", frame, result)
    assert post(wies, "write", frame, do="goal", title="Te laat").status_code == 409
    back = {"do": "evaluate", "found": "Goed.", "changes": "Niets.", "on": "2026-06-30"}
    assert post(joris, "version", frame, **back).status_code == 403
    assert post(wies, "version", frame, **back).status_code == 302
    doing = queries.frame(adviser).results[0].actions[0].id
    far = {"do": "progress", "action": doing, "progress": "way", "words": "Halverwege."}
    assert post(wies, "version", frame, **far).status_code == 302
    assert "Halverwege." in words(joris, "version", frame)


def test_two_who_change_one_goal_meet_and_nothing_typed_is_lost(
    wies: Client, adviser: Actor, made: Made
) -> None:
    typed = {"do": "change", "version": "1", "words": ""}
    first = post(wies, "part", made.frame, "goal", made.goal, **typed, title="Van mij")
    assert first.status_code == 302
    second = post(wies, "part", made.frame, "goal", made.goal, **typed, title="Van een ander")
    page = second.content.decode()
    assert second.status_code == 409
    assert "<strong>Van mij</strong>" in page
    assert 'value="Van een ander"' in page
    assert 'name="version" value="2"' in page
    ambition = {"do": "frame", "version": "1", "title": "T", "ambition": "Eerste ambitie."}
    assert post(wies, "write", made.frame, **ambition).status_code == 302
    again = post(wies, "write", made.frame, **{**ambition, "ambition": "Tweede ambitie."})
    assert again.status_code == 409
    assert "Eerste ambitie." in again.content.decode()
    assert "Tweede ambitie." in again.content.decode()


def test_every_part_is_changed_and_taken_out(wies: Client, adviser: Actor, made: Made) -> None:
    change = {"do": "change", "version": "1"}
    result = {**RESULT, **change, "title": "Beter", "start": "1,5", "start_on": "2026-01-01"}
    assert post(wies, "part", made.frame, "result", made.result, **result).status_code == 302
    action = {**change, "what": "Scholen", "organisation": "RIEC", "due": "2027-01-01"}
    assert post(wies, "part", made.frame, "action", made.action, **action).status_code == 302
    (seen,) = queries.frame(adviser).results
    assert (seen.title, str(seen.target.start)) == ("Beter", "1.50")
    assert (seen.actions[0].what, seen.actions[0].organisation) == ("Scholen", "RIEC")
    for kind, part in (("action", made.action), ("result", made.result), ("goal", made.goal)):
        assert "eruit" in words(wies, "part", made.frame, kind, part).lower()
        assert post(wies, "part", made.frame, kind, part, do="out").status_code == 302
    assert queries.frame(adviser).goals == ()
    answer = wies.get(reverse("policy_frame:part", args=[made.frame, "goal", made.goal]))
    assert answer.status_code == 404


def test_a_new_version_is_compared_with_the_old(
    wies: Client, joris: Client, adviser: Actor, made: Made
) -> None:
    adopt(adviser, made.frame)
    assert "Signaleren" not in words(wies, "new")
    assert post(wies, "new", title="Versie twee", ambition="Verder.").status_code == 302
    assert post(wies, "new", title="Versie drie", ambition="Verder.").status_code == 409
    again = queries.versions(adviser)[0].id
    goal = queries.frame(adviser, again).goals[0].id
    actions.take_out(by=adviser, frame_id=again, kind="goal", part_id=goal)
    page = words(joris, "compare", again)
    assert "weggelaten" in page
    assert "Verder." in page
    answer = joris.get(reverse("policy_frame:compare", args=[made.frame]))
    assert answer.status_code == 404


def test_the_file_comes_from_its_page(joris: Client, adviser: Actor, made: Made) -> None:
    measure(adviser, made, 150, date(2026, 6, 1))
    answer = joris.get(reverse("policy_frame:pdf", args=[made.frame]))
    assert answer.content.startswith(b"%PDF-")
    assert "beleidskader-1-concept.pdf" in answer["Content-Disposition"]


def test_who_reads_no_papers_does_not_read_the_frame(log_in: LogIn, adviser: Actor) -> None:
    client = log_in("desk")
    assert client.get(reverse("policy_frame:current")).status_code == 403
