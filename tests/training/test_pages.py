"""The pages of trainings through a browser-like client."""

import re

from django.urls import reverse

from kmt.kernel import clock
from kmt.training import actions, queries
from tests.training.conftest import AFTER, HENGELO, planned

WHERE = {"do": "take", "department": "youth", "municipality": HENGELO}
SESSION = {
    "day": "2026-03-20",
    "time": "13:00",
    "minutes": "90",
    "place": "Stadhuis",
    "places": "3",
    "closes_on": "2026-03-19",
}
OFFER = {"title": "Praten", "subject": "talking", "level": "deep", "minutes": "120"}


def words(page) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def test_taking_a_place_and_giving_it_back(log_in, session_id, adviser) -> None:
    client, url = log_in("desk"), reverse("training:session", args=[session_id])
    assert "2 plaatsen vrij" in words(client.get(reverse("training:sessions")))
    assert client.post(url, WHERE).status_code == 302
    text = words(client.get(url))
    assert "je hebt een plaats" in text
    assert "Wie er komt" not in text
    assert "je hebt een plaats" in words(client.get(reverse("training:mine")))
    assert client.post(url, {"do": "cancel"}).status_code == 302
    assert queries.participants(adviser, session_id) == ()


def test_a_form_that_is_not_right_comes_back(log_in, session_id) -> None:
    client, url = log_in("desk"), reverse("training:session", args=[session_id])
    page = client.post(url, {"do": "take", "department": "youth", "municipality": ""})
    assert page.status_code == 422
    assert "voor welke gemeente je werkt" in words(page)
    assert client.post(url, {"do": "take"}).status_code == 422
    assert client.post(url, {"do": "onzin"}).status_code == 302


def test_the_queue_says_how_many_wait_before(log_in, session_id, take, desk, coordinator) -> None:
    for one in (desk, coordinator):
        take(one)
    client, url = log_in("colleague"), reverse("training:session", args=[session_id])
    assert "Het is vol" in words(client.get(url))
    client.post(url, WHERE)
    assert "0 mensen wachten voor jou" in words(client.get(url))
    actions.cancel_place(by=desk, session_id=session_id)
    assert "je hebt een plaats" in words(client.get(url))


def test_who_keeps_trainings_registers_marks_and_gives_certificates(
    log_in, session_id, take, desk, adviser
) -> None:
    take(desk)
    client, url = log_in("adviser"), reverse("training:session", args=[session_id])
    other = {**WHERE, "do": "other", "name": "Ida Verzonnen"}
    assert client.post(url, {**other, "name": ""}).status_code == 422
    assert client.post(url, other).status_code == 302
    assert "Ida Verzonnen" in words(client.get(url))
    with clock.frozen(AFTER):
        people = {one.name: one.id for one in queries.participants(adviser, session_id)}
        assert client.post(url, {"do": "attendance", "came": "geen nummer"}).status_code == 404
        client.post(url, {"do": "attendance", "came": [str(people["Noor Demo"])]})
        paper = client.get(reverse("training:certificate", args=[people["Noor Demo"]]))
        none = client.get(reverse("training:certificate", args=[people["Ida Verzonnen"]]))
        reader = log_in("desk")
        mine = words(reader.get(reverse("training:mine")))
        answer = reverse("training:evaluate", args=[people["Noor Demo"]])
        assert reader.post(answer, {"useful": "5"}).status_code == 422
        marks = {"useful": "5", "clear": "4", "dare": "3", "recommend": "5"}
        assert reader.post(answer, marks).status_code == 302
        assert reader.post(answer, marks).status_code == 409
        evaluation = words(client.get(url))
    assert paper.content.startswith(b"%PDF-")
    assert paper["Content-Disposition"] == 'attachment; filename="bewijs-van-deelname.pdf"'
    assert "no-store" in paper["Cache-Control"]
    assert none.status_code == 409
    assert "Bewijs van deelname (PDF)" in mine
    assert "Te zien zodra vijf mensen antwoordden" in evaluation


def test_an_offer_is_made_planned_changed_and_moved(log_in, adviser) -> None:
    client = log_in("adviser")
    made = client.post(reverse("training:new_offer"), OFFER)
    assert made.status_code == 302
    assert client.post(reverse("training:new_offer"), {**OFFER, "title": ""}).status_code == 422
    assert client.post(made.url, {**SESSION, "do": "plan"}).status_code == 302
    assert client.post(made.url, {**SESSION, "do": "plan", "day": "2026-02-29"}).status_code == 422
    assert client.post(made.url, {**SESSION, "do": "plan", "day": "2026-02-01"}).status_code == 422
    assert client.post(made.url, {**OFFER, "do": "change", "version": "1"}).status_code == 302
    both = client.post(made.url, {**OFFER, "title": "Anders", "do": "change", "version": "1"})
    assert both.status_code == 409
    assert "Anders" in both.content.decode()
    (session,) = queries.sessions(adviser)
    change = reverse("training:change_session", args=[session.id])
    assert "90" in client.get(change).content.decode()
    assert client.post(change, {**SESSION, "places": "5", "version": "1"}).status_code == 302
    assert client.post(change, {**SESSION, "places": "6", "version": "1"}).status_code == 409
    called = reverse("training:session", args=[session.id])
    assert client.post(called, {"do": "call_off", "version": "2"}).status_code == 302
    assert "gaat niet door" in words(client.get(called))


def test_calendars_hold_no_names_and_the_feed_needs_no_account(
    log_in, client, session_id, take, desk
) -> None:
    take(desk)
    mine = log_in("desk").get(reverse("training:calendar", args=[session_id]))
    feed = client.get(reverse("training:feed"))
    for one in (mine, feed):
        assert one["Content-Type"] == "text/calendar; charset=utf-8"
        assert "BEGIN:VEVENT" in one.content.decode()
        assert "Noor" not in one.content.decode()


def test_a_focal_point_types_staff_of_the_own_municipality_only(
    log_in, adviser, session_id, take, focal_point_hengelo
) -> None:
    take(focal_point_hengelo)
    with clock.frozen(AFTER):
        there = [one.id for one in queries.participants(adviser, session_id)]
        actions.mark_attendance(by=adviser, session_id=session_id, came=there)
        client, url = log_in("focal_point_hengelo"), reverse("training:reach")
        typed = {"municipality": HENGELO, "department": "youth", "staff": "8", "source": "P&O"}
        assert client.post(url, typed).status_code == 302
        assert client.post(url, {**typed, "municipality": "GM0153"}).status_code == 422
        assert client.post(url, {**typed, "staff": "-1"}).status_code == 422
        text = words(client.get(url))
        assert "1 van 8" in text
        assert "P&amp;O" in text
        member = log_in("member")
        assert member.post(url, typed).status_code == 403
        assert member.get(url, {"jaar": "onzin"}).status_code == 200


def test_the_pages_ask_the_database_a_fixed_number_of_times(
    log_in, adviser, desk, django_assert_max_num_queries
) -> None:
    training = actions.offer_training(by=adviser, offer=_offer())
    for _number in range(6):
        session = actions.plan_session(by=adviser, training_id=training, planned=planned(places=9))
        actions.take_place(by=desk, session_id=session, municipality=HENGELO, department="youth")
    client = log_in("desk")
    client.get(reverse("training:mine"))
    for name in ("training:mine", "training:sessions"):
        # Session, account and role first; then those of the page.
        with django_assert_max_num_queries(12):
            assert client.get(reverse(name)).status_code == 200


def _offer():
    from tests.training.conftest import offer

    return offer()
