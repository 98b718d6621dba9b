"""A care table from the goal to the minutes, as its chair goes through it."""

from uuid import UUID

from kmt.care import queries as cases
from kmt.conference import actions, queries
from kmt.conference.minutes import as_pdf, minutes_for
from kmt.conference.rules import Outcome, ToAgree
from kmt.conference.states import State
from kmt.kernel.actor import Actor
from tests.conference.conftest import admissions_of, go, in_days, seat_of, state_of


def test_a_conference_goes_from_the_goal_to_the_term(
    invited: UUID, item_id: UUID, case_id: UUID, coordinator: Actor
) -> None:
    by = coordinator
    actions.come_in(by=by, item_id=item_id, admissions=tuple(admissions_of(by, item_id).values()))
    shelter = seat_of(by, invited, "Opvang")
    wanted = ToAgree(what="Kamer vrijhouden", due=in_days(3), owner=shelter)
    actions.agree(by=by, item_id=item_id, wanted=wanted)
    actions.go_out(by=by, item_id=item_id)
    go(by, invited, State.HELD)
    assert "conference.held" in {one.kind for one in cases.case(by, case_id).events}
    go(by, invited, State.AGREEMENTS_TRACKED)
    version = queries.item_at_table(by, item_id).version
    actions.summarise(by=by, item_id=item_id, version=version, summary="De opvang heeft plek.")
    go(by, invited, State.MINUTES_APPROVED)
    actions.hand_out(by=by, participant_id=shelter)
    minutes = minutes_for(by, shelter)
    assert [one.summary for one in minutes.parts] == ["De opvang heeft plek."]
    assert [one.what for one in minutes.parts[0].agreements] == ["Kamer vrijhouden"]
    assert as_pdf(minutes)[:5] == b"%PDF-"
    (line,) = [one for one in cases.case(by, case_id).actions if one.source == "conference"]
    assert line.what == "Kamer vrijhouden"
    (agreement,) = queries.item_at_table(by, item_id).agreements
    actions.settle(by=by, agreement_id=agreement.id, outcome=Outcome.DONE)
    assert not [one for one in cases.case(by, case_id).actions if one.source == "conference"]
    go(by, invited, State.RETENTION_CLOCK)
    assert state_of(by, invited) is State.RETENTION_CLOCK
