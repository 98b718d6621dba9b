"""What a mail leaves behind: nothing in the open, and of the way it came nothing at all."""

import io
import logging
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connections

from kmt.access.rows import gate_open
from kmt.intake.models import Report
from kmt.intake.queries import report_detail
from kmt.intake.rules import WITHHELD
from kmt.kernel import clock
from kmt.mailbox import actions
from kmt.mailbox.actions import reader
from kmt.mailbox.models import ReadMail
from kmt.mailbox.queries import kept_whole
from kmt.mailbox.rules import REMEMBERED_DAYS
from kmt.reception.actions import send_draft, take_over
from kmt.reception.queries import draft as read_draft
from kmt.retention.term_table import retention_terms
from tests.mailbox.conftest import contents, drafts
from tests.mailbox.mails import SENDER, TRAIL, mail

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
TOLD = ("buurvrouw", "Zorgen om iemand", "Verzonnen", SENDER, "nummer.1@example.net")


def kept_anywhere() -> str:
    """Everything that stands in both databases, as it stands there."""
    found = []
    for alias in ("default", "keys"):
        with connections[alias].cursor() as cursor:
            for table in connections[alias].introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')
                found += [bytes_of(value) for row in cursor.fetchall() for value in row]
    return b"\n".join(found).decode("latin-1")


def bytes_of(value: object) -> bytes:
    """A value of a column."""
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def test_what_was_told_and_by_whom_stands_nowhere_in_the_open(server, fetched) -> None:
    made = mail()
    made.add_attachment("Een lijst van buurvrouw.", filename="Verzonnen.txt")
    server.put(bytes(made))
    assert fetched().drafts == 1
    everything = kept_anywhere()
    assert str(drafts()[0].id.hex) in everything.replace("-", "")  # it looks in the right place
    assert [one for one in (*TOLD, *TRAIL) if one in everything] == []


def test_of_the_way_it_came_nothing_is_kept_not_even_sealed(server, fetched) -> None:
    made = mail()
    made.add_attachment(mail("Doorgestuurd.", number=2))
    server.put(bytes(made))
    fetched()
    [content] = contents()
    assert "Doorgestuurd." in content.narrative
    assert [one for one in TRAIL if one in repr(content)] == []
    assert "10:12" not in content.narrative.partition("----")[0]


def test_nothing_of_a_mail_stands_in_a_log_or_on_the_screen(
    db, server, place, settings, monkeypatch, caplog
) -> None:
    def breaks(**given: object) -> None:
        raise ValueError(given["content"].narrative)

    monkeypatch.setattr(actions, "keep_draft", breaks)
    settings.KMT_MAILBOX = place
    server.put(bytes(mail()))
    said = io.StringIO()
    with caplog.at_level(logging.DEBUG), pytest.raises(CommandError) as failed:
        call_command("fetch_mail", stdout=said)
    written = said.getvalue() + caplog.text + str(failed.value)
    assert "could not be kept: ValueError" in written
    assert "1 e-mails konden niet worden bewaard" in written
    assert [one for one in (*TOLD, *TRAIL) if one in written] == []


def test_sent_it_is_a_report_by_mail_with_who_wrote_for_the_desk_only(
    server, fetched, desk
) -> None:
    server.put(bytes(mail()))
    fetched()
    [row] = drafts()
    take_over(by=desk, draft_id=row.id, version=row.version)
    version = read_draft(desk, row.id).line.version
    sent = send_draft(by=desk, draft_id=row.id, version=version)
    found = report_detail(desk, sent.report_id)
    assert "buurvrouw" in found.narrative
    assert (found.contact, found.reporter_name) == (SENDER, "Jana Verzonnen")
    assert found.anonymity == WITHHELD
    with gate_open(desk):
        assert Report.objects.get(pk=sent.report_id).channel == "email"
    everything = kept_anywhere()
    assert [one for one in (*TOLD, *TRAIL) if one in everything] == []


def test_the_mark_of_a_mail_goes_thirty_days_after_it_was_last_there(server, fetched) -> None:
    with clock.frozen(NOON):
        server.put(bytes(mail(number=1)))
        fetched()
    with clock.frozen(NOON + timedelta(days=REMEMBERED_DAYS)):
        server.put(bytes(mail(number=2)))
        fetched()
        assert number_of_marks() == 2
    with clock.frozen(NOON + timedelta(days=REMEMBERED_DAYS + 1)):
        fetched()
        assert number_of_marks() == 1


def test_those_days_are_those_of_the_table_of_terms() -> None:
    [term] = [one for one in retention_terms() if "mail_mark" in one.kinds]
    assert term.term == f"P{REMEMBERED_DAYS}D"


def test_nobody_of_the_house_reads_a_mark(server, fetched, desk, privacy_officer) -> None:
    server.put(bytes(mail()))
    fetched()
    for actor in (desk, privacy_officer):
        with pytest.raises(Exception, match="Jouw rol geeft geen recht op"):
            kept_whole(actor, 1)


def number_of_marks() -> int:
    """How many mails are remembered."""
    with gate_open(reader()):
        return ReadMail.objects.count()
