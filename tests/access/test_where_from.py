"""Where a colleague works from: as the web servers in front say, never as the caller says."""

import pytest
from django.test import RequestFactory

from kmt.audit.models import AuditEvent
from kmt.partners.login import address_of


@pytest.mark.parametrize(
    ("proxies", "noted", "found"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 192.0.2.7", "203.0.113.9"),
        (1, "2001:db8::9", "2001:db8::9"),
        (2, "203.0.113.9", "127.0.0.1"),
        (1, "", "127.0.0.1"),
        (1, "' or 1=1", "127.0.0.1"),
    ],
)
def test_only_what_the_servers_in_front_wrote_is_believed(proxies, noted, found, settings) -> None:
    settings.KMT_PROXIES = proxies
    request = RequestFactory().get("/werk/", headers={"x-forwarded-for": noted})
    assert address_of(request) == found


def test_the_record_of_what_staff_does_has_it(log_in, settings) -> None:
    settings.KMT_PROXIES = 1
    from_there = {"x-forwarded-for": "203.0.113.9"}
    log_in("desk").get("/meldingen/", headers=from_there)
    assert AuditEvent.objects.get(action="search").origin == "203.0.113.9"


def test_somebody_elsewhere_locks_nobody_out(client, accounts, settings) -> None:
    settings.KMT_PROXIES = 1
    wrong = {"login": "noor@example.org", "password": "wrong"}
    right = wrong | {"password": "een lang wachtwoord voor een test"}
    for _ in range(6):
        blocked = client.post("/inloggen/", wrong, headers={"x-forwarded-for": "198.51.100.1"})
    assert blocked.status_code == 429
    answer = client.post("/inloggen/", right, headers={"x-forwarded-for": "203.0.113.9"})
    assert answer.status_code == 302
