"""Who tells something anonymously leaves no address, no browser and no minute, anywhere.

Everything that could tell is planted and everything that is kept is searched: both databases, the
record and what is noted of it outside, the log, mail, the cache, and files on the disk.
"""

import logging
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core import mail
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kmt.access.actors import REPORTER
from kmt.audit.models import AuditEvent
from kmt.conversation.models import ReceiptAttempt
from kmt.entrance import effort
from kmt.intake.actions import submit_report
from kmt.intake.rules import Told
from kmt.kernel import clock
from kmt.kernel.safe_log import SafeFormatter
from tests.intake.conftest import every_row, receipt_in

ADDRESS, BROWSER, CAME_FROM = "203.0.113.77", "Kanarie-Browser/7", "https://kanarie.example/zoek"
PLANTED = {
    "REMOTE_ADDR": ADDRESS,
    "REMOTE_HOST": "kanarie-host",
    "HTTP_X_FORWARDED_FOR": f"{ADDRESS}, 198.51.100.9",
    "HTTP_X_REAL_IP": ADDRESS,
    "HTTP_FORWARDED": f"for={ADDRESS}",
    "HTTP_USER_AGENT": BROWSER,
    "HTTP_REFERER": CAME_FROM,
    "HTTP_ACCEPT_LANGUAGE": "kanarie-taal",
    "HTTP_COOKIE": "kanarie=koek",
}
TELLS = re.compile(r"203\.0\.113|198\.51\.100|kanarie", re.IGNORECASE)
#: A moment of which the minute and the second stand nowhere else.
MOMENT = datetime(2026, 11, 24, 13, 37, 23, 456789, tzinfo=UTC)
EARLIER = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MINUTE = re.compile(r"13:37|14:37|37, 23|1795\d{6}")
STEPS = ("what", "where", "who", "you", "check")


def hidden(page) -> dict[str, str]:
    found = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.content.decode())
    return dict(found)


def whole_visit(visitor: Client) -> str:
    """Read, tell in steps with a file, be refused, come back with the code, mistype it, answer."""
    for path in ("/", "/uitleg/", "/pl/hulp/", "/nergens/"):
        visitor.get(path, **PLANTED)
    page = visitor.get("/melden/", **PLANTED)
    visitor.post("/melden/", {"token": "forged", "narrative": "x"}, **PLANTED)
    visitor.post("/melden/", b"\xff", content_type="multipart/form-data", **PLANTED)
    typed = {"narrative": "Er wonen acht mannen in een schuur."}
    for step in STEPS[1:]:
        page = visitor.post("/melden/", hidden(page) | typed | {"do": step}, **PLANTED)
        typed = {}
    file = SimpleUploadedFile("foto.txt", b"een briefje")
    last = hidden(page) | {"do": "send", "attachment": file}
    code = receipt_in(visitor.post("/melden/", last, **PLANTED))
    for tried in (code, "0" * 16):
        visitor.post("/code/", {"receipt": tried}, **PLANTED)
    return code


@pytest.fixture
def visited(db, visitor, caplog, monkeypatch, django_capture_on_commit_callbacks) -> str:
    monkeypatch.setattr(effort, "HERE", effort.Busyness())
    # The first seal of an installation notes when its master key was first used: not this visit.
    with clock.frozen(EARLIER):
        submit_report(by=REPORTER, told=Told(narrative="Een eerdere melding."), nonce="earlier")
    caplog.set_level(logging.DEBUG)
    with clock.frozen(MOMENT), django_capture_on_commit_callbacks(execute=True):
        return whole_visit(visitor)


def test_no_address_no_browser_and_no_way_here_in_any_table(visited) -> None:
    kept = every_row()
    assert "M-2026-" in kept, "the reading of the tables itself works"
    assert TELLS.findall(kept) == []
    assert set(AuditEvent.objects.values_list("origin", flat=True)) == {""}


def test_no_time_finer_than_the_hour_in_any_table(visited) -> None:
    assert ReceiptAttempt.objects.exists(), "wrong codes are counted by the minute, for an hour"
    ReceiptAttempt.objects.all().delete()
    kept = every_row()
    assert "2026, 11, 24, 13, 0" in kept or "2026-11-24 13:00" in kept
    assert MINUTE.findall(kept) == []


def test_nothing_of_it_in_the_log(visited, caplog) -> None:
    lines = [SafeFormatter("%(levelname)s %(message)s").format(one) for one in caplog.records]
    shown = [line for line, one in zip(lines, caplog.records, strict=True)
             if one.levelno >= logging.WARNING]  # fmt: skip
    assert TELLS.findall("\n".join(shown)) == []
    assert visited not in "\n".join(lines)


def test_nothing_of_it_in_mail_cache_and_memory(visited) -> None:
    assert mail.outbox == []
    for cache in caches.all():
        assert not TELLS.search(repr(vars(cache)))
    assert not TELLS.search(repr(effort.HERE))


def test_nothing_of_it_in_any_file(visited, settings, tmp_path) -> None:
    places = {Path(settings.KMT_AUDIT_HEADS), tmp_path}
    files = [one for place in places for one in place.rglob("*") if one.is_file()]
    assert files
    for one in files:
        text = one.read_bytes().decode("latin-1")
        assert not TELLS.search(text), one
        assert not MINUTE.search(text), one


def test_the_search_can_fail(visited, desk) -> None:
    assert TELLS.search(f"row({ADDRESS!r})")
    assert MINUTE.search(repr(MOMENT))
    assert MINUTE.search(MOMENT.isoformat())
    assert MINUTE.search(str(int(MOMENT.timestamp())))
