"""Whatever is sent to whichever public address: an answer in words, no fault, nothing kept by it.

The addresses come from the product itself, so a new public page is walked from its first day.
"""

import json
import re
from uuid import UUID

import pytest
from django.test import Client
from django.urls import get_resolver
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kmt.access.actors import REPORTER
from kmt.access.rows import gate_open
from kmt.entrance import page_mark
from kmt.intake.forms.public import STEPS, ReportForm
from kmt.intake.models import Report
from kmt.kernel.door import PUBLIC, audience_of
from tests.building.test_doors import addresses

pytestmark = pytest.mark.slow

METHODS = ("get", "head", "post", "put", "patch", "delete", "options", "trace")
FIELDS = (*ReportForm.base_fields, "token", "step", "do", "carried", "effort", "receipt", "text")
URLENCODED, PARTS = "application/x-www-form-urlencoded", "multipart/form-data"
BODIES = {
    "nothing": (b"", URLENCODED),
    "not text": (bytes(range(256)) * 20, URLENCODED),
    "broken percent": (b"narrative=%&step=%ff%fe&%=%zz", URLENCODED),
    "every field twice": ("&".join(f"{one}=1&{one}=2" for one in FIELDS).encode(), URLENCODED),
    "null bytes": ("&".join(f"{one}=%00%00" for one in FIELDS).encode(), URLENCODED),
    "far too long": (("carried=" + "A" * 900_000).encode(), URLENCODED),
    "json": (json.dumps({one: {"$gt": ""} for one in FIELDS}).encode(), "application/json"),
    "xml": (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "text/xml"),
    "half a part": (b'--x\r\nContent-Disposition: form-data; name="', f"{PARTS}; boundary=x"),
    "no boundary": (b"--x", PARTS),
    "strange charset": (b"narrative=x", f"{URLENCODED}; charset=utf-7"),
    "no charset": (b"narrative=x", f"{URLENCODED}; charset=nonsense"),
    "files everywhere": (
        b"".join(
            f'--x\r\nContent-Disposition: form-data; name="{one}"; filename="../{one}"\r\n'
            f"Content-Type: text/html\r\n\r\n<script>\r\n".encode()
            for one in FIELDS
        ) + b"--x--\r\n",
        f"{PARTS}; boundary=x",
    ),
}  # fmt: skip
HEADERS = {
    "plain": {},
    "forged": {
        "HTTP_X_FORWARDED_FOR": "' OR 1=1 --, ::1",
        "HTTP_ACCEPT_LANGUAGE": "xx" * 5000,
        "HTTP_COOKIE": "kmt_werk=../../etc; django_language=ar; =;;",
        "HTTP_ORIGIN": "null",
        "HTTP_RANGE": "bytes=5-1",
        "HTTP_IF_NONE_MATCH": "*",
        "HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE",
        "HTTP_CONTENT_ENCODING": "gzip",
    },
    "no length": {"CONTENT_LENGTH": "abc"},
}
QUERIES = ("", "?%00=%ff", "?alles&advies&lijst=" + "x" * 2000)


def public_addresses() -> list[str]:
    found = [
        "/" + re.sub(r"<uuid:\w+>", str(UUID(int=7)), re.sub(r"<(?!uuid)[^>]+>", "7", route))
        for route, view in addresses(get_resolver().url_patterns)
        if audience_of(view) == PUBLIC
    ]
    return sorted(set(found))


def assert_calm(answer, what: object) -> None:
    """An answer that tells nobody how it works inside, and leaves nothing behind."""
    assert answer.status_code < 500, what
    assert not answer.cookies, what
    if answer.status_code >= 400 and not answer.streaming:
        assert b"Traceback" not in answer.content, what


@pytest.fixture
def stranger(db) -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("address", public_addresses())
def test_no_method_body_or_header_brings_a_public_page_down(address, stranger) -> None:
    for method in METHODS:
        for query in QUERIES:
            assert_calm(stranger.generic(method.upper(), address + query), (method, query))
    for name, (body, kind) in BODIES.items():
        for headers, given_ in HEADERS.items():
            answer = stranger.generic("POST", address, body, content_type=kind, **given_)
            assert_calm(answer, (name, headers))
    with gate_open(REPORTER):
        assert not Report.objects.exists()


def test_the_walk_sees_every_public_page() -> None:
    assert {"/", "/melden/", "/code/", "/hulp/"} <= set(public_addresses())


anything = st.text(st.characters(exclude_categories=[]), max_size=60)
answers = st.dictionaries(st.sampled_from(FIELDS), st.lists(anything, min_size=1, max_size=2))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(answers=answers, step=st.sampled_from([one.name for one in STEPS] + ["", "?"]), do=anything)
def test_any_answers_on_any_step_get_a_page_with_what_was_typed(
    answers, step, do, stranger
) -> None:
    _, token = page_mark.new()
    typed = {
        name: [one.encode(errors="replace").decode() for one in values]
        for name, values in answers.items()
    }
    sent = typed | {"token": token, "step": step, "carried": ""}
    sent.setdefault("do", do.encode(errors="replace").decode())
    page = stranger.post("/melden/", sent)
    assert page.status_code in {200, 422}
    html = page.content.decode()
    assert 'name="token"' in html or 'class="receipt"' in html


def test_the_calm_can_be_lost(stranger, monkeypatch) -> None:
    def fall(*args: object, **kwargs: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("kmt.intake.views.public.form_page", fall)
    with pytest.raises(AssertionError):
        assert_calm(stranger.get("/melden/"), "broken")
