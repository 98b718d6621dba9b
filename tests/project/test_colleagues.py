"""Letting colleagues in, and in again after a loss, from the command line."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from kmt.access.actors import actor_for
from kmt.partners.queries import account_by_email

UNTIL = {"screened_until": "2099-01-01", "trained_until": "2099-01-01"}


def add(email: str, role: str, *more: str) -> str:
    """Run the command and return the code it prints."""
    out = StringIO()
    dates = ("--screened-until=2099-01-01", "--trained-until=2099-01-01")
    call_command("add_colleague", email, "Nina Nieuw", role, *dates, *more, stdout=out)
    return out.getvalue().split("Code voor de eerste keer: ")[1].splitlines()[0]


def enter_with(code: str, email: str) -> Client:
    """Use the code as the colleague would, and log in with the password chosen."""
    client, password = Client(), "vier losse woorden samen"
    typed = {"email": email, "code": code, "password": password, "again": password}
    assert client.post(reverse("partners:one_time_code"), typed).status_code == 200
    answer = client.post(reverse("account_login"), {"login": email, "password": password})
    assert answer.status_code == 302
    return client


@pytest.mark.django_db
def test_a_colleague_is_let_in_with_one_role_and_logs_in_with_the_code() -> None:
    code = add("nina@example.org", "intake_worker")
    assert actor_for(account_by_email("nina@example.org")).role == "intake_worker"
    client = enter_with(code, "nina@example.org")
    assert client.get(reverse("work")).url == reverse("mfa_activate_totp")


@pytest.mark.django_db
def test_a_group_is_not_let_in() -> None:
    with pytest.raises(CommandError, match="lijkt van een groep"):
        add("meldpunt@example.org", "intake_worker")


@pytest.mark.django_db
def test_a_focal_point_needs_a_municipality_of_the_region() -> None:
    with pytest.raises(CommandError, match="hoort bij een gemeente"):
        add("hans@example.org", "municipal_focal_point", "--municipality=GM0363")
    add("hans@example.org", "municipal_focal_point", "--municipality=GM0164")
    assert actor_for(account_by_email("hans@example.org")).world == {"GM0164"}


@pytest.mark.django_db
def test_one_address_is_one_person() -> None:
    add("nina@example.org", "analyst")
    with pytest.raises(CommandError, match="heeft al een account"):
        add("Nina@Example.org", "analyst")


@pytest.mark.django_db
def test_what_is_no_address_lets_nobody_in() -> None:
    with pytest.raises(CommandError, match="geen e-mailadres"):
        add("nina bij example", "analyst")


def test_renewing_a_log_in_ends_sessions_and_the_second_factor(log_in) -> None:
    client = log_in("desk")
    assert client.get(reverse("desk:reports")).status_code == 200
    out = StringIO()
    call_command("renew_log_in", "noor@example.org", stdout=out)
    code = out.getvalue().split("nieuwe log-in: ")[1].splitlines()[0]
    assert client.get(reverse("desk:reports")).status_code == 302
    again = enter_with(code, "noor@example.org")
    assert again.get(reverse("work")).url == reverse("mfa_activate_totp")


@pytest.mark.django_db
def test_renewing_an_unknown_log_in_says_so() -> None:
    with pytest.raises(CommandError, match="geen account met dit e-mailadres"):
        call_command("renew_log_in", "niemand@example.org")
