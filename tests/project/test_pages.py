"""Pages of the house itself: whatever goes wrong, a sentence and a next step, never a trace."""

import pytest
from django.test import Client
from django.urls import reverse


def test_an_address_that_leads_nowhere_looks_like_one_that_is_not_yours(log_in) -> None:
    nowhere = log_in("focal_point_hengelo").get("/meldingen/bestaat-niet/")
    assert nowhere.status_code == 404
    assert "We vinden hier niets wat jij kunt bekijken." in nowhere.content.decode()


def test_a_staff_form_that_is_far_too_large_gets_a_sentence(log_in) -> None:
    client = log_in("desk")
    answer = client.post(reverse("account_logout"), {"x": "y" * 2_000_000})
    assert answer.status_code == 400
    assert "te groot of niet te lezen" in answer.content.decode()


@pytest.mark.django_db
def test_an_expired_staff_form_says_what_to_do() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(reverse("account_login"), {"login": "a@example.org", "password": "x"})
    assert answer.status_code == 409
    assert "stond te lang open" in answer.content.decode()


@pytest.mark.parametrize(
    ("person", "first_page"),
    [
        ("desk", "desk:reports"),
        ("coordinator", "care:cases"),
        ("focal_point_hengelo", "desk:reports"),
        ("analyst", "insight:overview"),
        ("privacy_officer", "audit:events"),
    ],
)
def test_work_starts_on_the_page_of_the_role(log_in, person: str, first_page: str) -> None:
    assert log_in(person).get(reverse("work")).url == reverse(first_page)


def test_every_page_has_its_english_twin(log_in) -> None:
    page = log_in("desk").get("/en/meldingen/").content.decode()
    assert 'lang="en"' in page
    assert "Log out" in page
    assert "/meldingen/" in page
