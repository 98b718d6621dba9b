"""A draft is never lost: kept, kept beside, sent once, taken over, put away and back."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from kmt.access.actors import REPORTER
from kmt.access.rows import gate_open
from kmt.attachments.files import SentFile
from kmt.attachments.models import Attachment
from kmt.attachments.queries import files_of
from kmt.attachments.states import PASSED
from kmt.audit.models import AuditEvent
from kmt.duty.rounds import round_actor, waiting
from kmt.intake.rules import ANONYMOUS, WITHHELD
from kmt.kernel import clock
from kmt.kernel.refusals import Conflict, Invalid, NotFound, NotPermitted
from kmt.reception import queries
from kmt.reception.actions import (
    TextBeside,
    begin_draft,
    drop_draft,
    keep_draft,
    put_back,
    send_draft,
    take_over,
)
from kmt.reception.carrying import tallies
from kmt.reception.rules import LONGEST, DraftContent, from_text, to_text
from kmt.reception.states import DROPPED, OPEN, SENT
from tests.reception.conftest import STORY, all_drafts, reports, row_of, typed

pytestmark = pytest.mark.django_db
CONTACT = "06 00 00 00 01"


def test_what_is_typed_is_kept_sealed_and_read_again(desk) -> None:
    kept = keep_draft(by=desk, content=typed(place="Zaagmolenweg 3"))
    row = row_of(kept.draft_id)
    assert (row.owner, row.version, row.channel, row.origin) == (desk.id, 1, "phone", "call")
    assert STORY.encode() not in bytes(row.content)
    assert queries.draft(desk, kept.draft_id).content == typed(place="Zaagmolenweg 3")


def test_each_keeping_is_a_version_and_the_same_words_are_none(desk) -> None:
    kept = begin_draft(by=desk)
    kept = keep_draft(by=desk, content=typed(), draft_id=kept.draft_id, version=kept.version)
    again = keep_draft(by=desk, content=typed(), draft_id=kept.draft_id, version=1)
    assert (kept.version, again.version, again.beside) == (2, 2, None)
    assert len(all_drafts()) == 1


def test_a_page_makes_one_draft_however_often_its_first_words_arrive(desk) -> None:
    which = uuid4()
    first = keep_draft(by=desk, content=typed(), draft_id=which)
    again = keep_draft(by=desk, content=typed(), draft_id=which)
    assert first.draft_id == again.draft_id == which
    assert len(all_drafts()) == 1


def test_a_second_window_never_overwrites_both_texts_are_kept(desk) -> None:
    first = keep_draft(by=desk, content=typed())
    keep_draft(by=desk, content=typed(place="hier"), draft_id=first.draft_id, version=1)
    other = keep_draft(by=desk, content=typed(place="daar"), draft_id=first.draft_id, version=1)
    assert other.beside == first.draft_id
    found = queries.draft(desk, first.draft_id)
    assert found.content.place == "hier"
    assert [one.content.place for one in found.others] == ["daar"]
    assert queries.draft(desk, other.draft_id).others[0].content.place == "hier"
    # That window goes on in its own text, and does not make another one each time.
    more = typed(place="daar verderop")
    after = keep_draft(by=desk, content=more, draft_id=other.draft_id, version=other.version)
    assert (after.beside, len(all_drafts())) == (None, 2)


def test_sending_over_another_text_sends_nothing_and_keeps_it(desk) -> None:
    first = keep_draft(by=desk, content=typed())
    keep_draft(by=desk, content=typed(place="hier"), draft_id=first.draft_id, version=1)
    with pytest.raises(TextBeside) as refused:
        send_draft(by=desk, draft_id=first.draft_id, version=1, content=typed(place="daar"))
    assert reports() == []
    beside = refused.value.kept
    assert queries.draft(desk, beside.draft_id).content.place == "daar"


def test_a_sent_draft_is_one_report_and_keeps_no_words(desk) -> None:
    kept = keep_draft(by=desk, content=typed())
    sent = send_draft(by=desk, draft_id=kept.draft_id, version=1, content=typed())
    again = send_draft(by=desk, draft_id=kept.draft_id, version=1, content=typed())
    assert (sent.again, again.again, again.receipt) == (False, True, sent.receipt)
    assert [one.channel for one in reports()] == ["phone"]
    row = row_of(kept.draft_id)
    assert (row.state, row.report, bytes(row.content)) == (SENT, sent.report_id, b"")
    assert (row.started_at.minute, row.saved_at.second, row.saved_at.microsecond) == (0, 0, 0)


def test_words_typed_after_sending_are_kept_beside_and_make_no_second_report(desk) -> None:
    kept = keep_draft(by=desk, content=typed())
    send_draft(by=desk, draft_id=kept.draft_id, version=1)
    more = typed(place="O ja, het is in Hengelo")
    late = keep_draft(by=desk, content=more, draft_id=kept.draft_id, version=1)
    assert late.beside == kept.draft_id
    with pytest.raises(Conflict):
        send_draft(by=desk, draft_id=kept.draft_id, version=2)
    assert len(reports()) == 1


@pytest.mark.parametrize("broken", ["hand_over", "record", "change"])
def test_what_breaks_while_sending_leaves_the_draft_whole_and_no_half_report(
    desk, monkeypatch, broken: str
) -> None:
    kept = keep_draft(by=desk, content=typed())

    def fails(*_args: object, **_more: object) -> None:
        raise DatabaseError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(f"kmt.reception.writing.{broken}", fails)
        with pytest.raises(DatabaseError):
            send_draft(by=desk, draft_id=kept.draft_id, version=1)
    assert reports() == []
    assert queries.draft(desk, kept.draft_id).content == typed()
    assert send_draft(by=desk, draft_id=kept.draft_id, version=1).report_id == reports()[0].id


def test_what_is_typed_last_is_kept_even_when_sending_breaks(desk, monkeypatch) -> None:
    kept = keep_draft(by=desk, content=typed())

    def fails(*_args: object, **_more: object) -> None:
        raise DatabaseError("the disk is full")

    monkeypatch.setattr("kmt.reception.actions.submit", fails)
    last = typed(place="op het laatst nog getypt")
    with pytest.raises(DatabaseError):
        send_draft(by=desk, draft_id=kept.draft_id, version=1, content=last)
    assert queries.draft(desk, kept.draft_id).content == last


def test_a_story_is_needed_to_send_and_nothing_is_needed_to_keep(desk) -> None:
    kept = keep_draft(by=desk, content=DraftContent(place="Hengelo", safe_now="yes"))
    with pytest.raises(Invalid):
        send_draft(by=desk, draft_id=kept.draft_id, version=1)
    assert row_of(kept.draft_id).state == OPEN


def test_what_is_far_too_long_is_refused_with_a_sentence_and_an_unknown_channel_too(desk) -> None:
    with pytest.raises(Invalid, match="te lang"):
        keep_draft(by=desk, content=typed(narrative="x" * (LONGEST + 1)))
    with pytest.raises(Invalid, match="kanaal"):
        keep_draft(by=desk, content=typed(), channel="duif")
    assert all_drafts() == []


def test_of_an_anonymous_caller_neither_draft_nor_report_keeps_a_number(desk) -> None:
    said = typed(
        anonymity=ANONYMOUS,
        contact=CONTACT,
        reporter_name="Mila",
        call_back="yes",
        contact_when="na zes uur",
        code_word="tulp",
    )
    kept = keep_draft(by=desk, content=said)
    assert queries.draft(desk, kept.draft_id).content == typed(anonymity=ANONYMOUS)
    send_draft(by=desk, draft_id=kept.draft_id, version=1, content=said)
    report = reports()[0]
    assert report.anonymity == ANONYMOUS
    assert (bytes(report.contact), bytes(report.contact_terms)) == (b"", b"")
    assert bytes(report.reporter_name) == b""


def test_who_gives_a_number_and_no_choice_gets_the_careful_one(desk) -> None:
    kept = keep_draft(by=desk, content=typed(contact=CONTACT))
    send_draft(by=desk, draft_id=kept.draft_id, version=1)
    assert reports()[0].anonymity == WITHHELD


@pytest.mark.parametrize(("said", "first"), [("no", True), ("yes", False), ("", False)])
def test_who_is_not_safe_stands_first_on_the_list(desk, said: str, first: bool) -> None:
    kept = keep_draft(by=desk, content=typed(safe_now=said))
    send_draft(by=desk, draft_id=kept.draft_id, version=1)
    assert (reports()[0].unsafe_since is not None) is first


def test_the_record_says_who_typed_and_the_report_carries_no_address(desk) -> None:
    at_the_desk = replace(desk, origin="203.0.113.77")
    kept = keep_draft(by=at_the_desk, content=typed())
    sent = send_draft(by=at_the_desk, draft_id=kept.draft_id, version=1)
    of_report = AuditEvent.objects.filter(object_type="report", object_id=str(sent.report_id))
    typed_by = of_report.get(reason_text="reception:typed")
    assert typed_by.actor_id == desk.id
    by_public = of_report.exclude(pk=typed_by.pk)
    assert {one.origin for one in by_public} == {""}


def test_mail_waits_for_whoever_takes_it_up(desk, postman) -> None:
    kept = keep_draft(by=postman, content=typed(), origin="mail", channel="email")
    assert [one.id for one in queries.drafts(desk).untaken] == [kept.draft_id]
    assert queries.how_many_wait(desk) == 1
    assert tallies(desk)[""].open == 1
    assert waiting(round_actor())[desk.id].waits
    take_over(by=desk, draft_id=kept.draft_id, version=1)
    take_over(by=desk, draft_id=kept.draft_id, version=1)
    assert [one.id for one in queries.drafts(desk).mine] == [kept.draft_id]
    sent = send_draft(by=desk, draft_id=kept.draft_id, version=2)
    assert (reports()[0].id, reports()[0].channel) == (sent.report_id, "email")


def test_files_go_along_under_the_key_of_the_report_with_their_verdict(desk, postman) -> None:
    sent = SentFile(name="loonstrook.txt", kind="txt", content=b"geen loon", digest="1")
    kept = keep_draft(by=postman, content=typed(), origin="mail", channel="email", files=[sent])
    assert [one.name for one in queries.files(desk, kept.draft_id)] == ["loonstrook.txt"]
    with gate_open(desk, writing=True):
        Attachment.objects.update(state=PASSED, scanned_at=clock.this_hour())
    report = send_draft(by=desk, draft_id=kept.draft_id, version=1).report_id
    assert queries.files(desk, kept.draft_id) == ()
    (moved,) = files_of(desk, "report", report)
    assert (moved.name, moved.state) == ("loonstrook.txt", PASSED)
    with gate_open(desk):
        assert Attachment.objects.get().subject == f"report:{report}"


def test_a_draft_of_somebody_absent_is_taken_over_in_one_act_and_their_window_writes_beside(
    desk, second_desk
) -> None:
    kept = keep_draft(by=desk, content=typed())
    (line,) = queries.drafts(second_desk).others
    assert (line.owner_name, line.id) == (desk.name, kept.draft_id)
    with pytest.raises(NotFound):
        queries.draft(second_desk, kept.draft_id)
    take_over(by=second_desk, draft_id=kept.draft_id, version=line.version)
    assert queries.draft(second_desk, kept.draft_id).content == typed()
    late = keep_draft(by=desk, content=typed(place="laat"), draft_id=kept.draft_id, version=1)
    assert (late.beside, row_of(late.draft_id).owner) == (kept.draft_id, desk.id)
    assert queries.draft(second_desk, kept.draft_id).content == typed()
    with pytest.raises(NotFound):
        send_draft(by=desk, draft_id=kept.draft_id, version=2)


def test_a_colleague_who_knows_the_version_does_not_overwrite_either(desk, second_desk) -> None:
    kept = keep_draft(by=desk, content=typed())
    other = keep_draft(by=second_desk, content=typed(place="x"), draft_id=kept.draft_id, version=1)
    assert other.beside == kept.draft_id
    assert queries.draft(desk, kept.draft_id).content == typed()


def test_who_takes_over_second_is_told_so(desk, second_desk, postman) -> None:
    kept = keep_draft(by=postman, content=typed(), origin="mail", channel="email")
    take_over(by=desk, draft_id=kept.draft_id, version=1)
    with pytest.raises(Conflict):
        take_over(by=second_desk, draft_id=kept.draft_id, version=1)
    assert row_of(kept.draft_id).owner == desk.id


def test_a_draft_is_put_away_with_a_reason_and_can_be_put_back(desk) -> None:
    kept = keep_draft(by=desk, content=typed())
    with pytest.raises(Invalid):
        drop_draft(by=desk, draft_id=kept.draft_id, version=1, reason="zomaar")
    drop_draft(by=desk, draft_id=kept.draft_id, version=1, reason="double")
    assert (row_of(kept.draft_id).state, row_of(kept.draft_id).reason) == (DROPPED, "double")
    with pytest.raises(Conflict):
        drop_draft(by=desk, draft_id=kept.draft_id, version=2, reason="double")
    with pytest.raises(Conflict):
        send_draft(by=desk, draft_id=kept.draft_id, version=2)
    assert reports() == []
    assert [one.id for one in queries.drafts(desk).dropped] == [kept.draft_id]
    put_back(by=desk, draft_id=kept.draft_id)
    assert queries.draft(desk, kept.draft_id).content == typed()
    assert [one.id for one in queries.drafts(desk).mine] == [kept.draft_id]


def test_what_another_window_wrote_is_not_put_away_unread(desk) -> None:
    kept = keep_draft(by=desk, content=typed())
    keep_draft(by=desk, content=typed(place="nieuw"), draft_id=kept.draft_id, version=1)
    with pytest.raises(Conflict):
        drop_draft(by=desk, draft_id=kept.draft_id, version=1, reason="double")
    assert row_of(kept.draft_id).state == OPEN


def test_the_list_tells_no_words_and_warns_before_a_draft_goes(desk) -> None:
    start = clock.now()
    with clock.frozen(start):
        keep_draft(by=desk, content=typed())
        (line,) = queries.drafts(desk).mine
    assert STORY not in repr(line)
    assert not line.ends_soon
    with clock.frozen(start + timedelta(days=21)):
        (line,) = queries.drafts(desk).mine
        assert (line.days_left, line.ends_soon) == (7, True)


def test_every_look_is_recorded(desk) -> None:
    kept = keep_draft(by=desk, content=typed())
    queries.draft(desk, kept.draft_id)
    queries.drafts(desk)
    seen = AuditEvent.objects.filter(object_type="draft").values_list("action", flat=True)
    assert [one for one in seen if one in {"read", "search"}] == ["read", "search"]


@pytest.mark.parametrize("who", ["coordinator", "focal_point_hengelo", "analyst", "administrator"])
def test_nobody_else_keeps_or_sees_drafts(request, desk, who: str) -> None:
    kept = keep_draft(by=desk, content=typed())
    other = request.getfixturevalue(who)
    for attempt in (
        lambda: keep_draft(by=other, content=typed()),
        lambda: send_draft(by=other, draft_id=kept.draft_id, version=1),
        lambda: take_over(by=other, draft_id=kept.draft_id, version=1),
        lambda: queries.drafts(other),
        lambda: queries.draft(other, kept.draft_id),
    ):
        with pytest.raises((NotPermitted, NotFound)):
            attempt()
    assert queries.ids_with_words(other) is None


def test_the_team_lead_sees_who_has_what_and_reads_nothing(team_lead, desk) -> None:
    kept = keep_draft(by=desk, content=typed())
    assert [one.id for one in queries.drafts(team_lead).others] == [kept.draft_id]
    with pytest.raises(NotPermitted):
        queries.draft(team_lead, kept.draft_id)


@pytest.mark.parametrize("change", [{"state": SENT}, {"state": DROPPED}, {"reason": "x" * 3}])
def test_the_database_refuses_what_cannot_be(desk, change) -> None:
    kept = keep_draft(by=desk, content=typed())
    row = row_of(kept.draft_id)
    row.over_on = clock.today()
    for name, value in change.items():
        setattr(row, name, value)
    with gate_open(REPORTER, writing=True), transaction.atomic():
        with pytest.raises(IntegrityError):
            row.save()
        transaction.set_rollback(True)


def test_a_text_of_another_version_still_opens() -> None:
    assert from_text('{"narrative": "x", "gone": 1}') == DraftContent(narrative="x")
    assert from_text(to_text(typed(wants_advice=True))) == typed(wants_advice=True)
