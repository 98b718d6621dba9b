"""What is kept of a conversation, for how long, and that none of it tells who somebody is."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from kmt.access.actors import REPORTER
from kmt.access.rows import gate_open
from kmt.audit.models import AuditEvent
from kmt.conversation import actions, queries, receipts
from kmt.conversation.models import Conversation, Message
from kmt.conversation.retained import there
from kmt.intake.actions import submit_report
from kmt.intake.queries import report_detail
from kmt.intake.rules import Told
from kmt.kernel import clock
from kmt.project.keeping import REPORTS, night_watch
from kmt.vault.actions import erase_subject
from kmt.vault.models import DataKey
from kmt.vault.rules import Unreadable
from tests.conversation.conftest import HENGELO, every_row, text_of, ticket_in
from tests.retention.keeping import close, night, row_of, weighed_report
from tests.triage.ending import finish

__all__ = ["night"]
NOON = datetime(2026, 11, 23, 12, 34, 56, 789, tzinfo=UTC)
ADDRESS, DEVICE = "203.0.113.77", "Kanarietelefoon/7.7"


@pytest.fixture
def received(db):
    """A report of Hengelo with its receipt."""
    told = Told(narrative="Er is iets mis in de Verzonnenstraat.", municipality=HENGELO)
    return submit_report(by=REPORTER, told=told, nonce="n")


@pytest.fixture
def of(received) -> receipts.Secrets:
    """What follows from the receipt."""
    return receipts.secrets_of(received.receipt)


def test_nothing_that_was_said_or_that_opens_it_stands_readable(received, of, desk) -> None:
    actions.write(by=REPORTER, of=of, page="p", text="Kanariegeel huis.")
    answer = {"object_type": "report", "object_id": received.report_id}
    actions.answer(by=desk, page="p", text="Kanarievraag.", **answer)
    kept = every_row()
    assert "anarie" not in kept
    for secret in (received.receipt, of.open.hex(), repr(of.open)[2:-1]):
        assert secret not in kept
    assert of.find in kept


def test_what_the_reporter_does_is_known_to_the_hour_and_read_to_the_day(
    of, received, desk
) -> None:
    with clock.frozen(NOON):
        actions.write(by=REPORTER, of=of, page="p", text="x")
        actions.say_safe(by=REPORTER, of=of, page="q", safe=False)
        actions.withdraw(by=REPORTER, of=of, page="r")
        where = {"object_type": "report", "object_id": received.report_id}
        actions.answer(by=desk, page="p", text="Vraag.", **where)
        actions.note_read(by=REPORTER, of=of)
    hour = NOON.replace(minute=0, second=0, microsecond=0)
    with gate_open(desk):
        row, said = Conversation.objects.get(), list(Message.objects.order_by("turn"))
    assert {row.unsafe_since, row.withdrawn_at} == {hour}
    assert {one.written_at for one in said if one.side == "reporter"} == {hour}
    assert said[-1].read_on == NOON.date()
    report = row_of(desk, received.report_id)
    assert {report.unsafe_since, report.withdrawn_at} == {hour}
    events = AuditEvent.objects.filter(actor_id="public", action="update")
    assert {(one.origin, one.timestamp_utc) for one in events} == {("", hour)}


def test_no_address_and_no_device_is_kept_of_who_comes_back(visitor, received, caplog) -> None:
    from_where = {
        "REMOTE_ADDR": ADDRESS,
        "HTTP_USER_AGENT": DEVICE,
        "HTTP_X_FORWARDED_FOR": ADDRESS,
    }
    page = visitor.post("/code/", {"receipt": received.receipt}, **from_where)
    sent = {"ticket": ticket_in(page), "text": "Nog iets."}
    for do in ("write", "not_safe", "safe", "withdraw", "see"):
        page = visitor.post("/code/", {**sent, "do": do}, **from_where)
        assert page.status_code == 200
        assert not page.cookies
    visitor.post("/code/", {"receipt": "0" * 16}, **from_where)
    kept = every_row() + caplog.text
    assert ADDRESS not in kept
    assert DEVICE not in kept


def test_a_look_with_a_code_leaves_no_trace_until_there_is_something_to_read(
    visitor, received, desk
) -> None:
    before = every_row()
    visitor.post("/code/", {"receipt": received.receipt})
    assert every_row() == before
    where = {"object_type": "report", "object_id": received.report_id}
    actions.answer(by=desk, page="p", text="Vraag.", **where)
    visitor.post("/code/", {"receipt": received.receipt})
    before = every_row()
    visitor.post("/code/", {"receipt": received.receipt})
    assert every_row() == before


def test_when_the_key_is_destroyed_both_ways_are_dark(
    received, of, desk, visitor, django_capture_on_commit_callbacks
) -> None:
    actions.write(by=REPORTER, of=of, page="p", text="Iets.")
    subject = f"conversation:{received.report_id}"
    with django_capture_on_commit_callbacks(execute=True):
        erase_subject(by=night_watch(), subject=subject, ground="term_over")
    assert queries.followed(REPORTER, of) is None
    assert queries.for_desk(desk, "report", received.report_id) is None
    with pytest.raises(Unreadable):
        actions.write(by=REPORTER, of=of, page="q", text="Iets.")
    page = text_of(visitor.post("/code/", {"receipt": received.receipt}))
    assert "Wij vinden niets bij deze code" in page


def test_the_key_of_the_conversation_goes_with_that_of_the_report(received) -> None:
    whole = next(one for one in REPORTS.holdings(night_watch()) if not one.part)
    assert f"conversation:{received.report_id}" in whole.keys


def test_half_a_year_after_closing_the_conversation_goes_and_the_report_stays(desk, night) -> None:
    report_id = close(desk, weighed_report(desk))
    for days in (30, 44, 167):
        night(days)
    assert there(night_watch(), "report") == {report_id}
    assert night(168) == {"propose": 1}
    assert night(182) == {"destroy": 1}
    assert there(night_watch(), "report") == frozenset()
    assert not DataKey.objects.filter(subject=f"conversation:{report_id}").exists()
    assert DataKey.objects.filter(subject=f"report:{report_id}").exists()
    assert report_detail(desk, report_id).told


def test_thirty_days_before_its_end_the_conversation_says_so(
    received, desk, visitor, weigh
) -> None:
    weigh(received.report_id)
    with clock.frozen(NOON):
        finish(desk, received.report_id)
    for days, warned in ((100, False), (155, True)):
        with clock.frozen(NOON + timedelta(days=days)):
            page = text_of(visitor.post("/code/", {"receipt": received.receipt}))
        assert ("Dit gesprek wordt gewist" in page) is warned
    assert "Wij bewaren wat hier staat tot 23-5-2027." in page


def test_the_page_with_the_code_says_beforehand_that_it_cannot_be_given_again(visitor) -> None:
    assert "Daarom kunnen wij hem niet opnieuw geven." in text_of(visitor.get("/code/"))
    assert "niet opnieuw geven" in text_of(visitor.get("/melden/?alles"))


def test_no_code_and_no_ticket_stands_in_an_address(visitor, received) -> None:
    page = visitor.post("/code/", {"receipt": received.receipt})
    html = page.content.decode()
    assert received.receipt not in html
    ticket = ticket_in(page)
    for address in re.findall(r'(?:href|action|src)="([^"]+)"', html):
        assert ticket not in address
