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
    """Run the command and return the password it prints."""
    out = StringIO()
    dates = ("--screened-until=2099-01-01", "--trained-until=2099-01-01")
    call_command("add_colleague", email, "Nina Nieuw", role, *dates, *more, stdout=out)
    return out.getvalue().split("Eerste wachtwoord: ")[1].splitlines()[0]


@pytest.mark.django_db
def test_a_colleague_is_let_in_with_one_role_and_can_log_in_with_the_first_password() -> None:
    password = add("nina@example.org", "intake_worker")
    account = account_by_email("nina@example.org")
    assert actor_for(account).role == "intake_worker"
    client = Client()
    answer = client.post(
        reverse("account_login"), {"login": "nina@example.org", "password": password}
    )
    assert answer.status_code == 302
    assert client.get(reverse("work")).url == reverse("mfa_activate_totp")


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
    assert client.get(reverse("intake:reports")).status_code == 200
    out = StringIO()
    call_command("renew_log_in", "desk@example.org", stdout=out)
    assert "Nieuw wachtwoord: " in out.getvalue()
    assert client.get(reverse("intake:reports")).status_code == 302


@pytest.mark.django_db
def test_renewing_an_unknown_log_in_says_so() -> None:
    with pytest.raises(CommandError, match="geen account met dit e-mailadres"):
        call_command("renew_log_in", "niemand@example.org")
