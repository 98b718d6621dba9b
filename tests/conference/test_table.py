"""Who sits at the table: on what basis, when, and who sees what of it."""

from datetime import timedelta
from uuid import UUID

import pytest

from kmt.access.rules import Capacity as Involved
from kmt.access.rules import EndReason
from kmt.audit.models import AuditEvent
from kmt.care import queries as cases
from kmt.care.actions import end_in_case, finish_action, involve_in_case
from kmt.care.rules import CARE_CASE
from kmt.conference import actions, queries
from kmt.conference.minutes import minutes_for
from kmt.conference.models import AgendaItem, Agreement, Contribution, Participant
from kmt.conference.rules import Capacity, Informed, Outcome, Outsider, Said, ToAgree, Who
from kmt.conference.states import State
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Conflict, Invalid, NotFound, NotPermitted, Refused
from kmt.lawfulness.rules.disclosing import ConsentState
from kmt.vault.actions import record_consent
from kmt.vault.rules.consenting import Said as Consented
from kmt.vault.rules.consenting import State as Consent
from tests.care.conftest import OpenCase
from tests.conference.conftest import (
    SHELTER,
    add_shelter,
    admissions_of,
    decide,
    go,
    hold,
    in_days,
    item_of,
    seat_of,
    set_goal,
    state_of,
)

INCIDENTAL = Outsider(party="care_provider", who=SHELTER.who, capacity=Capacity.INCIDENTAL)


def test_only_who_works_on_a_file_proposes_a_conference_about_it(
    case_id: UUID, coordinator: Actor, colleague: Actor, team_lead: Actor
) -> None:
    for actor in (colleague, team_lead):
        with pytest.raises((NotPermitted, NotFound)):
            actions.propose(by=actor, kind=CARE_CASE, object_id=case_id)
    with pytest.raises(NotFound):
        actions.propose(by=coordinator, kind="gossip", object_id=case_id)


def test_a_conference_is_not_there_for_who_has_nothing_to_do_with_it(
    invited: UUID, item_id: UUID, colleague: Actor, team_lead: Actor
) -> None:
    for actor in (colleague, team_lead):
        assert queries.conferences(actor) == ()
        for look in (queries.conference, queries.prepared_item, queries.item_at_table):
            with pytest.raises(NotFound):
                look(actor, invited if look is queries.conference else item_id)


def test_who_is_admitted_sees_their_file_from_the_invitation_on(
    proposed: UUID, item_id: UUID, coordinator: Actor, colleague: Actor
) -> None:
    set_goal(coordinator, item_id)
    go(coordinator, proposed, State.NECESSITY_TEST)
    actions.add_colleague(by=coordinator, conference_id=proposed, account=colleague.id)
    seat = seat_of(coordinator, proposed, "Sanne")
    actions.admit(by=coordinator, item_id=item_id, participant_id=seat, why="Kent de opvang")
    with pytest.raises(NotFound):
        queries.conference(colleague, proposed)
    actions.set_informed(by=coordinator, item_id=item_id, how=Informed.INFORMED, on=clock.today())
    actions.set_details(
        by=coordinator,
        conference_id=proposed,
        version=queries.conference(coordinator, proposed).head.version,
        meets_at=clock.now(),
        minutes=30,
        place="Hier",
        chair=coordinator.id,
    )
    go(coordinator, proposed, State.INVITED)
    assert queries.prepared_item(colleague, item_id).goal == "Veilige opvang vinden"
    assert queries.conference(colleague, proposed).moves == ()
    with pytest.raises(NotPermitted):
        actions.set_goal(
            by=colleague, item_id=item_id, version=1, goal="x", goal_with="y", goal_on=clock.today()
        )
    admission = admissions_of(coordinator, item_id)["Sanne Invalt"]
    actions.send_away(by=coordinator, admission_id=admission)
    with pytest.raises(NotFound):
        queries.conference(colleague, proposed)


def test_of_two_files_each_coordinator_sees_their_own(
    invited: UUID, make_case: OpenCase, coordinator: Actor, colleague: Actor
) -> None:
    hers = make_case(by=colleague)
    with pytest.raises((NotPermitted, NotFound)):
        actions.add_item(by=coordinator, conference_id=invited, kind=CARE_CASE, object_id=hers)
    with pytest.raises((NotPermitted, NotFound)):
        actions.add_item(by=colleague, conference_id=invited, kind=CARE_CASE, object_id=hers)
    involve_in_case(by=colleague, case_id=hers, colleague=coordinator.id, capacity=Involved.ADVISER)
    actions.add_item(by=coordinator, conference_id=invited, kind=CARE_CASE, object_id=hers)
    actions.add_item(by=coordinator, conference_id=invited, kind=CARE_CASE, object_id=hers)
    assert len(queries.conference(coordinator, invited).items) == 2
    seen = queries.conference(colleague, invited)
    assert [one.object_id for one in seen.items] == [hers]
    assert seen.elsewhere == 1
    assert seen.people == queries.conference(colleague, invited).items[0].admitted
    end_in_case(
        by=colleague,
        case_id=hers,
        colleague=coordinator.id,
        reason=EndReason.NO_LONGER_NEEDED,
    )
    left = queries.conference(coordinator, invited)
    assert [one.object_id for one in left.items] != [hers]


def test_nobody_from_outside_is_admitted_without_a_decision_to_share(
    proposed: UUID, item_id: UUID, coordinator: Actor
) -> None:
    shelter = add_shelter(coordinator, proposed)
    with pytest.raises(Invalid, match="nog geen besluit") as refused:
        actions.admit(by=coordinator, item_id=item_id, participant_id=shelter, why="Heeft plek")
    assert "participant_id" in refused.value.fields
    start = queries.prepared_item(coordinator, item_id)
    made = decide(coordinator, start.person_id, start.person_label)
    actions.admit(by=coordinator, item_id=item_id, participant_id=shelter, why="Heeft plek")
    (line,) = [
        one
        for one in queries.prepared_item(coordinator, item_id).admitted
        if not one.person.account
    ]
    assert (line.rows, line.disclosure_id) == (("M014",), made)


def test_the_matrix_is_asked_for_a_colleague_and_says_no_to_the_desk(
    proposed: UUID, item_id: UUID, coordinator: Actor, desk: Actor
) -> None:
    (chair,) = queries.prepared_item(coordinator, item_id).admitted
    assert chair.rows == ("M009",)
    with pytest.raises(Invalid, match="geen grondslag voor een collega met deze rol"):
        actions.add_colleague(by=coordinator, conference_id=proposed, account=desk.id)


def test_a_party_that_the_matrix_knows_nothing_of_is_refused_in_words(
    proposed: UUID, item_id: UUID, coordinator: Actor
) -> None:
    riec = Outsider(party="riec", who=Who(organisation="RIEC", function="accounthouder"))
    seat = add_shelter(coordinator, proposed, riec)
    with pytest.raises(Invalid, match="kent geen grondslag om met RIEC"):
        actions.admit(by=coordinator, item_id=item_id, participant_id=seat, why="Wil het weten")


def test_a_basis_that_is_over_keeps_somebody_out_at_the_door(
    invited: UUID, item_id: UUID, coordinator: Actor
) -> None:
    seats = admissions_of(coordinator, item_id)
    later = clock.now() + timedelta(days=40)
    with clock.frozen(later), pytest.raises(Refused, match="nog geen besluit"):
        actions.come_in(by=coordinator, item_id=item_id, admissions=tuple(seats.values()))
    assert not any(one.spans for one in queries.item_at_table(coordinator, item_id).admitted)


def test_a_consent_that_was_withdrawn_keeps_somebody_out_at_the_door(
    proposed: UUID, item_id: UUID, coordinator: Actor
) -> None:
    view = queries.prepared_item(coordinator, item_id)
    consent = {"person_id": view.person_id, "purpose": "P_CARE", "recipient": "care_provider"}
    given = Consented(state=Consent.GIVEN, given_by="self", form="spoken")
    record_consent(by=coordinator, said=given, **consent)
    decide(coordinator, view.person_id, view.person_label, consent=ConsentState.SELF)
    shelter = add_shelter(coordinator, proposed)
    actions.admit(by=coordinator, item_id=item_id, participant_id=shelter, why="Heeft plek")
    taken_back = Consented(state=Consent.WITHDRAWN, given_by="self")
    record_consent(by=coordinator, said=taken_back, **consent)
    with pytest.raises(Invalid, match="De toestemming waarop dit rustte"):
        actions.admit(by=coordinator, item_id=item_id, participant_id=shelter, why="Toch")


def test_who_comes_once_signs_first(invited: UUID, item_id: UUID, coordinator: Actor) -> None:
    who = Who(organisation="Tolkencentrum", function="tolk")
    seat = add_shelter(
        coordinator,
        invited,
        Outsider(party="care_provider", who=who, capacity=Capacity.INCIDENTAL),
    )
    actions.admit(by=coordinator, item_id=item_id, participant_id=seat, why="Vertaalt")
    mine = {"Tolkencentrum · tolk": admissions_of(coordinator, item_id)["Tolkencentrum · tolk"]}
    with pytest.raises(Refused, match="geheimhoudingsverklaring"):
        actions.come_in(by=coordinator, item_id=item_id, admissions=tuple(mine.values()))
    actions.declare(by=coordinator, participant_id=seat, on=clock.today())
    actions.come_in(by=coordinator, item_id=item_id, admissions=tuple(mine.values()))
    (inside,) = queries.item_at_table(coordinator, item_id).inside
    assert inside.person.words == "Tolkencentrum · tolk"


def test_all_sit_down_or_nobody(invited: UUID, item_id: UUID, coordinator: Actor) -> None:
    seats = tuple(admissions_of(coordinator, item_id).values())
    actions.come_in(by=coordinator, item_id=item_id, admissions=seats[:1])
    with pytest.raises(Invalid) as refused:
        actions.come_in(by=coordinator, item_id=item_id, admissions=seats[::-1])
    assert "zit al aan tafel" in refused.value.fields["at"]
    assert len(queries.item_at_table(coordinator, item_id).inside) == 1


def test_attendance_tells_who_sat_there_while_this_person_was_discussed(
    invited: UUID, item_id: UUID, case_id: UUID, coordinator: Actor
) -> None:
    seats = admissions_of(coordinator, item_id)
    shelter = next(one for words, one in seats.items() if "Opvang" in words)
    actions.come_in(by=coordinator, item_id=item_id, admissions=tuple(seats.values()))
    actions.go_out(by=coordinator, item_id=item_id, admissions=(shelter,))
    actions.come_in(by=coordinator, item_id=item_id, admissions=(shelter,))
    actions.go_out(by=coordinator, item_id=item_id)
    (table,) = queries.tables_of(coordinator, CARE_CASE, case_id)
    spans = {who: len(found) for who, found in table.present}
    assert spans == {
        "Bram Voorbeeld": 1,
        "Opvang Verzonnen · begeleider: Kanarie Collega": 2,
    }
    with pytest.raises(Refused, match="was er al bij"):
        actions.send_away(by=coordinator, admission_id=shelter)


def test_only_who_sat_there_brings_something_in(
    invited: UUID, item_id: UUID, coordinator: Actor
) -> None:
    shelter = seat_of(coordinator, invited, "Opvang")
    said = Said(text="Er is plek")
    with pytest.raises(Invalid, match="Alleen wie erbij was"):
        actions.contribute(by=coordinator, item_id=item_id, participant_id=shelter, said=said)


def test_an_agreement_that_is_ticked_off_in_the_case_is_done_at_the_table_too(
    invited: UUID, item_id: UUID, case_id: UUID, coordinator: Actor
) -> None:
    wanted = ToAgree(what="Arts bellen", due=in_days(2), owner_text="GGD (arts)")
    actions.agree(by=coordinator, item_id=item_id, wanted=wanted)
    (line,) = [one for one in cases.case(coordinator, case_id).actions if one.source]
    assert (line.what, line.owner, line.due.on) == ("Arts bellen", "GGD (arts)", in_days(2))
    finish_action(by=coordinator, case_id=case_id, action_id=line.id)
    (agreement,) = queries.item_at_table(coordinator, item_id).agreements
    assert agreement.outcome == Outcome.DONE


def test_an_agreement_of_somebody_who_does_not_work_on_the_file_is_refused_whole(
    invited: UUID, item_id: UUID, coordinator: Actor, colleague: Actor, looking
) -> None:
    actions.add_colleague(by=coordinator, conference_id=invited, account=colleague.id)
    seat = seat_of(coordinator, invited, "Sanne")
    actions.admit(by=coordinator, item_id=item_id, participant_id=seat, why="Zit voor")
    actions.set_details(
        by=coordinator,
        conference_id=invited,
        version=queries.conference(coordinator, invited).head.version,
        meets_at=clock.now(),
        minutes=60,
        place="Hier",
        chair=colleague.id,
    )
    with pytest.raises(Refused, match="Je werkt niet in dit dossier"):
        actions.agree(by=colleague, item_id=item_id, wanted=ToAgree(what="Bellen", due=in_days(1)))
    assert not Agreement.objects.exists()


def test_a_goal_that_another_changed_meanwhile_is_a_conflict(
    proposed: UUID, item_id: UUID, coordinator: Actor
) -> None:
    set_goal(coordinator, item_id, "Eerst")
    with pytest.raises(Conflict):
        actions.set_goal(
            by=coordinator,
            item_id=item_id,
            version=1,
            goal="Daarna",
            goal_with="School",
            goal_on=clock.today(),
        )
    assert queries.prepared_item(coordinator, item_id).goal == "Eerst"


def test_minutes_hold_only_what_the_receiver_attended(
    invited: UUID, item_id: UUID, make_case: OpenCase, coordinator: Actor, colleague: Actor
) -> None:
    other = make_case()
    actions.add_item(by=coordinator, conference_id=invited, kind=CARE_CASE, object_id=other)
    second = next(
        one.id for one in queries.conference(coordinator, invited).items if one.id != item_id
    )
    chair = tuple(admissions_of(coordinator, second).values())
    actions.come_in(by=coordinator, item_id=second, admissions=chair)
    mine = ToAgree(what="Voor de voorzitter", due=in_days(1))
    actions.agree(by=coordinator, item_id=second, wanted=mine)
    actions.agree(by=coordinator, item_id=item_id, wanted=mine)
    actions.go_out(by=coordinator, item_id=second)
    hold(coordinator, invited, item_id)
    shelter = minutes_for(coordinator, seat_of(coordinator, invited, "Opvang"))
    assert [one.item_id for one in shelter.parts] == [item_id]
    assert (shelter.missed, shelter.parts[0].agreements) == (1, ())
    chairs = minutes_for(coordinator, seat_of(coordinator, invited, "Bram"))
    assert [len(one.agreements) for one in chairs.parts] == [1, 1]
    with pytest.raises(NotFound):
        minutes_for(colleague, shelter.receiver.id)


def test_minutes_do_not_go_out_on_a_basis_that_is_over(
    held: UUID, item_id: UUID, coordinator: Actor
) -> None:
    shelter = seat_of(coordinator, held, "Opvang")
    with pytest.raises(Refused, match="Stel het verslag eerst vast"):
        actions.hand_out(by=coordinator, participant_id=shelter)
    go(coordinator, held, State.AGREEMENTS_TRACKED)
    version = queries.item_at_table(coordinator, item_id).version
    actions.summarise(by=coordinator, item_id=item_id, version=version, summary="Plek.")
    go(coordinator, held, State.MINUTES_APPROVED)
    later = clock.now() + timedelta(days=40)
    with clock.frozen(later), pytest.raises(Refused, match="nog geen besluit"):
        actions.hand_out(by=coordinator, participant_id=shelter)
    assert minutes_for(coordinator, shelter).parts[0].handed_at is None


def test_what_is_about_a_person_is_sealed_under_the_key_of_the_file(
    invited: UUID, item_id: UUID, coordinator: Actor, looking
) -> None:
    hold(coordinator, invited, item_id)
    shelter = seat_of(coordinator, invited, "Opvang")
    actions.contribute(
        by=coordinator, item_id=item_id, participant_id=shelter, said=Said(text="Kanarie inbreng")
    )
    item = AgendaItem.objects.get(pk=item_id)
    sealed = [item.goal, item.goal_with, Contribution.objects.get().text]
    sealed += [one.who for one in Participant.objects.exclude(who=b"")]
    for value in sealed:
        assert value
        assert b"Kanarie" not in bytes(value)
        assert b"opvang" not in bytes(value).lower()


def test_the_record_says_what_was_done_in_codes_and_never_about_whom(
    invited: UUID, coordinator: Actor
) -> None:
    rows = AuditEvent.objects.filter(object_type="conference", actor_id=coordinator.id)
    reasons = set(rows.values_list("reason_text", flat=True))
    assert {"conference:propose", "conference:goal", "conference:admit"} <= reasons
    assert not any("Opvang" in one or "Veilige" in one for one in reasons)


def test_a_conference_that_does_not_go_ahead_ends_with_its_reason(
    invited: UUID, coordinator: Actor
) -> None:
    with pytest.raises(Refused, match="waarom het overleg niet doorgaat"):
        go(coordinator, invited, State.RETENTION_CLOCK)
    go(coordinator, invited, State.RETENTION_CLOCK, "De persoon wil het niet.")
    view = queries.conference(coordinator, invited)
    assert (view.called_off, view.moves) == ("De persoon wil het niet.", ())
    assert state_of(coordinator, invited) is State.RETENTION_CLOCK
    with pytest.raises(Refused):
        actions.set_informed(
            by=coordinator,
            item_id=item_of(coordinator, invited),
            how=Informed.INFORMED,
            on=clock.today(),
        )
