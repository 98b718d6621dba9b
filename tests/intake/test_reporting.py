"""Sending in a report: one report, one receipt, sealed, and no trace of who sent it."""

from itertools import pairwise

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from kmt.access.actors import REPORTER
from kmt.access.permissions import Permission
from kmt.access.rows import gate_open
from kmt.attachments.files import SentFile
from kmt.audit.models import AuditEvent
from kmt.conversation import receipts
from kmt.conversation.queries import record_of
from kmt.intake import actions, queries, writing
from kmt.intake.models import Report
from kmt.intake.rules import Told
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import ActorRequired, Invalid, NotPermitted
from tests.intake.conftest import HENGELO, every_row, receipt_in, token_in

CANARY = "203.0.113.77"
SECRET = "Kanariegeel verhaal over de Verzonnenstraat"
STORY = {"narrative": "Er wonen acht mannen in een schuur."}


def rows(actor: Actor) -> list[Report]:
    with gate_open(actor):
        return list(Report.objects.all().order_by("received_at"))


def test_a_double_click_gives_one_report_and_the_same_receipt(visitor, token) -> None:
    first = visitor.post("/melden/", STORY | {"token": token})
    second = visitor.post("/melden/", STORY | {"token": token})
    assert receipt_in(first) == receipt_in(second)
    assert len(rows(REPORTER)) == 1


def test_two_clicks_at_the_same_moment_give_one_report(db, monkeypatch) -> None:
    """The second one does not see the first yet, and meets it at the unique column."""
    told = Told(narrative="Er is iets mis.")
    first = actions.submit_report(by=REPORTER, told=told, nonce="same page")
    real, calls = actions.received_before, []

    def blind_at_first(by: Actor, find_id: str):
        calls.append(find_id)
        return None if len(calls) == 1 else real(by, find_id)

    monkeypatch.setattr(actions, "received_before", blind_at_first)
    second = actions.submit_report(by=REPORTER, told=told, nonce="same page")
    assert second.again
    assert second.report_id == first.report_id
    assert second.receipt == first.receipt
    assert len(rows(REPORTER)) == 1


def test_another_clash_in_the_database_is_no_double_click(db, monkeypatch) -> None:
    def clash(*args: object) -> None:
        raise IntegrityError("another constraint")

    monkeypatch.setattr(actions, "new_report", clash)
    with pytest.raises(IntegrityError, match="another constraint"):
        actions.submit_report(by=REPORTER, told=Told(narrative="Iets."), nonce="same page")


def test_the_same_page_with_other_words_is_another_report(visitor, token) -> None:
    first = visitor.post("/melden/", STORY | {"token": token})
    second = visitor.post("/melden/", {"narrative": "En nog iets anders.", "token": token})
    assert receipt_in(first) != receipt_in(second)
    assert len(rows(REPORTER)) == 2


def test_the_same_words_from_two_people_are_two_reports(visitor) -> None:
    for _ in range(2):
        token = token_in(visitor.get("/melden/").content.decode())
        receipt_in(visitor.post("/melden/", STORY | {"token": token}))
    assert len(rows(REPORTER)) == 2


def test_a_number_does_not_tell_how_many_others_there_are(tell, desk) -> None:
    for number in range(6):
        tell(f"verhaal {number}")
    numbers = [int(row.number.split("-")[2]) for row in rows(desk)]
    steps = {after - before for before, after in pairwise(numbers)}
    assert len(steps) == 5, "drawn by lot: no step between one report and the next comes back"


def test_a_number_that_is_taken_is_drawn_again(tell, desk, monkeypatch) -> None:
    drawn = iter(["M-2026-11111", "M-2026-11111", "M-2026-22222"])
    monkeypatch.setattr(writing, "random_number", lambda *args: next(drawn))
    tell("eerste")
    tell("tweede")
    assert {row.number for row in rows(desk)} == {"M-2026-11111", "M-2026-22222"}


def test_the_address_of_a_reporter_is_in_no_table(
    visitor, settings, django_capture_on_commit_callbacks
) -> None:
    origin = {"REMOTE_ADDR": CANARY, "HTTP_X_FORWARDED_FOR": CANARY, "HTTP_USER_AGENT": "Canary/1"}
    token = token_in(visitor.get("/melden/", **origin).content.decode())
    with django_capture_on_commit_callbacks(execute=True):
        sent = visitor.post("/melden/", STORY | {"token": token}, **origin)
    visitor.post("/melden/", {"token": "forged"}, **origin)
    visitor.post("/code/", {"receipt": receipt_in(sent)}, **origin)
    visitor.post("/code/", {"receipt": "0" * 16}, **origin)
    kept = every_row()
    assert "M-20" in kept  # the reading of the tables itself works
    assert CANARY not in kept
    assert "Canary" not in kept
    assert set(AuditEvent.objects.values_list("origin", flat=True)) == {""}
    files = [path for path in settings.KMT_AUDIT_HEADS.rglob("*") if path.is_file()]
    assert files
    assert all(CANARY not in path.read_text() for path in files)


def test_what_was_told_stands_nowhere_in_the_open(visitor, token) -> None:
    told = {
        "narrative": SECRET,
        "place": "Kanariegeel adres",
        "reporter_name": "Kanariegeel Noor",
        "contact": "Kanariegeel 06",
        "anonymity": "named",
        "attachment": SimpleUploadedFile("Kanariegeel.txt", b"Kanariegeel inhoud"),
    }
    receipt = receipt_in(visitor.post("/melden/", told | {"token": token}))
    kept = every_row()
    assert "Kanariegeel" not in kept
    assert receipt not in kept
    assert receipt[:8] not in kept


def test_what_was_told_comes_back_whole_for_the_desk(visitor, token, desk) -> None:
    told = {"narrative": SECRET, "place": "Erf 3", "reporter_name": "Noor", "contact": "06"}
    visitor.post("/melden/", told | {"token": token, "municipality": HENGELO})
    found = queries.report_detail(desk, rows(desk)[0].id)
    assert (found.narrative, found.place, found.reporter_name, found.contact) == (
        *(told[name] for name in ("narrative", "place", "reporter_name", "contact")),
    )
    assert found.anonymity == "name_withheld_from_subject"
    assert found.municipality == HENGELO


def test_outside_the_region_is_no_municipality_and_not_the_same_as_unknown(visitor, token, desk):
    visitor.post("/melden/", STORY | {"token": token, "municipality": "elsewhere"})
    found = queries.report_detail(desk, rows(desk)[0].id)
    assert found.municipality == ""
    assert found.outside_region


def test_an_anonymous_report_can_hold_no_name_even_past_the_form(db, desk) -> None:
    told = Told(narrative="x", anonymity="anonymous_to_centre", reporter_name="Noor", contact="06")
    id_ = actions.submit_report(by=REPORTER, told=told, nonce="n").report_id
    found = queries.report_detail(desk, id_)
    assert (found.reporter_name, found.contact) == ("", "")
    with gate_open(desk, writing=True), pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=id_).update(contact=b"sneaked in")


def test_the_same_words_with_another_file_are_another_report(db, desk) -> None:
    told = Told(narrative="Zie foto.")
    for content in (b"%PDF-1", b"%PDF-2", b"%PDF-2"):
        sent = SentFile(name="a.pdf", kind="pdf", content=content)
        actions.submit_report(by=REPORTER, told=told, nonce="n", files=[sent])
    assert len(rows(desk)) == 2


def test_receiving_is_recorded_without_content(tell) -> None:
    id_ = tell(SECRET)
    event = AuditEvent.objects.get(object_type="report")
    assert (event.action, event.object_id, event.actor_id) == ("create", str(id_), "public")


@pytest.mark.parametrize("told", [Told(narrative=" "), Told(narrative="x", municipality="GM0000")])
def test_past_the_form_the_rules_still_hold(told, db) -> None:
    with pytest.raises(Invalid):
        actions.submit_report(by=REPORTER, told=told, nonce="n")


def test_only_who_may_submit_can(desk) -> None:
    with pytest.raises(NotPermitted):
        actions.submit_report(by=desk, told=Told(narrative="x"), nonce="n")
    assert Permission.INTAKE_REPORT_SUBMIT not in desk.permissions


def test_a_failure_half_way_leaves_no_report(db, monkeypatch, desk) -> None:
    def fail(**args: object) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr(actions, "keep", fail)
    sent = SentFile(name="a.pdf", kind="pdf", content=b"%PDF-1")
    with pytest.raises(RuntimeError):
        actions.submit_report(by=REPORTER, told=Told(narrative="x"), nonce="n", files=[sent])
    assert rows(desk) == []


def test_reports_give_nothing_without_an_actor(tell) -> None:
    tell()
    for model in apps.get_app_config("intake").get_models():
        with pytest.raises(ActorRequired):
            model.objects.all()


def test_a_receipt_finds_its_report(db) -> None:
    got = actions.submit_report(by=REPORTER, told=Told(narrative="x"), nonce="n")
    assert record_of(REPORTER, "report", receipts.secrets_of(got.receipt).find) == got.report_id
