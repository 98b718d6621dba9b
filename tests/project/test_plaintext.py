"""No word about a person stands readable in what is kept, said or answered; a leak is seen.

The same round and the same search as ``./kmt bench plaintext``, small, inside the suite; what was
found at 200,000 persons stands in ``docs/privacy/plaintext.md``.
"""

import io
import logging
import tempfile
from collections import Counter
from contextlib import contextmanager
from datetime import date
from unittest import mock
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.files import uploadhandler
from django.db import connections
from django.test import Client

from kmt.access.rows import gate_open
from kmt.intake.models import Report
from kmt.kernel.safe_log import SafeFormatter
from kmt.partners.models import WorkSession
from kmt.proof import marks, planting, rounds
from kmt.proof.marks import found_in, found_in_pieces
from kmt.proof.plaintext import EVERY_KIND
from kmt.proof.visitor import Answer, Visitor
from kmt.vault.rules import may_register

ROLES = {
    "intake_worker": "desk",
    "care_coordinator": "coordinator",
    "municipal_focal_point": "focal_point_enschede",
    "analyst": "analyst",
    "privacy_officer": "privacy_officer",
    "system_admin": "administrator",
}
ADDRESS = "http://testserver"


class ClientVisitor(Visitor):
    """A visitor whose requests go straight into the product."""

    def __init__(self, client: Client) -> None:
        super().__init__(ADDRESS)
        self.client = client
        client.raise_request_exception = False

    def _ask(self, url: str, body: bytes | None, content_type: str = "") -> Answer:
        parts = urlsplit(url)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        method = "GET" if body is None else "POST"
        answer = self.client.generic(method, path, body or b"", content_type)
        if answer.status_code in {301, 302}:
            return self._ask(urljoin(url, answer.headers["Location"]), None)
        return Answer(
            url=url,
            status=answer.status_code,
            body=b"".join(answer) if answer.streaming else answer.content,
            headers=str(answer.headers),
            seconds=0,
        )


@contextmanager
def fault():
    """Nothing can be recorded, with words in the fault that are nobody's business."""
    wrong = RuntimeError(marks.story(5))
    with mock.patch("kmt.audit.actions.recording._link", side_effect=wrong):
        yield


def kept() -> Counter[str]:
    """What stands readable in any column of any table, or in a session."""
    found = Counter()
    for connection in connections.all():
        for table in connection.introspection.table_names():
            with connection.cursor() as cursor:
                cursor.execute(f'select * from "{table}"')
                values = (value for row in cursor for value in row if value is not None)
                found += found_in(b"\n".join(map(plain, values)))
    return found + found_in_pieces(
        str(one.get_decoded()).encode() for one in WorkSession.objects.all()
    )


def plain(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


@pytest.fixture
def said():
    """What the logs of the product say, written as the service writes them."""
    written, handler = io.StringIO(), logging.StreamHandler()
    handler.setStream(written)
    handler.setFormatter(SafeFormatter())
    names = ("", "django", "django.request")
    for name in names:
        logging.getLogger(name).addHandler(handler)
    yield written
    for name in names:
        logging.getLogger(name).removeHandler(handler)


@pytest.fixture
def planted(db, accounts) -> dict[str, str]:
    fresh, waiting = planting.plant(40, 1)
    return {"fresh": str(fresh), "waiting": str(waiting)}


def test_a_round_through_the_house_leaves_no_readable_word(
    planted, log_in, said, tmp_path, monkeypatch
):
    monkeypatch.setattr(rounds, "PAGES_EACH", 8)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(uploadhandler, "TemporaryUploadedFile", None)  # what would write to disk
    visitors = {role: ClientVisitor(log_in(key)) for role, key in ROLES.items()}
    visitors[rounds.STRANGER] = ClientVisitor(Client())
    met = rounds.go_round(visitors, planted, fault)
    assert met.leaks == []
    assert {200, 403, 404, 422, 500} <= set(met.statuses)
    assert met.shown > 5, "who may see the words did"
    assert kept() == {}
    assert "RuntimeError" in said.getvalue()
    assert found_in(said.getvalue().encode()) == {}


@pytest.mark.parametrize("leak", ["column", "session", "log", "page"])
def test_a_leak_is_seen(leak, planted, log_in, said, desk):
    story = marks.story(6)
    met = rounds.Round()
    if leak == "column":
        with gate_open(desk, writing=True):
            Report.objects.filter(pk=planted["fresh"]).update(summary=story.encode())
    elif leak == "session":
        session = log_in("desk").session
        session["typed"] = story
        session.save()
    elif leak == "log":
        logging.getLogger("kmt.intake").error("A report of %s", story)
    else:
        page = Answer(url=ADDRESS, status=200, body=story.encode(), headers="", seconds=0)
        met.keep("analyst", page)
    seen = kept() + found_in(said.getvalue().encode())
    assert bool(seen) is (leak != "page")
    assert bool(met.leaks) is (leak == "page")


@pytest.mark.parametrize(("way", "written"), marks.ways(f" {marks.story(7)} ").items())
def test_every_way_of_writing_is_recognised(way, written):
    assert len(found_in(b"\x00\xff" + written + b"\x07")) == EVERY_KIND, way


def test_a_word_on_the_border_of_two_pieces_is_seen():
    text = f"{'-' * 9000}{marks.NAME}{'-' * 9000}".encode()
    for cut in range(8995, 9010):
        assert found_in_pieces([text[:cut], text[cut:]])["name"], cut


def test_what_is_nobodys_word_is_not_seen():
    assert found_in(b"Quzvakil 0697315529 1999712345 " + bytes(range(256)) * 50) == {}


BSN = marks.bsn(11)
WRONG = f"{BSN[:8]}{(int(BSN[8]) + 1) % 10}"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (f"nummer {BSN}.", 1),
        (f'{{"bsn":"{BSN}"}}', 1),
        (f"Hengelo{BSN}af2a9c40-0000-4000-8000-00000000abcd", 1),  # columns against one another
        (f"{BSN}af", 1),
        (f"nummer {WRONG}.", 0),  # no number of a citizen
        (f"1{BSN}2", 0),  # part of a longer number
        (f"0123456789abcdefa{BSN}fedcba98", 0),  # in an id, between two of its letters
    ],
)
def test_the_number_of_a_citizen_is_told_from_chance(text: str, seen: int):
    assert found_in(text.encode())["bsn"] == seen


@pytest.mark.parametrize("number", [0, 1, 8_999, 199_999])
def test_planted_people_are_people_that_the_vault_takes(number):
    assert may_register(marks.person(number), date(2026, 11, 26)).allowed
