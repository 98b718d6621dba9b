"""The file for the privacy audit: counts, refusals, emergencies, integrity; no performance."""

import csv
import json

import pytest
from django.core.management import call_command

from kmt.audit.actions import Event, read_of, record
from kmt.audit.actions.log_ins import record_log_in
from kmt.audit.actions.samples import draw_sample, judge_look
from kmt.audit.actions.signing import sign_head
from kmt.audit.models import AuditEvent
from kmt.audit.queries.yearly import privacy_audit
from kmt.kernel import clock
from kmt.kernel.refusals import NotPermitted


@pytest.fixture
def year(desk, coordinator, privacy_officer) -> int:
    """A small year: looks, refusals, an emergency, a decision to share, a sample, a head."""
    for _ in range(3):
        read_of(desk, object_type="report", object_id="r-1")
    record(Event(actor=coordinator, action="read", object_type="page", result="denied"))
    record(
        Event(
            actor=coordinator,
            action="emergency-access",
            object_type="care_case",
            object_id="c-1",
            case_state="active",
            reason_text="danger",
        )
    )
    record(
        Event(
            actor=desk,
            action="share-decision",
            object_type="disclosure",
            purpose="P_CARE",
            legal_basis="M012|M013",
        )
    )
    record_log_in(account_id=desk.id, result="allowed", origin="203.0.113.9")
    sample = draw_sample(by=privacy_officer, year=clock.today().year)
    first = AuditEvent.objects.filter(object_type="report").first()
    judge_look(by=privacy_officer, sample_id=sample, seq=first.seq, outcome="explained")
    sign_head()
    return clock.today().year


def tables(found) -> dict[str, list[tuple]]:
    return {table.name: list(table.rows) for table in found.tables}


def test_the_year_is_counted(year, privacy_officer):
    found = tables(privacy_audit(privacy_officer, year, made_at=clock.now()))
    assert ("intake_worker", "read", "report", "allowed", 3) in found["per_purpose"]
    assert ("page", "read", "care_coordinator", "", 1) in found["refusals"]
    assert found["share_decisions"] == [("share-decision", "", "P_CARE", "M012|M013", "allowed", 1)]
    assert [row[2:] for row in found["emergency_accesses"]] == [
        ("care_coordinator", "active", "allowed")
    ]
    assert ("allowed", "", 1) in found["log_ins"]
    assert ("explained", 1) in found["sample_check"]
    assert ("signed", 1) in found["signed_heads"]
    assert ("breaks", 0) in found["integrity"]


def test_a_transfer_is_counted_by_its_steps_and_a_long_basis_keeps_whole_rows(
    desk, privacy_officer
):
    rows = "|".join(f"M{number:03}" for number in range(20))
    for step in ("propose", "accept"):
        about = {"object_type": "transfer", "reason_text": step, "legal_basis": rows}
        record(Event(actor=desk, action="transfer", **about))
    found = tables(privacy_audit(privacy_officer, clock.today().year, made_at=clock.now()))
    assert [row[1] for row in found["share_decisions"]] == ["accept", "propose"]
    kept = found["share_decisions"][0][3]
    assert kept.split("|")[:-1] == rows.split("|")[: kept.count("|")]
    assert kept.endswith("M011|…")


def test_another_year_is_empty_but_for_the_proof(year, privacy_officer):
    found = tables(privacy_audit(privacy_officer, year - 1, made_at=clock.now()))
    assert {name for name, rows in found.items() if rows} == {"integrity", "signed_heads"}


def test_no_colleague_and_no_address_is_in_it(
    year, desk, coordinator, privacy_officer, tmp_path, capsys
):
    call_command("export_privacy_audit", year=year, out=tmp_path)
    assert f"Dossier over {year}" in capsys.readouterr().out
    everything = "".join(path.read_text() for path in tmp_path.iterdir())
    for actor in (desk, coordinator, privacy_officer):
        assert actor.id not in everything
        assert actor.name not in everything
    assert "203.0.113.9" not in everything
    assert "c-1" not in everything


def test_the_files_are_json_and_csv_of_the_same(year, tmp_path):
    call_command("export_privacy_audit", year=year, out=tmp_path)
    whole = json.loads((tmp_path / f"privacy-audit-{year}.json").read_text())
    assert whole["year"] == year
    for table in whole["tables"]:
        with (tmp_path / f"privacy-audit-{year}-{table['name']}.csv").open() as lines:
            first, *rest = csv.reader(lines)
        assert first == table["columns"]
        assert rest == [[str(cell) for cell in row] for row in table["rows"]]


def test_asking_for_it_is_recorded_and_only_for_who_may_read_the_record(year, desk, tmp_path):
    call_command("export_privacy_audit", year=year, out=tmp_path)
    event = AuditEvent.objects.latest("seq")
    assert (event.action, event.object_type) == ("export", "privacy_audit")
    with pytest.raises(NotPermitted):
        privacy_audit(desk, year, made_at=clock.now())


def test_a_record_that_was_touched_is_named_in_the_file(year, privacy_officer, monkeypatch):
    from kmt.audit.queries import verifying

    monkeypatch.setattr(verifying, "derive", lambda purpose: b"another key")
    found = tables(privacy_audit(privacy_officer, year, made_at=clock.now()))
    assert ("Regel 1 is gewijzigd of later ingevoegd.", 1) in found["integrity"]
