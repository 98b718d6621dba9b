"""The calendar feed: off until asked for, days and numbers only, over when the account is."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from kmt.access.rows import gate_open
from kmt.audit.models import AuditEvent
from kmt.kernel import clock
from kmt.partners.models import Account
from kmt.teamwork.calendars import MOST, written
from kmt.teamwork.models import CalendarFeed
from kmt.teamwork.rules import days_of
from tests.care.conftest import CANARY
from tests.teamwork.conftest import enter, in_days, seen

PAGE = reverse("teamwork:calendar")


def address(client):
    page = client.post(PAGE, {"do": "make"}).content.decode()
    return re.search(r"http://testserver(/agenda/[\w-]+\.ics)", page).group(1)


def asked(url):
    """The calendar, as a phone without any session asks for it."""
    return Client().get(url)


@pytest.fixture
def bram(log_in):
    return log_in("coordinator")


def test_it_is_off_until_somebody_asks(bram, coordinator):
    assert "Het staat uit" in bram.get(PAGE).content.decode()
    with gate_open(coordinator):
        assert not CalendarFeed.objects.exists()


def test_it_says_how_many_on_which_day_and_nothing_more(bram, case_id, coordinator):
    answer = asked(address(bram))
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar")
    assert "SUMMARY:KMT: 1 termijn\r\n" in text
    assert f"DTSTART;VALUE=DATE:{in_days(1):%Y%m%d}\r\n" in text
    case = seen(coordinator, case_id)
    for hidden in (case.number, case.person_label, CANARY, str(case_id), "Bram", "bellen"):
        assert hidden not in text


def test_a_partner_gets_the_days_of_their_tasks(partners, case_id, part, ask):
    ask(case_id, part, days=4)
    ask(case_id, part, days=4)
    text = asked(address(enter(partners["gerda"]))).content.decode()
    assert text.count("BEGIN:VEVENT") == 1
    assert "SUMMARY:KMT: 2 termijnen" in text
    assert "Kanarie" not in text


def test_it_leaves_nothing_behind_with_who_asks(bram):
    answer = asked(address(bram))
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"


def test_only_a_mark_of_the_address_is_kept(bram, coordinator):
    token = address(bram).removeprefix("/agenda/").removesuffix(".ics")
    assert len(token) == 43
    with gate_open(coordinator):
        assert token not in CalendarFeed.objects.get().digest
    assert not AuditEvent.objects.filter(object_id__contains=token).exists()
    assert token not in bram.get(PAGE).content.decode()


def test_a_new_address_ends_the_old_one(bram):
    old, new = address(bram), address(bram)
    assert asked(old).status_code == 404
    assert asked(new).status_code == 200


def test_it_can_be_ended(bram):
    url = address(bram)
    bram.post(PAGE, {"do": "end"})
    assert asked(url).status_code == 404
    assert asked("/agenda/geraden.ics").status_code == 404


@pytest.mark.parametrize("change", [{"is_active": False}, {"training_valid_until": "2020-01-01"}])
def test_it_ends_with_the_account(change, bram, accounts):
    url = address(bram)
    Account.objects.filter(id=accounts["coordinator"].id).update(**change)
    assert asked(url).status_code == 404


def test_a_part_that_is_over_gives_no_days(partners, case_id, part, ask, coordinator):
    from kmt.teamwork import actions

    ask(case_id, part)
    url = address(enter(partners["gerda"]))
    actions.let_out(by=coordinator, case_id=case_id, part_id=part, why="part_done")
    assert "VEVENT" not in asked(url).content.decode()


def test_who_asks_too_often_waits(bram, monkeypatch):
    url = address(bram)
    monkeypatch.setattr("kmt.teamwork.calendars.MOST", 2)
    assert [asked(url).status_code for _ in range(3)] == [200, 200, 429]
    assert asked(url)["Retry-After"]
    with clock.frozen(clock.now() + timedelta(hours=1)):
        assert asked(url).status_code == 200
    assert MOST == 30


def test_who_carries_nothing_has_no_calendar(log_in):
    assert log_in("analyst").get(PAGE).status_code == 404
    assert Client().get(PAGE).status_code == 302


def test_what_is_late_counts_today():
    today = in_days(0)
    found = days_of([in_days(-3), today, in_days(2), in_days(2)], today)
    assert dict(found) == {today: 2, in_days(2): 2}


def test_the_format_is_that_of_calendars():
    text = written({in_days(0): 2}, "a" * 64)
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in text.split("\r\n"))
