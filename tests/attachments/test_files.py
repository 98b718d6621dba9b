"""A file from receiving to opening: sealed, scanned, opened by who may, gone with its report."""

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from kmt.access.rows import gate_open
from kmt.attachments import owners, states
from kmt.attachments.access import NOTHING, waiting
from kmt.attachments.actions import keep, scan_now, scan_waiting, scanner, take_out
from kmt.attachments.files import KINDS, SentFile
from kmt.attachments.models import Attachment
from kmt.attachments.queries import files_of, one_file, shown_file, taken_file
from kmt.attachments.rules import may_show, may_take
from kmt.attachments.scanning import NotScanned
from kmt.attachments.wording import KINDS as KIND_WORDS
from kmt.attachments.wording import STATES
from kmt.audit.models import AuditEvent
from kmt.intake.actions import destroy_report
from kmt.kernel.refusals import ActorRequired, Invalid, NotFound, NotPermitted, Refused
from kmt.project.keeping import night_watch
from kmt.vault.actions import erase_subject
from tests.attachments.clamd import EICAR, clamd
from tests.attachments.conftest import PICTURE, TEXT, all_files
from tests.intake.conftest import every_row

Q, P, R = states.QUARANTINE, states.PASSED, states.REFUSED


def reasons() -> list[str]:
    """What the record says of files, oldest first."""
    events = AuditEvent.objects.filter(object_type="attachment").order_by("seq")
    return [f"{one.action} {one.reason_text} {one.result}" for one in events]


@pytest.mark.parametrize(
    ("state", "kind", "cleaned", "shown", "taken"),
    [
        (Q, "jpeg", True, False, False),
        (Q, "pdf", True, False, False),
        (Q, "txt", False, False, False),
        (R, "jpeg", True, False, False),
        (R, "txt", False, False, False),
        (P, "jpeg", True, True, True),
        (P, "png", True, True, True),
        (P, "jpeg", False, False, True),
        (P, "gif", False, False, True),
        (P, "pdf", True, False, True),
        (P, "txt", False, False, True),
        (P, "mp4", False, False, True),
    ],
)
def test_nothing_opens_unscanned_and_only_a_picture_made_anew_is_shown(
    state, kind, cleaned, shown, taken
) -> None:
    assert may_show(state, kind, cleaned=cleaned).allowed is shown
    assert may_take(state).allowed is taken


def test_every_kind_and_state_has_words() -> None:
    assert set(KIND_WORDS) == set(KINDS)
    assert set(STATES) == set(states.STATES)


def test_a_file_is_sealed_waits_and_is_seen_by_name_only(send, desk) -> None:
    report = send(PICTURE, TEXT)
    first, second = files_of(desk, "report", report)
    assert (first.name, first.kind, first.state) == ("foto van huis.jpg", "jpeg", Q)
    assert (second.name, second.size, second.taken) == ("briefje.txt", 13, False)
    assert "briefje" not in every_row()
    assert not any(PICTURE.content[20:60] in bytes(one.content) for one in all_files())
    for open_it in (shown_file, lambda *who: taken_file(*who, "file_safety")):
        with pytest.raises(Refused, match="nog niet op virussen onderzocht"):
            open_it(desk, first.id)


def test_what_passed_opens_for_the_desk_and_every_opening_is_recorded(send, scanned, desk) -> None:
    report = send(PICTURE, TEXT)
    assert scanned() == {P: 2}
    first, second = files_of(desk, "report", report)
    assert shown_file(desk, first.id).content == PICTURE.content
    found = taken_file(desk, second.id, "file_hand_over")
    assert (found.content, found.media_type[:10]) == (TEXT.content, "text/plain")
    assert "briefje" not in found.save_as
    with pytest.raises(Refused, match="alleen worden opgeslagen"):
        shown_file(desk, second.id)
    with pytest.raises(Invalid):
        taken_file(desk, second.id, "omdat")
    assert reasons() == [
        "update file_passed allowed",
        "update file_passed allowed",
        "read file_shown allowed",
        "export file_hand_over allowed",
        "read  denied",
        "export  denied",
    ]


def test_a_virus_is_refused_and_what_held_it_is_gone(send, scanned, desk) -> None:
    bad = SentFile(name="eicar.txt", kind="txt", content=EICAR)
    report = send(bad, PICTURE)
    assert scanned() == {R: 1, P: 1}
    found = files_of(desk, "report", report)[0]
    assert (found.state, found.virus, found.size) == (R, "Eicar-Test-Signature", len(EICAR))
    assert bytes(all_files()[0].content) == b""
    with pytest.raises(Refused, match="vernietigd"):
        taken_file(desk, found.id, "file_assess")
    assert scanned() == {}


@pytest.mark.parametrize("answer", [b"", b"stream: OK", b"onzin\0", b"size limit ERROR\0"])
def test_without_a_clear_answer_it_goes_on_waiting(answer, send, scanned) -> None:
    send(PICTURE, TEXT)
    assert scanned(lambda content: answer) == {"waits": 2}
    assert {one.state for one in all_files()} == {Q}
    assert scanned() == {P: 2}


@pytest.mark.parametrize("setting", ["", "unix:/nergens/s", "tcp:127.0.0.1:1"])
def test_without_a_scanner_nothing_passes(setting, send, settings) -> None:
    send(PICTURE, TEXT)
    settings.KMT_CLAMAV = setting
    assert scan_waiting(by=scanner()) == {"waits": 2}
    assert {one.state for one in all_files()} == {Q}


def test_the_reporter_does_not_wait_for_the_scanner_and_no_queue_tells_when_they_sent(
    send, settings, django_capture_on_commit_callbacks, monkeypatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr("kmt.attachments.actions.scan", lambda *args: asked.append(args))
    settings.KMT_CLAMAV = "unix:/nergens/s"
    with django_capture_on_commit_callbacks(execute=True):
        send(PICTURE, TEXT)
    assert asked == []
    assert not DBTaskResult.objects.exists()


def test_the_desk_can_have_one_looked_at_now(
    send, desk, team_lead, settings, tmp_path_factory
) -> None:
    first, second = files_of(desk, "report", send(PICTURE, TEXT))
    with pytest.raises(NotScanned):
        scan_now(by=desk, file_id=first.id)
    with pytest.raises(NotPermitted):
        scan_now(by=team_lead, file_id=first.id)
    with clamd(tmp_path_factory.mktemp("c")) as settings.KMT_CLAMAV:
        scan_now(by=desk, file_id=first.id)
    assert [one.state for one in all_files()] == [P, Q]
    scan_now(by=desk, file_id=first.id)  # nothing more to look at
    assert second.state == Q


def test_the_command_says_how_it_went_and_fails_while_the_scanner_is_away(
    send, settings, capsys
) -> None:
    send(PICTURE)
    call_command("scan_attachments")
    settings.KMT_CLAMAV = "unix:/nergens/s"
    with pytest.raises(CommandError, match="virusscanner"):
        call_command("scan_attachments")
    assert capsys.readouterr().out.count("0 met een virus en vernietigd, 1 wachten nog") == 2


def test_a_file_whose_key_is_gone_keeps_nobody_waiting(
    send, scanned, django_capture_on_commit_callbacks
) -> None:
    gone = send(PICTURE)
    send(TEXT, TEXT)
    with django_capture_on_commit_callbacks(execute=True):
        erase_subject(by=night_watch(), subject=f"report:{gone}", ground="term_over")
    assert scanned() == {"unreadable": 1, P: 2}


def test_when_it_came_in_is_kept_nowhere_and_the_scan_to_the_hour_only(send, scanned) -> None:
    send(PICTURE)
    scanned()
    (row,) = all_files()
    assert (row.scanned_at.minute, row.scanned_at.second, row.scanned_at.microsecond) == (0, 0, 0)
    fields = [one.name for one in Attachment._meta.fields if "Date" in type(one).__name__]
    assert fields == ["scanned_at"]


def test_files_exist_for_who_reads_the_report_and_for_nobody_else(
    send, scanned, desk, team_lead, focal_point_hengelo, coordinator
) -> None:
    report = send(PICTURE)
    scanned()
    (found,) = files_of(desk, "report", report)
    refused = {team_lead: NotPermitted, focal_point_hengelo: NotPermitted, coordinator: NotFound}
    for other, why in refused.items():
        assert files_of(other, "report", report) == ()
        for read in (one_file, shown_file, lambda *who: taken_file(*who, "file_safety")):
            with pytest.raises(why):
                read(other, found.id)
    with pytest.raises(NotFound):
        one_file(desk, report)


def test_files_of_an_owner_that_nobody_knows_are_seen_by_nobody(send, desk, monkeypatch) -> None:
    report = send(PICTURE)
    monkeypatch.setattr(owners, "_owners", {})
    assert files_of(desk, "report", report) == ()


def test_files_go_with_their_report(send, desk) -> None:
    report, other = send(PICTURE, TEXT), send(TEXT, municipality="GM0153")
    assert destroy_report(by=night_watch(), object_id=report) > 2
    assert {one.object_id for one in all_files()} == {other}


def test_files_are_kept_and_destroyed_inside_an_act_only(send, desk) -> None:
    report = send()
    owner = owners.FileOwner(object_type="report", object_id=report, subject="report:x")
    for write in (
        lambda: keep(by=desk, owner=owner, files=[TEXT]),
        lambda: take_out(by=night_watch(), object_type="report", object_id=report),
    ):
        with pytest.raises(ActorRequired):
            write()
    with pytest.raises(NotPermitted):
        take_out(by=desk, object_type="report", object_id=report)
    with pytest.raises(NotPermitted):
        scan_waiting(by=desk)
    assert waiting(desk) == NOTHING


def test_the_table_itself_lets_nothing_pass_unscanned_and_keeps_no_virus(send) -> None:
    send(PICTURE)
    for wrong in ({"state": P}, {"state": R}):
        with (
            gate_open(scanner(), writing=True),
            pytest.raises(IntegrityError),
            transaction.atomic(),
        ):
            Attachment.objects.all().update(**wrong)
