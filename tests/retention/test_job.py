"""The job of the night: it proposes, waits, destroys what is due, and leaves a certificate."""

from dataclasses import replace
from datetime import date

import pytest

from kmt.access.rows import gate_open
from kmt.attachments.models import Attachment
from kmt.audit.models import AuditEvent
from kmt.care.models import CareCase
from kmt.intake.models import ReportSubject
from kmt.intake.queries import report_detail
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotPermitted, Refused
from kmt.project.keeping import night_watch
from kmt.retention.actions import place_hold, run_nightly
from kmt.retention.models import DestroyedTally, DestructionCertificate, RetentionProposal
from kmt.retention.queries import certificate_of, overview, situations
from kmt.triage.models import Ending, Feedback, Triage
from kmt.vault.models import DataKey, Person
from tests.retention.keeping import (
    CANARY,
    START,
    Night,
    care_case,
    close,
    on_day,
    row_of,
    triggers_off,
    weighed_report,
)

YEAR = 366


def proposals(by: Actor) -> list[tuple[str, str, str]]:
    """Every proposal: part, state, rows."""
    with gate_open(by):
        rows = RetentionProposal.objects.order_by("proposed_on", "part")
        return [(one.part, one.state, one.rows) for one in rows]


def has_key(subject: str) -> bool:
    return DataKey.objects.filter(subject=subject).exists()


def test_who_reported_goes_after_six_weeks_and_the_report_stays(desk, night: Night) -> None:
    report_id = close(desk, weighed_report(desk))
    assert night(0) == night(28) == {}
    assert night(29) == {"propose": 1}
    assert night(42) == {}
    assert night(43) == {"destroy": 1}
    row = row_of(desk, report_id)
    assert (bytes(row.contact), bytes(row.reporter_name)) == (b"", b"")
    assert not has_key(f"reporter:{report_id}")
    assert has_key(f"report:{report_id}")
    seen = report_detail(desk, report_id)
    assert (seen.narrative, seen.contact) == (f"Een verhaal van {CANARY}.", "")
    assert night(44) == {}
    assert proposals(desk) == [("reporter", "destroyed", "T13")]


def test_a_rejected_report_goes_after_a_year_with_person_and_keys(
    desk, privacy_officer, night: Night
) -> None:
    report_id = close(desk, weighed_report(desk))
    person = report_detail(desk, report_id).persons[0].id
    assert night(30) == {"propose": 1}
    assert night(170) == {"propose": 1, "destroy": 1}  # the conversation; who reported: long due
    assert night(YEAR - 15) == {"destroy": 1}
    assert night(YEAR - 14) == {"propose": 1}
    assert night(YEAR - 1) == {}
    assert night(YEAR) == {"destroy": 1}
    with gate_open(desk):
        for table in (Attachment, Triage, Feedback, Ending, ReportSubject, Person):
            assert not table.objects.exists()
    assert row_of(desk, report_id) is None
    assert not any(map(has_key, (f"report:{report_id}", f"person:{person}")))
    made = certificate_of(privacy_officer, "report", report_id)
    assert (made.rows, made.decided_by, made.whole) == ("T14", "law", True)
    assert (made.what, made.compartment, made.items) == ("melding", "R1", 8)


def test_nothing_that_stays_points_at_anybody(desk, night: Night) -> None:
    report_id = close(desk, weighed_report(desk))
    for days in (30, 50, YEAR - 10, YEAR + 10):
        night(days)
    with gate_open(desk):
        left = [vars(one) for one in RetentionProposal.objects.all()]
    left += [vars(one) for one in DestructionCertificate.objects.all()]
    left += [vars(one) for one in DestroyedTally.objects.all()]
    assert len(left) == 8
    assert str(report_id) not in repr(left).replace("UUID", "")
    assert report_id not in [value for one in left for value in one.values()]
    assert "M-2026" not in repr(left)


def test_statistics_keep_the_year_and_the_form_and_nothing_else(desk, night: Night) -> None:
    close(desk, weighed_report(desk, story="Een"))
    close(desk, weighed_report(desk, story="Twee"))
    for days in (YEAR - 10, YEAR + 10):
        night(days)
    row, everything = DestroyedTally.objects.order_by("-form")
    assert (everything.form, everything.number) == ("", row.number)
    assert (row.object_type, row.year, row.form, row.number) == ("report", 2026, "LAB", 2)


def test_a_report_that_is_not_closed_yet_stays_however_old(desk, night: Night) -> None:
    report_id = weighed_report(desk)
    assert night(40 * YEAR) == {}
    assert row_of(desk, report_id) is not None


def test_a_person_stays_as_long_as_one_record_is_about_them(
    desk, coordinator, night: Night
) -> None:
    report_id, person, case_id = care_case(desk, coordinator)
    for days in (5 * YEAR - 10, 5 * YEAR + 10):
        night(days)
    assert row_of(desk, report_id) is None
    assert has_key(f"person:{person}")
    assert has_key(f"care_case:{case_id}")
    with gate_open(desk):
        assert CareCase.objects.filter(pk=case_id).exists()


def test_a_care_file_is_never_destroyed_without_a_person(
    desk, coordinator, privacy_officer, night: Night
) -> None:
    _, _, case_id = care_case(desk, coordinator)
    for days in (15 * YEAR, 40 * YEAR, 41 * YEAR):
        night(days)
    with gate_open(desk):
        assert CareCase.objects.filter(pk=case_id).exists()
    with on_day(40 * YEAR):
        (line,) = overview(privacy_officer).to_decide
    assert (line.what, line.rows, line.late) == ("zorgcasus", "T07", True)
    assert "er wordt nog aan gewerkt" in line.reason


def test_the_night_that_missed_its_day_still_waits_before_it_destroys(
    desk, privacy_officer, night: Night
) -> None:
    close(desk, weighed_report(desk))
    assert night(100) == {"propose": 1}
    with on_day(100):
        (line,) = overview(privacy_officer).coming
    days = [(one - START.date()).days for one in (line.due_on, line.goes_on)]
    assert days == [43, 114]
    assert night(113) == {}
    assert night(114) == {"destroy": 1}


def test_each_destruction_stands_in_the_record_with_its_row_and_without_a_name(
    desk, night: Night
) -> None:
    report_id = close(desk, weighed_report(desk))
    night(29)
    night(43)
    events = AuditEvent.objects.filter(action="delete", object_id=str(report_id))
    assert set(events.values_list("object_type", "reason_text", "actor_id")) == {
        ("report", "reporter", "system:retention"),
        ("retention_proposal", "T13", "system:retention"),
    }


def test_the_record_has_the_digest_of_each_certificate(desk, night: Night) -> None:
    close(desk, weighed_report(desk))
    night(29)
    night(43)
    made = DestructionCertificate.objects.get()
    event = AuditEvent.objects.get(object_type="destruction_certificate")
    assert (event.object_id, event.reason_text) == (str(made.id), made.digest)


def test_a_hold_that_is_placed_while_the_job_runs_still_wins(
    desk, privacy_officer, night: Night, monkeypatch
) -> None:
    """The job knows of no hold any more when it comes to this record; the act itself asks."""
    report_id = close(desk, weighed_report(desk))
    night(29)
    number = row_of(desk, report_id).number
    with on_day(42):
        soon = date(2027, 6, 1)
        place_hold(by=privacy_officer, number=number, reason="lawsuit", review_on=soon)
    blind = "kmt.retention.actions.nightly.situations"
    real = situations(night_watch(), "report")
    known = replace(real, holds={})
    monkeypatch.setattr(blind, lambda by, object_type: known)
    assert night(43) == {"failed": 1}
    assert bytes(row_of(desk, report_id).contact)


def test_what_refuses_stays_whole_and_is_tried_again(desk, night: Night, monkeypatch) -> None:
    report_id = close(desk, weighed_report(desk))
    night(29)

    def refuse(*args: object, **more: object) -> None:
        raise Refused("De kluis doet het niet.")

    with monkeypatch.context() as broken:
        broken.setattr("kmt.retention.writing.erase_subject", refuse)
        assert night(43) == {"failed": 1}
    assert bytes(row_of(desk, report_id).contact)
    assert not DestructionCertificate.objects.exists()
    assert night(44) == {"destroy": 1}


def test_nobody_but_the_job_runs_it_or_reads_what_it_reads(desk, privacy_officer) -> None:
    from kmt.care.queries import retained_records as cases
    from kmt.intake.queries import retained_records as reports

    for by in (desk, privacy_officer):
        with pytest.raises(NotPermitted):
            run_nightly(by=by, wait=0)
        for read in (cases, reports):
            with pytest.raises(NotPermitted):
                read(by)


def test_the_certificate_shows_when_somebody_changed_it(desk, privacy_officer, night) -> None:
    report_id = close(desk, weighed_report(desk))
    night(29)
    night(43)
    triggers_off()
    DestructionCertificate.objects.update(items=7)
    assert not certificate_of(privacy_officer, "report", report_id, "reporter").whole
    assert certificate_of(privacy_officer, "report", report_id) is None
