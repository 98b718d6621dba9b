"""What may be kept is taken back when an answer is about one visitor after all."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import get_resolver

from kmt.kernel.door import PUBLIC, audience_of
from kmt.kernel.headers import KEPT, NOT_KEPT, KeepNothing, may_be_kept
from kmt.knowledge.places import may_be_kept_at
from tests.building.test_doors import addresses
from tests.building.tree import sources

ASKED = RequestFactory()


def answered(response: HttpResponse, **asked: str) -> HttpResponse:
    request = ASKED.get("/kennis/", headers=asked)
    return KeepNothing(lambda _request: may_be_kept(request, response))(request)


def test_a_page_for_all_is_kept_and_one_that_says_nothing_is_not() -> None:
    assert answered(HttpResponse("x"))["Cache-Control"] == KEPT
    silent = KeepNothing(lambda _request: HttpResponse("x"))(ASKED.get("/"))
    assert silent["Cache-Control"] == NOT_KEPT


def test_a_cookie_takes_it_back() -> None:
    response = HttpResponse("x")
    response.set_cookie("kanarie", "koek")
    assert answered(response)["Cache-Control"] == NOT_KEPT


@pytest.mark.parametrize(("vary", "kept"), [("Cookie", False), ("Accept-Language", True)])
def test_what_depends_on_a_cookie_is_not_kept(vary: str, kept: bool) -> None:
    response = HttpResponse("x", headers={"Vary": vary})
    assert (answered(response)["Cache-Control"] == KEPT) is kept


@pytest.mark.parametrize("status", [302, 403, 404, 409, 422, 500])
def test_only_a_good_answer_is_kept(status: int) -> None:
    assert answered(HttpResponse("x", status=status))["Cache-Control"] == NOT_KEPT


def test_something_that_was_sent_is_never_kept() -> None:
    request = ASKED.post("/kennis/")
    response = KeepNothing(lambda _request: may_be_kept(request, HttpResponse("x")))(request)
    assert response["Cache-Control"] == NOT_KEPT
    assert "ETag" not in response


def test_who_has_it_already_gets_nothing_again() -> None:
    first = answered(HttpResponse("x"))
    again = answered(HttpResponse("x"), **{"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert answered(HttpResponse("y"), **{"if-none-match": first["ETag"]}).status_code == 200


def test_no_other_room_lets_a_page_be_kept() -> None:
    using = {one.name for one in sources() if "may_be_kept(" in one.text}
    assert using == {
        "src/kmt/kernel/headers.py",
        "src/kmt/knowledge/views/outlets.py",
        "src/kmt/knowledge/views/public.py",
    }


def test_the_list_of_addresses_names_public_pages_only() -> None:
    kept = {
        audience_of(view)
        for route, view in addresses(get_resolver().url_patterns)
        if may_be_kept_at(f"/{route}".replace("<slug:name>", "x").replace("<slug:slug>", "x"))
    }
    assert kept == {PUBLIC}
