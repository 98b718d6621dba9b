"""Advice becomes a report: one act, nothing typed again, on the ground that who asked states."""

import pytest

from kmt.access.actors import REPORTER
from kmt.access.rows import gate_open
from kmt.advice.actions import ask, grow, grow_with_code
from kmt.advice.growing import Stated
from kmt.advice.queries import advice
from kmt.advice.rules.asking import Question, Seen
from kmt.audit.models import AuditEvent
from kmt.conversation.queries import followed
from kmt.conversation.receipts import secrets_of
from kmt.intake.models import Report
from kmt.intake.queries import report_detail
from kmt.kernel.refusals import Conflict, Invalid, NotFound
from tests.advice.conftest import SITUATION, asked, receipt_of, row_of, send

STATED = Stated(ground="no_secrecy", added="Het gaat om Fatima el Amrani.", name="Meester Bas")


def reports() -> list[Report]:
    with gate_open(REPORTER):
        return list(Report.objects.all())


def test_a_report_grows_with_everything_in_it_and_says_where_it_comes_from(desk) -> None:
    one = asked(municipality="GM0164", form="SEX", question="Wat nu?")
    grown = grow_with_code(of=secrets_of(one.receipt), stated=STATED)
    told = report_detail(desk, grown.report_id)
    number = row_of(one.request_id).number
    for words in (SITUATION, "Wat nu?", "Fatima el Amrani", number, "geen beroepsgeheim"):
        assert words in told.narrative
    assert (told.municipality, told.form_told, told.reporter_name) == (
        "GM0164",
        "SEX",
        "Meester Bas",
    )
    read = advice(desk, one.request_id)
    assert (read.report, read.ground, read.state, read.outcome) == (
        grown.report_id,
        "no_secrecy",
        "closed",
        "grown",
    )
    assert AuditEvent.objects.filter(
        object_type="advice_request", reason_text="advice:grow|no_secrecy"
    ).exists()


def test_two_clicks_are_one_report_and_other_words_are_refused(db) -> None:
    of = secrets_of(asked().receipt)
    first, second = (grow_with_code(of=of, stated=STATED) for _ in range(2))
    assert first == second
    assert len(reports()) == 1
    assert followed(REPORTER, secrets_of(first.receipt)) is not None
    with pytest.raises(Conflict):
        grow_with_code(of=of, stated=Stated(ground="no_secrecy", added="Nog iets."))
    assert len(reports()) == 1


@pytest.mark.parametrize(
    ("ground", "reason", "secrecy", "consent", "grows"),
    [
        ("no_secrecy", "", "none", "unknown", True),
        ("no_secrecy", "", "unknown", "unknown", True),
        ("no_secrecy", "", "office", "unknown", True),
        ("no_secrecy", "", "medical", "unknown", False),
        ("no_secrecy", "", "youth", "unknown", False),
        ("consent", "", "medical", "given", True),
        ("consent", "", "medical", "not_asked", False),
        ("consent", "", "none", "refused", False),
        ("statutory_duty", "", "medical", "unknown", False),
        ("statutory_duty", "Art. 162 Sv", "office", "unknown", True),
        ("statutory_power", "Eigen wet", "youth", "unknown", True),
        ("conflict_of_duties", "Zij is in levensgevaar.", "medical", "refused", True),
        ("conflict_of_duties", "", "medical", "refused", False),
        ("vital_interest", "Bewusteloos gevonden.", "medical", "unknown", True),
        ("vital_interest", "x" * 1_001, "medical", "unknown", False),
        ("reporting_right", "Meldcode", "medical", "given", False),
        ("", "", "none", "unknown", False),
        ("omdat het kan", "", "none", "unknown", False),
    ],
)
def test_the_own_ground_decides(ground, reason, secrecy, consent, grows, db) -> None:
    one = asked(secrecy=secrecy, consent=consent)
    stated = Stated(ground=ground, reason=reason)
    if grows:
        grow_with_code(of=secrets_of(one.receipt), stated=stated)
    else:
        with pytest.raises(Invalid) as refused:
            grow_with_code(of=secrets_of(one.receipt), stated=stated)
        assert refused.value.fields["ground"]
    assert len(reports()) == grows


def test_the_meldrecht_is_refused_with_the_way_that_there_is(db) -> None:
    one = asked()
    with pytest.raises(Invalid, match="melding") as refused:
        grow_with_code(of=secrets_of(one.receipt), stated=Stated(ground="reporting_right"))
    assert "Veilig Thuis" in refused.value.fields["ground"]


def test_consent_that_came_later_counts(db) -> None:
    one = asked(consent="not_asked")
    stated = Stated(ground="consent", consent_now=True)
    assert grow_with_code(of=secrets_of(one.receipt), stated=stated)


def test_with_an_account_and_by_the_desk_on_the_phone(desk, focal_point_hengelo, coordinator):
    own = ask(
        by=focal_point_hengelo, question=Question(situation=SITUATION), nonce="x", shown=Seen()
    )
    with pytest.raises(NotFound):
        grow(by=coordinator, request_id=own.request_id, stated=STATED)
    grow(by=focal_point_hengelo, request_id=own.request_id, stated=STATED)
    grow(by=desk, request_id=asked("bel").request_id, stated=STATED)
    assert len(reports()) == 2


def test_when_the_report_cannot_be_kept_the_advice_stays_as_it_was(db, monkeypatch) -> None:
    one = asked()

    def broken(**_more: object) -> None:
        raise Conflict("Kapot", "Probeer later.")

    monkeypatch.setattr("kmt.advice.actions.submit_report", broken)
    with pytest.raises(Conflict):
        grow_with_code(of=secrets_of(one.receipt), stated=STATED)
    row = row_of(one.request_id)
    assert (row.state, row.report, row.ground) == ("asked", None, "")


def test_the_page_to_go_on_takes_the_code_and_gives_that_of_the_report(visitor) -> None:
    receipt = receipt_of(send(visitor, situation=SITUATION))
    path, fields = "/advies/verder/", {"receipt": receipt, "do": "grow", "ground": "no_secrecy"}
    page = send(visitor, path, **fields)
    assert page.status_code == 200
    assert receipt_of(page) != receipt
    wrong = send(visitor, path, **(fields | {"receipt": "0000 0000 0000 0001", "added": "Bewaar"}))
    assert wrong.status_code == 422
    assert "Bewaar" in wrong.content.decode()
    thanks = send(visitor, path, receipt=receipt, do="feedback", feedback="helped")
    assert thanks.status_code == 200
