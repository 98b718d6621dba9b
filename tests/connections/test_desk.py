"""The desk sees where the same thing stands, with the reason, and puts down what is named."""

import re
from uuid import uuid4

import pytest
from django.db import connection

from kmt.access.actors import REPORTER
from kmt.audit.models import AuditEvent
from kmt.connections.actions import note_mentions, remove_mention, take_out
from kmt.connections.models import Mention
from kmt.connections.queries import connections
from kmt.connections.rules.kinds import Kind
from kmt.intake.actions import submit_report
from kmt.intake.rules import Told
from kmt.kernel.refusals import Invalid, NotFound, NotPermitted, Refused
from tests.conftest import HENGELO

PHONE = (Kind.PHONE, "06 12 34 56 78")
STORY = "Een verzonnen verhaal {}: bel 06-12345678, hij rijdt in AB-12-CD."


@pytest.fixture
def reports(db) -> list:
    """Three reports that came in one after the other."""
    return [
        submit_report(
            by=REPORTER,
            told=Told(narrative=STORY.format(number), municipality=HENGELO),
            nonce=f"n{number}",
        ).report_id
        for number in range(3)
    ]


def note(by, report, *found) -> int:
    return note_mentions(by=by, object_id=report, found=found)


def page_of(report) -> str:
    return f"/verbanden/{report}/"


def test_the_same_number_written_otherwise_connects_two_reports(desk, reports) -> None:
    one, other, third = reports
    assert note(desk, one, PHONE) == 1
    assert note(desk, one, (Kind.PHONE, "0612345678")) == 0, "the same thing once"
    note(desk, other, (Kind.PHONE, "+31 612345678"))
    note(desk, third, (Kind.PHONE, "06 99 99 99 99"))
    found = connections(desk, one)
    (named,) = found.named
    assert (named.kind, named.value) == PHONE
    assert [line.id for line in named.others] == [other]


def test_a_second_step_shows_what_the_other_shares_with_a_third(desk, reports) -> None:
    one, other, third = reports
    note(desk, one, PHONE)
    note(desk, other, PHONE, (Kind.VEHICLE, "XX-99-YY"))
    note(desk, third, (Kind.VEHICLE, "xx 99 yy"))
    (step,) = connections(desk, one).further
    assert (step.kind, step.value, step.between.id) == ("vehicle", "XX-99-YY", other)
    assert [line.id for line in step.others] == [third]
    looks = AuditEvent.objects.filter(action="read", reason_text="connections")
    assert set(looks.values_list("object_id", flat=True)) == {str(one), str(other)}


def test_it_counts_as_opening_the_report(desk, reports, settings) -> None:
    settings.KMT_FILES_PER_HOUR = 1
    connections(desk, reports[0])
    connections(desk, reports[0])
    with pytest.raises(Refused):
        connections(desk, reports[1])


def test_what_stands_in_the_text_is_offered_and_kept_only_when_ticked(log_in, reports) -> None:
    client = log_in("desk")
    page = client.get(page_of(reports[0])).content.decode()
    offered = re.findall(r'name="offered"[^>]*value="([^"]*)"', page)
    assert offered == ["phone:06-12345678", "vehicle:AB-12-CD"]
    assert not re.search(r'name="offered"[^>]* checked', page)
    client.post(page_of(reports[0]), {"do": "offered", "offered": [offered[1], "phone:0699999999"]})
    after = client.get(page_of(reports[0])).content.decode()
    assert "AB-12-CD" in after.partition('id="offered"')[0]
    assert "0699999999" not in after, "what was not recognised cannot be slipped in"


def test_the_picture_and_the_tables_say_the_same(log_in, desk, reports) -> None:
    for report in reports[:2]:
        note(desk, report, PHONE)
    page = log_in("desk").get(page_of(reports[0])).content.decode()
    drawn = re.findall(r"<text[^>]*>([^<]*)</text>", page)
    other = connections(desk, reports[1]).record.number
    assert set(drawn) == {connections(desk, reports[0]).record.number, PHONE[1], other}
    assert page.count("<line ") == 2
    assert "bepaal jij" in page


def test_too_little_to_compare_gets_a_sentence_and_keeps_what_was_typed(log_in, reports) -> None:
    typed = {"do": "note", "kind": "phone", "value": "12 34"}
    shown = log_in("desk").post(page_of(reports[0]), typed)
    assert shown.status_code == 422
    assert "ten minste negen cijfers" in shown.content.decode()
    assert 'value="12 34"' in shown.content.decode()


def test_of_several_things_all_are_kept_or_none(desk, reports) -> None:
    with pytest.raises(Invalid, match="kenteken"):
        note(desk, reports[0], PHONE, (Kind.VEHICLE, "busje"))
    assert connections(desk, reports[0]).named == ()


def test_what_was_put_down_by_mistake_is_taken_away(desk, reports) -> None:
    note(desk, reports[0], PHONE)
    (named,) = connections(desk, reports[0]).named
    which = {"mention_id": named.id}
    with pytest.raises(NotFound):
        remove_mention(by=desk, object_id=reports[1], **which)
    remove_mention(by=desk, object_id=reports[0], **which)
    assert connections(desk, reports[0]).named == ()


def test_nothing_of_it_can_be_read_in_the_database(desk, reports) -> None:
    note(desk, reports[0], PHONE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, token, value FROM connections_mention")
        ((kind, token, value),) = cursor.fetchall()
    assert kind == "phone"
    assert b"12 34 56" not in bytes(value)
    assert "612345678" not in str(token)


def test_every_look_and_every_change_is_in_the_record(desk, reports) -> None:
    note(desk, reports[0], PHONE)
    connections(desk, reports[0])
    found = AuditEvent.objects.filter(object_id=str(reports[0])).order_by("seq")
    assert list(found.values_list("action", "reason_text"))[-2:] == [
        ("update", "mention_noted"),
        ("read", "connections"),
    ]


@pytest.mark.parametrize("key", ["coordinator", "focal_point_hengelo", "analyst", "team_lead"])
def test_who_does_not_read_reports_sees_no_connections(key, request, reports) -> None:
    actor = request.getfixturevalue(key)
    with pytest.raises(NotPermitted):
        connections(actor, reports[0])
    with pytest.raises(NotPermitted):
        note(actor, reports[0], PHONE)


def test_a_record_that_is_not_there_is_not_found(desk, db) -> None:
    with pytest.raises(NotFound):
        connections(desk, uuid4())


def test_they_go_with_the_report(desk, reports) -> None:
    from kmt.project.keeping import night_watch

    note(desk, reports[0], PHONE)
    note(desk, reports[1], PHONE)
    from kmt.access.rows import gate_open

    with gate_open(night_watch(), writing=True):
        assert take_out(by=night_watch(), object_type="report", object_id=reports[0]) == 1
        assert Mention.objects.count() == 1


def test_the_number_of_queries_does_not_grow_with_what_is_shared(
    desk, reports, django_assert_max_num_queries
) -> None:
    for report in reports:
        note(desk, report, PHONE, (Kind.VEHICLE, "AB-12-CD"), (Kind.ONLINE, "@verzonnen"))
    with django_assert_max_num_queries(24):
        connections(desk, reports[0])
