"""What follows on a decision: corrected, destroyed with a certificate, only stored, told on."""

from datetime import timedelta

import pytest

from kmt.access.rows import gate_open
from kmt.intake.queries import id_of_number
from kmt.kernel import clock
from kmt.kernel.refusals import Invalid, NotFound, Refused
from kmt.lawfulness.actions import decide_disclosure
from kmt.project.keeping import night_watch
from kmt.retention.actions import run_nightly
from kmt.rights import actions, queries
from kmt.rights.models import PersonStatement, RightsRequest
from kmt.rights.retained import holdings
from kmt.rights.rules.asking import Kind
from kmt.rights.rules.exceptions import GRANTED, REFUSED, Verdict
from kmt.rights.sealing import request_key
from kmt.rights.states import State
from kmt.vault.destroying import destroyed
from kmt.vault.queries import identity_history, open_identity
from tests.rights.conftest import NAME, share

YES = Verdict(outcome=GRANTED, reasons="Ja.")


def no(ground: str) -> Verdict:
    """A refusal on a ground that can end."""
    later = clock.today() + timedelta(days=100)
    return Verdict(outcome=REFUSED, ground=ground, reasons="Nee.", recheck_on=later)


@pytest.fixture
def night(django_capture_on_commit_callbacks):
    """The job of the night, once."""

    def run() -> None:
        with django_capture_on_commit_callbacks(execute=True):
            run_nightly(by=night_watch(), wait=14)

    return run


def test_what_is_wrong_is_corrected_with_the_old_value_and_the_source_kept(
    ask, file, coordinator
) -> None:
    one = ask(kind=Kind.CORRECTION).about(file.person)
    one.do(actions.correct, person=file.person, part="name", value="Samira Andersom")
    assert open_identity(coordinator, file.person, reason="contact").name == "Samira Andersom"
    (before,) = identity_history(coordinator, file.person)
    assert (before.before.name, before.source) == (NAME, f"verzoek {one.number}")
    assert [part for part, _at in one.now.corrected] == ["name"]


@pytest.mark.parametrize(
    ("part", "value"), [("birth_date", "31-02-1999"), ("birth_date", "1-1-1800"), ("bsn", "1")]
)
def test_what_cannot_be_true_is_not_put_down(ask, file, coordinator, part, value) -> None:
    one = ask(kind=Kind.CORRECTION).about(file.person)
    with pytest.raises(Refused):
        one.do(actions.correct, person=file.person, part=part, value=value)
    assert identity_history(coordinator, file.person) == ()


def test_a_correction_is_refused_with_what_the_person_says_beside_the_file(
    ask, file, coordinator, privacy_officer
) -> None:
    one = ask(kind=Kind.CORRECTION).about(file.person)
    one.do(actions.state_words, person=file.person, words="Ik werkte daar niet vrijwillig.")
    refusal = Verdict(outcome=REFUSED, ground="avg_16_right", reasons="Het is een oordeel.")
    one.decide_all(refusal)
    notice = queries.notice_about(coordinator, [file.person])
    assert [words for _on, words in notice.statements] == ["Ik werkte daar niet vrijwillig."]
    with gate_open(privacy_officer):
        (row,) = PersonStatement.objects.all()
    assert b"vrijwillig" not in bytes(row.words)


def test_a_correction_of_nothing_and_an_empty_statement_are_refused(ask, file) -> None:
    seeing, correcting = ask(), ask(kind=Kind.CORRECTION)
    seeing.about(file.person)
    correcting.about(file.person)
    with pytest.raises(Refused):
        seeing.do(actions.correct, person=file.person, part="name", value="X")
    with pytest.raises(Refused):
        correcting.do(actions.correct, person=file.report, part="name", value="X")
    with pytest.raises(Invalid):
        correcting.do(actions.state_words, person=file.person, words=" ")


def test_who_received_the_data_before_must_hear_before_it_is_closed(ask, file) -> None:
    one = ask(kind=Kind.CORRECTION).about(file.person)
    one.do(actions.correct, person=file.person, part="contact", value="06-11111111")
    one.decide_all(YES)
    one.do(actions.give_copy)
    assert "CoMensha" in {notice.recipient.split(",")[0] for notice in one.now.notices}
    with pytest.raises(Refused, match="Nog niet iedereen"):
        one.do(actions.close)
    tomorrow = clock.today() + timedelta(days=1)
    for notice in one.now.notices:
        with pytest.raises(Invalid):
            one.do(actions.tell_recipient, notice=notice.id, told_on=tomorrow)
        one.do(actions.tell_recipient, notice=notice.id, told_on=clock.today())
    one.do(actions.close)
    assert one.now.state is State.CLOSED


def test_erasing_goes_by_the_road_of_retention_and_ends_in_certificates(
    ask, file, night, privacy_officer, coordinator
) -> None:
    one = ask(kind=Kind.ERASURE).about(file.person)
    one.decide("R1", YES)
    one.decide("R2", YES)
    one.decide("ANY", YES)
    assert {step.destroyed_at for step in one.now.files} == {None}
    night()
    assert destroyed(f"person:{file.person}")
    assert all(step.certificate and step.destroyed_at for step in one.now.files)
    with pytest.raises(NotFound):
        open_identity(coordinator, file.person, reason="contact")
    one.do(actions.give_copy)
    for notice in one.now.notices:
        one.do(actions.tell_recipient, notice=notice.id, told_on=clock.today())
    one.do(actions.close)
    assert [step.label for step in one.now.files] == ["", ""]
    assert all(len(step.certificate) == 64 for step in one.now.files)


def test_a_file_that_another_needs_is_not_erased_and_the_other_is(
    ask, file, night, privacy_officer, desk
) -> None:
    one = ask(kind=Kind.ERASURE).about(file.person)
    one.decide("R1", no("uavg_41_d"))
    one.decide("R2", YES)
    one.decide("ANY", YES)
    night()
    certified = {step.what: bool(step.certificate) for step in one.now.files}
    assert certified == {"melding": False, "zorgcasus": True}
    assert not destroyed(f"person:{file.person}")
    number = next(step.label for step in one.now.files if step.what == "melding")
    assert id_of_number(privacy_officer, number) == file.report


def test_every_page_of_a_person_says_that_the_data_are_only_stored(ask, file, log_in) -> None:
    client, words = log_in("coordinator"), "worden nu alleen bewaard (AVG 18)"
    pages = [
        f"/personen/{file.person}/{page}"
        for page in ("", "contact/", "gegevens/", "toestemming/", "zelfde/")
    ]
    assert not [one for one in pages if words in client.get(one).content.decode()]
    asked = ask(kind=Kind.RESTRICTION).about(file.person)
    for part in ("R1", "R2", "ANY"):
        asked.decide(part, YES)
    assert [one for one in pages if words in client.get(one).content.decode()] == pages


def test_restricted_data_are_only_stored(ask, file, coordinator, night) -> None:
    one = ask(kind=Kind.RESTRICTION).about(file.person)
    assert not queries.is_restricted(file.person)
    for part in ("R1", "R2", "ANY"):
        one.decide(part, YES)
    assert queries.is_restricted(file.person)
    assert queries.notice_about(coordinator, [file.person]).restricted_since == clock.today()
    with pytest.raises(Refused, match="AVG 18"):
        decide_disclosure(by=coordinator, asked=share(file.person, "7F3KX"))
    assert {step.act for step in one.now.files} == {"hold"}
    one.do(actions.lift_restriction)
    assert not queries.is_restricted(file.person)
    assert decide_disclosure(by=coordinator, asked=share(file.person, "7F3KX"))


def test_a_request_to_restrict_can_be_refused(ask, file) -> None:
    one = ask(kind=Kind.RESTRICTION).about(file.person)
    one.decide_all(Verdict(outcome=REFUSED, ground="avg_18_not_met", reasons="Nee."))
    assert not queries.is_restricted(file.person)


def test_while_an_objection_is_weighed_nothing_is_shared(ask, file) -> None:
    one = ask(kind=Kind.OBJECTION).about(file.person)
    assert queries.is_restricted(file.person)
    for part in ("R1", "R2", "ANY"):
        one.decide(part, no("avg_21_1"))
    assert not queries.is_restricted(file.person)


def test_an_objection_that_is_granted_in_part_keeps_the_restriction(ask, file) -> None:
    one = ask(kind=Kind.OBJECTION).about(file.person)
    one.decide("R1", YES)
    one.decide("R2", no("avg_21_1"))
    one.decide("ANY", no("avg_21_1"))
    assert queries.is_restricted(file.person)


def test_what_a_person_takes_along_is_the_copy_as_data(ask, file) -> None:
    one = ask(kind=Kind.PORTABILITY).about(file.person)
    one.decide_all(YES)
    assert b"gegevens.json" in one.do(actions.give_copy).content


def test_a_request_goes_five_years_after_it_closed_with_its_key(ask, night) -> None:
    one = ask()
    one.do(actions.withdraw)
    one.do(actions.close)
    (held,) = holdings(night_watch())
    assert (held.kept.kind, held.kept.running) == ("rights_request", False)
    with clock.frozen(clock.now() + timedelta(days=5 * 365)):
        night()
        with gate_open(one.officer):
            assert RightsRequest.objects.filter(id=one.id).exists()
    with clock.frozen(clock.now() + timedelta(days=5 * 366 + 20)):
        night()
    with clock.frozen(clock.now() + timedelta(days=5 * 366 + 40)):
        night()
    with gate_open(one.officer):
        assert not RightsRequest.objects.filter(id=one.id).exists()
    assert destroyed(request_key(one.id))


def test_a_request_that_still_restricts_somebody_does_not_go(ask, file) -> None:
    one = ask(kind=Kind.RESTRICTION).about(file.person)
    one.decide_all(YES)
    assert all(held.kept.running for held in holdings(night_watch()))
    with pytest.raises(Refused):
        actions.destroy_request(by=night_watch(), object_id=one.id)
