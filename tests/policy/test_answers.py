"""What stands on every answer, whoever gives it: page, refusal, redirect, file, fault."""

from io import BytesIO

import pytest
from django.contrib.messages.storage import default_storage
from django.contrib.messages.storage.session import SessionStorage
from django.core.files import uploadhandler
from django.test import Client
from django.urls import reverse

from kmt.insight import queries
from kmt.insight.queries import FactsheetFile
from kmt.intake.views import public

HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def check(answer, status: int, kept: str = "no-store") -> None:
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert kept in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("address", "status"),
    [("/", 200), ("/en/", 200), ("/bestaat-niet/", 404), ("/xx/", 404), ("/code", 301)],
)
def test_public_pages_redirects_and_unknown_addresses(address: str, status: int) -> None:
    check(Client().get(address), status)


def test_a_file_of_the_look_may_be_kept_and_is_offered_to_no_other_site() -> None:
    answer = Client().head("/statisch/kernel/kmt.css")
    check(answer, 200, kept="max-age")
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_another_host_name(settings) -> None:
    settings.ALLOWED_HOSTS = ["kmt.voorbeeld.nl"]
    answer = Client().get("/", headers={"host": "kwaad.example"})
    check(answer, 400)
    assert "kwaad" not in answer.content.decode()


def test_the_way_to_the_locked_door(settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    check(Client().get("/melden/"), 301)


def test_a_fault_of_ours(monkeypatch) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError("Noor Demo")

    monkeypatch.setattr(public, "form_page", fail)
    answer = Client(raise_request_exception=False).get("/melden/")
    check(answer, 500)
    assert "Noor" not in answer.content.decode()


def test_the_file_of_the_factsheet(log_in, monkeypatch) -> None:
    file = FactsheetFile(name="factsheet.pdf", content=b"%PDF-")
    monkeypatch.setattr(queries, "factsheet_file", lambda actor: file)
    check(log_in("analyst").get(reverse("insight:factsheet_pdf")), 200)


def test_staff_pages_and_refusals(log_in) -> None:
    desk = log_in("desk")
    check(desk.get(reverse("desk:reports")), 200)
    check(desk.get(reverse("audit:events")), 403)
    check(Client().get(reverse("desk:reports")), 302)


def test_a_page_asked_in_a_way_it_does_not_know_says_so_in_words(log_in) -> None:
    answer = log_in("desk").delete(reverse("desk:reports"))
    check(answer, 405)
    assert "niet op deze manier" in answer.content.decode()
    assert "GET" in answer.headers["Allow"]


def test_the_log_in_leaves_nothing_behind_when_the_browser_closes(db) -> None:
    cookies = Client().get(reverse("account_login")).cookies
    assert [name for name, cookie in cookies.items() if cookie["max-age"]] == []


def test_a_message_waits_in_the_session_and_goes_with_it(log_in) -> None:
    page = log_in("desk").get(reverse("desk:reports"))
    assert isinstance(default_storage(page.wsgi_request), SessionStorage)


@pytest.mark.parametrize("name", ["conversation:receipt", "account_login"])
def test_a_large_file_sent_to_any_address_never_touches_the_disk(db, name, monkeypatch) -> None:
    monkeypatch.setattr(uploadhandler, "TemporaryUploadedFile", None)  # what would write it
    film = BytesIO(b"x" * 3_000_000)
    film.name = "film.mp4"
    assert Client().post(reverse(name), {"file": film}).status_code in {200, 422}
