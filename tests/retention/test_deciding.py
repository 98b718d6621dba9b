"""People decide: keep with a reason and an end, destroy, hold, lift, answer a client's request."""

from datetime import date, timedelta

import pytest

from kmt.access.rows import gate_open
from kmt.care.models import CareCase
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Conflict, Invalid, NotFound, NotPermitted
from kmt.retention.actions import ask_destruction, decide, lift_hold, place_hold
from kmt.retention.models import LegalHold, RetentionProposal
from kmt.retention.queries import certificate_of, overview
from kmt.retention.rules.deciding import (
    HOLD_REASONS,
    KEEP_REASONS,
    Verdict,
    decision_problems,
    hold_problems,
    request_problems,
)
from kmt.retention.states import OPEN, WAYS, Choice, State, may_go
from kmt.vault.models import DataKey
from tests.retention.keeping import Night, care_case, close, on_day, row_of, weighed_report

TODAY = date(2026, 11, 26)
KEEP, DESTROY = Choice.KEEP, Choice.DESTROY
YEARS = 366


def number_of(by: Actor, case_id) -> str:
    with gate_open(by):
        return CareCase.objects.get(pk=case_id).number


def keep(reason: str = "still_needed", until: date | None = None) -> Verdict:
    return Verdict(choice=KEEP, reason=reason, until=until)


SOON, LATEST = date(2027, 1, 1), date(2031, 11, 26)


@pytest.mark.parametrize(
    ("verdict", "by_itself", "asked", "fields"),
    [
        (Verdict(choice=DESTROY), False, False, []),
        (Verdict(choice=DESTROY), False, True, []),
        (Verdict(choice=DESTROY), True, False, ["choice"]),
        (keep(until=SOON), True, False, ["choice"]),
        (keep(until=SOON), False, False, []),
        (keep(until=LATEST), False, False, []),
        (keep(until=LATEST + timedelta(days=1)), False, False, ["until"]),
        (keep(until=TODAY), False, False, ["until"]),
        (keep(), False, False, ["until"]),
        (keep("", SOON), False, False, ["reason"]),
        (keep(), False, True, ["reason"]),
        (keep("interest_of_other"), False, True, []),
        (keep("law_opposes"), False, True, []),
        (keep("law_opposes"), False, False, ["reason", "until"]),
    ],
)
def test_a_choice_needs_a_reason_that_fits_and_an_end(verdict, by_itself, asked, fields) -> None:
    found = decision_problems(verdict, by_itself=by_itself, asked=asked, today=TODAY)
    assert list(found) == fields


def test_a_hold_has_a_reason_and_is_looked_at_again_within_a_year() -> None:
    assert hold_problems("lawsuit", date(2027, 11, 26), TODAY) == {}
    assert list(hold_problems("because", date(2027, 11, 27), TODAY)) == ["reason", "review_on"]
    assert request_problems(TODAY, TODAY, "care_file") == {}
    assert list(request_problems(None, TODAY, "")) == ["number", "asked_on"]
    assert set(KEEP_REASONS) == {"still_needed", "interest_of_other", "law_opposes"}


def test_every_way_from_state_to_state_is_in_the_table() -> None:
    assert set(WAYS) == set(State)
    assert may_go("proposed", State.DECIDED)
    assert not any(may_go(end, to) for end in ("destroyed", "withdrawn") for to in State)
    assert set(OPEN) == {State.PROPOSED, State.HELD}


def test_a_file_that_is_still_needed_is_asked_about_again_at_its_new_end(
    desk, coordinator, privacy_officer, night: Night
) -> None:
    care_case(desk, coordinator)
    night(16 * YEARS)
    with on_day(16 * YEARS):
        (line,) = overview(privacy_officer).to_decide
        end = clock.today() + timedelta(days=300)
        kept = Verdict(choice=KEEP, reason="still_needed", until=end)
        decide(by=privacy_officer, proposal_id=line.id, verdict=kept)
        with pytest.raises(Conflict, match="al besloten"):
            decide(by=privacy_officer, proposal_id=line.id, verdict=kept)
    assert "propose" not in night(16 * YEARS + 280)
    assert night(16 * YEARS + 301).get("propose") == 1
    with on_day(16 * YEARS + 301):
        assert len(overview(privacy_officer).to_decide) == 1


def test_a_person_decides_and_the_next_night_destroys_with_their_role_on_the_certificate(
    desk, coordinator, privacy_officer, night: Night
) -> None:
    _, person, case_id = care_case(desk, coordinator)
    for days in (6 * YEARS, 6 * YEARS + 20, 16 * YEARS):
        night(days)
    with on_day(16 * YEARS):
        (line,) = overview(privacy_officer).to_decide
        decide(by=privacy_officer, proposal_id=line.id, verdict=Verdict(choice=DESTROY))
    assert night(16 * YEARS + 1) == {"destroy": 1}
    made = certificate_of(privacy_officer, "care_case", case_id)
    # The case, the person, and the words of the decision that handed the person over.
    assert (made.decided_by, made.rows, made.keys) == ("privacy_officer", "T07", 3)
    left = set(DataKey.objects.values_list("subject", flat=True))
    assert not {f"person:{person}", f"care_case:{case_id}"} & left


def test_what_goes_by_itself_is_nobodys_to_keep(desk, privacy_officer, night: Night) -> None:
    close(desk, weighed_report(desk))
    night(30)
    with on_day(30):
        (line,) = overview(privacy_officer).coming
        kept = Verdict(choice=KEEP, reason="still_needed", until=clock.today())
        with pytest.raises(Invalid) as refused:
            decide(by=privacy_officer, proposal_id=line.id, verdict=kept)
    assert "bewaarplicht" in refused.value.fields["choice"]


def test_a_hold_stops_the_night_until_it_is_lifted_and_then_the_waiting_begins_anew(
    desk, privacy_officer, night: Night
) -> None:
    report_id = close(desk, weighed_report(desk))
    number = row_of(desk, report_id).number
    night(30)
    with on_day(40):
        hold = place_hold(
            by=privacy_officer, number=number, reason="lawsuit", review_on=date(2027, 3, 1)
        )
    for days in (50, 400):
        assert "destroy" not in night(days)
    with on_day(400):
        seen = overview(privacy_officer)
        assert [(one.label, one.reason, one.late) for one in seen.holds] == [
            (number, HOLD_REASONS["lawsuit"], True)
        ]
        assert seen.coming == ()
        lift_hold(by=privacy_officer, hold_id=hold)
        with pytest.raises(Conflict):
            lift_hold(by=privacy_officer, hold_id=hold)
    assert night(401) == {"propose": 3}
    assert night(413) == {}
    assert night(414) == {"destroy": 3}
    assert row_of(desk, report_id) is None
    with gate_open(desk):
        assert not LegalHold.objects.exists()


def test_a_hold_also_stops_what_a_person_had_decided(
    desk, coordinator, privacy_officer, night: Night
) -> None:
    _, _, case_id = care_case(desk, coordinator)
    night(16 * YEARS)
    with on_day(16 * YEARS):
        (line,) = overview(privacy_officer).to_decide
        decide(by=privacy_officer, proposal_id=line.id, verdict=Verdict(choice=DESTROY))
        place_hold(
            by=privacy_officer,
            number=number_of(coordinator, case_id),
            reason="complaint",
            review_on=clock.today() + timedelta(days=30),
        )
    night(16 * YEARS + 1)
    assert number_of(coordinator, case_id)


def test_a_client_asks_and_within_three_months_the_file_is_gone(
    desk, coordinator, privacy_officer, night: Night
) -> None:
    _, _, case_id = care_case(desk, coordinator)
    number = number_of(coordinator, case_id)
    with on_day(4):
        asked = ask_destruction(by=privacy_officer, number=number, asked_on=date(2026, 11, 30))
        with pytest.raises(Conflict, match="wacht al een besluit"):
            ask_destruction(by=privacy_officer, number=number, asked_on=date(2026, 11, 30))
    assert night(5) == {}
    with on_day(5):
        (line,) = overview(privacy_officer).to_decide
        assert (line.id, line.asked, line.due_on) == (asked, True, date(2027, 2, 28))
        decide(by=privacy_officer, proposal_id=asked, verdict=Verdict(choice=DESTROY))
    assert night(6) == {"destroy": 1}
    assert certificate_of(privacy_officer, "care_case", case_id).rows == "T11"


def test_a_request_that_is_refused_with_a_reason_leaves_the_file_to_its_own_term(
    desk, coordinator, privacy_officer, night: Night
) -> None:
    _, _, case_id = care_case(desk, coordinator)
    with on_day(4):
        asked = ask_destruction(
            by=privacy_officer,
            number=number_of(coordinator, case_id),
            asked_on=date(2026, 11, 30),
        )
        refused = Verdict(choice=KEEP, reason="interest_of_other")
        decide(by=privacy_officer, proposal_id=asked, verdict=refused)
    assert night(5) == {}
    assert number_of(coordinator, case_id)


def test_a_report_can_be_asked_for_too_and_a_number_must_exist(desk, privacy_officer) -> None:
    report_id = close(desk, weighed_report(desk))
    number = row_of(desk, report_id).number
    with pytest.raises(Invalid) as refused:
        ask_destruction(by=privacy_officer, number="Z-2020-0001", asked_on=date(2026, 11, 26))
    assert "number" in refused.value.fields
    with on_day(0):
        assert ask_destruction(by=privacy_officer, number=number, asked_on=date(2026, 11, 26))
    with pytest.raises(NotFound):
        lift_hold(by=privacy_officer, hold_id=report_id)


def test_only_who_guards_the_terms_sees_or_decides(desk, coordinator) -> None:
    for by in (desk, coordinator):
        with pytest.raises(NotPermitted):
            overview(by)
        with pytest.raises(NotPermitted):
            place_hold(by=by, number="M-1", reason="lawsuit", review_on=date(2099, 1, 1))
        with gate_open(by):
            assert not RetentionProposal.objects.exists()
