"""Sessions end: after idle minutes, after a working day; they are saved once a minute at most."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kmt.kernel import clock
from kmt.partners.models import WorkSession

pytestmark = pytest.mark.urls("tests.access.doors")
PAGE = "/t/signed-in/"
IDLE = timedelta(seconds=settings.SESSION_COOKIE_AGE)
DAY = timedelta(hours=settings.KMT_SESSION_HOURS)
MINUTE = timedelta(minutes=1)


def later(client, by: timedelta):
    """What the page answers when the clock says it is so much later."""
    with clock.frozen(datetime.now(UTC) + by):
        return client.get(PAGE)


def let_in(response) -> bool:
    return response.status_code == 200


def test_a_session_idle_for_longer_than_the_limit_ends(log_in):
    client = log_in("desk")
    assert let_in(later(client, IDLE - MINUTE))
    assert not let_in(later(client, IDLE + IDLE))


def test_each_click_moves_the_idle_limit(log_in):
    client = log_in("desk")
    for step in range(1, 5):
        assert let_in(later(client, step * (IDLE - MINUTE)))


def test_a_working_day_ends_the_session_however_busy_it_is(log_in):
    client = log_in("desk")
    step = IDLE - MINUTE
    steps = int(DAY / step)
    for count in range(1, steps + 1):
        assert let_in(later(client, count * step))
    assert not let_in(later(client, (steps + 1) * step))


def test_a_session_that_ended_is_gone_from_the_database(log_in):
    client = log_in("desk")
    later(client, IDLE * 2)
    assert not WorkSession.objects.exists()


def test_a_busy_session_is_saved_once_a_minute_at_most(log_in):
    client = log_in("desk")
    later(client, timedelta(seconds=0))
    assert saves(client, timedelta(seconds=20)) == 0
    assert saves(client, timedelta(seconds=90)) == 1


def saves(client, at: timedelta) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert let_in(later(client, at))
    return sum('UPDATE "partners_worksession"' in query["sql"] for query in queries)


def test_who_gave_a_password_only_is_sent_to_set_up_the_second_factor(log_in):
    client = log_in("desk")
    Authenticator.objects.all().delete()
    with_password_only(client)
    response = client.get(PAGE)
    assert response.status_code == 302
    assert response["Location"] == "/inloggen/code-instellen/"


def test_a_session_without_second_factor_is_worth_nothing_once_the_account_has_one(log_in):
    client = log_in("desk")
    with_password_only(client)
    response = client.get(PAGE)
    assert response["Location"].startswith("/inloggen/?next=")
    assert client.get(PAGE)["Location"].startswith("/inloggen/?next=")


def test_halfway_the_log_in_one_has_a_quarter_of_an_hour(log_in):
    client = log_in("desk")
    Authenticator.objects.all().delete()
    with_password_only(client)
    assert later(client, 14 * MINUTE)["Location"] == "/inloggen/code-instellen/"
    assert later(client, 16 * MINUTE)["Location"].startswith("/inloggen/?next=")


def test_a_session_that_django_allauth_did_not_make_is_not_accepted(accounts, client):
    client.force_login(accounts["desk"])
    assert client.get(PAGE)["Location"].startswith("/inloggen/?next=")


def with_password_only(client) -> None:
    session = client.session
    records = session["account_authentication_methods"]
    session["account_authentication_methods"] = [r for r in records if r["method"] != "mfa"]
    session.save()
