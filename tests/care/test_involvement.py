"""Who works on a case opens it, nobody else; and in an emergency somebody for three hours.

Sources: WGS art. 2.31(4), BGS art. 1.17, WGS art. 1.8(7); decision record 0009.
"""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db.models import Q
from django.urls import reverse

from kmt.access.actions import close_emergency, review_emergency
from kmt.access.models import EmergencyAccess, FileOpened
from kmt.access.queries import emergencies, involved_people
from kmt.access.rows import gate_open
from kmt.access.rules import Capacity, EndReason
from kmt.audit.models import AuditEvent
from kmt.care import actions, caseloads, queries
from kmt.care.models import CareCase
from kmt.care.queries import case_head
from kmt.care.rules import EventKind, Move, NewAction, Outcome
from kmt.care.states import State
from kmt.kernel import clock
from kmt.kernel.refusals import NotFound, NotPermitted, Refused
from tests.care.conftest import ENSCHEDE, OpenCase, events_of, tomorrow
from tests.conftest import prove

WORDS = "De persoon belt en klinkt bang."


def emergency(by, case_id: UUID) -> UUID:
    """Let somebody in for three hours."""
    return actions.open_case_in_emergency(
        by=by, case_id=case_id, ground="victim_calls", words=WORDS
    )


def note(by, case_id: UUID, text: str = "Gebeld.") -> None:
    """Write on the timeline."""
    actions.add_note(by=by, case_id=case_id, kind=EventKind.NOTE, text=text)


def to_intake(by, case_id: UUID) -> None:
    """Move a fresh case on."""
    with gate_open(by):
        version = CareCase.objects.seen_by(by, Q()).one(id=case_id).version
    move = Move(to=State.INTAKE, reason="Begonnen.", closing_reason="", version=version)
    actions.move_case(by=by, case_id=case_id, move=move)


def test_who_opens_a_case_coordinates_it_and_a_colleague_only_sees_that_it_is_there(
    make_case: OpenCase, coordinator, colleague
) -> None:
    case_id = make_case()
    (line,) = caseloads.cases(colleague, caseloads.ALL).cases
    assert (line.id, line.opens, line.first.what) == (case_id, False, "")
    assert line.coordinator == "Bram Voorbeeld"
    with pytest.raises(NotPermitted, match="niet betrokken") as refused:
        queries.case(colleague, case_id)
    assert "Bram Voorbeeld" in refused.value.next_step
    assert events_of(case_id, result="denied") == ["read"]
    with pytest.raises(NotPermitted):
        note(colleague, case_id)
    with pytest.raises(NotPermitted):
        queries.identity(colleague, case_id, reason="safety")
    assert queries.case(coordinator, case_id).emergency_until is None


def test_an_involved_colleague_works_on_it_until_it_ends(
    make_case: OpenCase, coordinator, colleague
) -> None:
    case_id = make_case()
    actions.involve_in_case(
        by=coordinator, case_id=case_id, colleague=colleague.id, capacity=Capacity.STAND_IN
    )
    note(colleague, case_id)
    to_intake(colleague, case_id)
    actions.end_in_case(
        by=coordinator,
        case_id=case_id,
        colleague=colleague.id,
        reason=EndReason.CONFLICT_OF_INTEREST,
    )
    with pytest.raises(NotPermitted):
        queries.case(colleague, case_id)
    with pytest.raises(Refused, match="belang dat botst"):
        emergency(colleague, case_id)
    was = involved_people(coordinator, case_head(coordinator, case_id).file)
    assert [(one.name, one.end_reason) for one in was] == [
        ("Bram Voorbeeld", ""),
        ("Sanne Invalt", "conflict_of_interest"),
    ]


def test_nobody_involves_themself_and_nobody_from_outside_the_work(
    make_case: OpenCase, coordinator, colleague, team_lead, analyst
) -> None:
    case_id = make_case()
    for by, who in (
        (colleague, colleague.id),
        (team_lead, team_lead.id),
        (coordinator, analyst.id),
        (coordinator, str(uuid4())),
        (colleague, team_lead.id),
    ):
        with pytest.raises(Refused):
            actions.involve_in_case(
                by=by, case_id=case_id, colleague=who, capacity=Capacity.ADVISER
            )
    actions.involve_in_case(
        by=team_lead, case_id=case_id, colleague=colleague.id, capacity=Capacity.ADVISER
    )
    assert queries.case(colleague, case_id).number


def test_a_case_is_never_without_a_coordinator(
    make_case: OpenCase, coordinator, colleague, team_lead
) -> None:
    case_id = make_case()
    with pytest.raises(Refused, match="eerst over"):
        actions.end_in_case(
            by=team_lead, case_id=case_id, colleague=coordinator.id, reason=EndReason.LEFT
        )
    actions.hand_over_case(by=team_lead, case_id=case_id, new=colleague.id)
    assert queries.case(colleague, case_id).coordinator == "Sanne Invalt"
    with pytest.raises(NotPermitted):
        queries.case(coordinator, case_id)


def test_a_whole_caseload_goes_over_in_one_act_or_not_at_all(
    make_case: OpenCase, coordinator, colleague, team_lead, monkeypatch
) -> None:
    mine = {make_case(), make_case(), make_case()}
    real, done = actions.hand_over_case, []

    def falls_over(**kwargs) -> None:
        if len(done) == 2:
            raise RuntimeError("power cut")
        done.append(real(**kwargs))

    monkeypatch.setattr(actions, "hand_over_case", falls_over)
    with pytest.raises(RuntimeError):
        actions.hand_over_caseload(by=team_lead, old=coordinator.id, new=colleague.id)
    assert {one.id for one in caseloads.cases(coordinator).cases} == mine
    monkeypatch.undo()
    assert actions.hand_over_caseload(by=team_lead, old=coordinator.id, new=colleague.id) == 3
    assert {one.id for one in caseloads.cases(colleague).cases if one.opens} == mine
    assert not caseloads.cases(coordinator).cases
    loads = {one.name: one.open_cases for one in caseloads.division(team_lead)}
    assert loads == {"Bram Voorbeeld": 0, "Sanne Invalt": 3}


def test_in_an_emergency_somebody_reads_and_notes_for_three_hours_and_no_more(
    make_case: OpenCase, coordinator, colleague
) -> None:
    case_id, now = make_case(), clock.now()
    with clock.frozen(now):
        emergency(colleague, case_id)
        view = queries.case(colleague, case_id)
        assert view.emergency_until == now + timedelta(hours=3)
        note(colleague, case_id, "Gebeld met de persoon.")
        actions.add_action(
            by=colleague, case_id=case_id, action=NewAction(what="Bel terug", due=tomorrow())
        )
        with pytest.raises(NotPermitted, match="Met noodtoegang"):
            to_intake(colleague, case_id)
        with pytest.raises(NotPermitted, match="Met noodtoegang"):
            actions.set_forms(by=colleague, case_id=case_id, forms=["LAB"])
    with clock.frozen(now + timedelta(hours=3) - timedelta(seconds=1)):
        assert queries.case(colleague, case_id)
    with clock.frozen(now + timedelta(hours=3)), pytest.raises(NotPermitted):
        queries.case(colleague, case_id)


def test_a_closed_case_is_shielded_and_a_strange_one_is_not_there(
    make_case: OpenCase, coordinator, colleague
) -> None:
    case_id = make_case()
    close(coordinator, case_id)
    with pytest.raises(Refused, match="afgeschermd"):
        emergency(colleague, case_id)
    elsewhere = replace(colleague, world=frozenset({ENSCHEDE}), whole_region=False)
    for strange in (case_id, uuid4()):
        with pytest.raises(NotFound):
            emergency(elsewhere, strange)


def test_at_most_two_at_once_and_the_same_form_opens_once(
    make_case: OpenCase, coordinator, colleague
) -> None:
    one, two, three, token = make_case(), make_case(), make_case(), uuid4()
    asked = {"by": colleague, "ground": "deadline", "words": WORDS, "token": token}
    first = actions.open_case_in_emergency(case_id=one, **asked)
    assert actions.open_case_in_emergency(case_id=one, **asked) == first
    emergency(colleague, two)
    with pytest.raises(Refused, match="Sluit er eerst een"):
        emergency(colleague, three)
    close_emergency(by=colleague, emergency_id=first)
    emergency(colleague, three)
    with pytest.raises(NotPermitted):
        queries.case(colleague, one)


def test_another_person_looks_at_what_was_done_and_the_words_are_sealed(
    make_case: OpenCase, coordinator, colleague, team_lead, privacy_officer
) -> None:
    case_id = make_case()
    found = emergency(colleague, case_id)
    queries.case(colleague, case_id)
    note(colleague, case_id)
    with gate_open(colleague):
        row = EmergencyAccess.objects.seen_by(colleague, Q()).one(id=found)
    assert WORDS.encode() not in bytes(row.words)
    with pytest.raises(Refused, match="loopt nog"):
        review_emergency(by=team_lead, emergency_id=found, opinion="justified")
    close_emergency(by=team_lead, emergency_id=found)
    (line,) = emergencies(privacy_officer)
    assert (line.who, line.words, line.running) == ("Sanne Invalt", WORDS, False)
    assert [deed.action for deed in line.deeds] == ["emergency-access", "read", "update"]
    with pytest.raises(NotPermitted):
        review_emergency(by=colleague, emergency_id=found, opinion="justified")
    review_emergency(by=team_lead, emergency_id=found, opinion="to_discuss")
    assert emergencies(privacy_officer) == ()
    assert emergencies(privacy_officer, to_review=False)[0].opinion == "to_discuss"
    with pytest.raises(Refused, match="al beoordeeld"):
        review_emergency(by=privacy_officer, emergency_id=found, opinion="justified")


def test_every_way_in_leaves_a_line_in_the_record(
    make_case: OpenCase, coordinator, colleague
) -> None:
    case_id = make_case()
    emergency(colleague, case_id)
    row = AuditEvent.objects.get(action="emergency-access")
    assert (row.object_id, row.actor_id, row.reason_text) == (
        str(case_id),
        colleague.id,
        "victim_calls",
    )


def test_the_way_in_through_the_pages(make_case: OpenCase, coordinator, log_in) -> None:
    case_id = make_case()
    client = prove(log_in("colleague"))
    page = client.get(reverse("care:cases") + "?toon=alle").content.decode()
    address = reverse("care:emergency", args=(case_id,))
    assert address in page
    assert f'href="{reverse("care:case", args=(case_id,))}"' not in page
    refused = client.get(reverse("care:case", args=(case_id,)))
    assert refused.status_code == 403
    assert "niet betrokken" in refused.content.decode()
    wrong = client.post(address, {"ground": "", "words": WORDS, "token": uuid4()})
    assert wrong.status_code == 422
    assert WORDS in wrong.content.decode()
    client.post(address, {"ground": "acute_danger", "words": WORDS, "token": uuid4()})
    inside = client.get(reverse("care:case", args=(case_id,))).content.decode()
    assert "noodtoegang" in inside.lower()
    assert 'name="do" value="move"' not in inside
    assert client.post(reverse("care:share", args=(case_id,))).status_code == 403
    client.post(reverse("care:end_emergency", args=(case_id,)))
    assert client.get(reverse("care:case", args=(case_id,))).status_code == 403


def close(by, case_id: UUID) -> None:
    """Close a case as if it had come to its end."""
    with gate_open(by, writing=True):
        CareCase.objects.filter(id=case_id).update(state="closed", closed_at=clock.now())


def move_to(by, case_id: UUID, state: State, closing_reason: str = "") -> None:
    """Move a case, with whatever is open in it dropped first."""
    for action in queries.case(by, case_id).actions if state is State.CLOSED else ():
        actions.finish_action(by=by, case_id=case_id, action_id=action.id, outcome=Outcome.DROPPED)
    version = queries.case(by, case_id).version
    move = Move(to=state, reason="Zo.", closing_reason=closing_reason, version=version)
    actions.move_case(by=by, case_id=case_id, move=move)


def test_a_closed_case_lets_everybody_go_but_its_coordinator(
    make_case: OpenCase, coordinator, colleague, team_lead
) -> None:
    case_id = make_case()
    let_in = {"case_id": case_id, "colleague": colleague.id, "capacity": Capacity.ADVISER}
    actions.involve_in_case(by=coordinator, **let_in)
    move_to(coordinator, case_id, State.CLOSED, "refused_help")
    with pytest.raises(NotPermitted, match="afgeschermd"):
        queries.case(colleague, case_id)
    assert queries.case(coordinator, case_id).state is State.CLOSED
    assert AuditEvent.objects.filter(action="read").latest("seq").reason_text == "shielded"
    for by, reason in ((coordinator, "relapse"), (team_lead, ""), (team_lead, "curious")):
        with pytest.raises(Refused):
            actions.involve_in_case(by=by, **let_in, reason=reason)
    actions.involve_in_case(by=team_lead, **let_in, reason="grievance")
    assert queries.case(colleague, case_id).number
    (line, *_) = involved_people(team_lead, case_head(team_lead, case_id).file)
    assert (line.name, line.reason) == ("Sanne Invalt", "grievance")


def test_a_case_that_closes_ends_the_emergency_in_it(
    make_case: OpenCase, coordinator, colleague
) -> None:
    case_id = make_case()
    emergency(colleague, case_id)
    move_to(coordinator, case_id, State.CLOSED, "refused_help")
    with pytest.raises(NotPermitted, match="afgeschermd"):
        queries.case(colleague, case_id)
    assert not queries.sees(colleague, case_id)


def test_who_is_taken_off_for_an_interest_that_clashes_comes_back_through_the_team_lead_alone(
    make_case: OpenCase, coordinator, colleague, team_lead
) -> None:
    case_id = make_case()
    actions.hand_over_case(
        by=team_lead, case_id=case_id, new=colleague.id, reason=EndReason.CONFLICT_OF_INTEREST
    )
    with pytest.raises(Refused, match="belang dat botst"):
        emergency(coordinator, case_id)
    let_in = {"case_id": case_id, "colleague": coordinator.id, "capacity": Capacity.ADVISER}
    with pytest.raises(Refused, match="belang dat botst"):
        actions.involve_in_case(by=colleague, **let_in)
    with pytest.raises(Refused, match="belang dat botst"):
        actions.hand_over_caseload(by=team_lead, old=colleague.id, new=coordinator.id)
    actions.involve_in_case(by=team_lead, **let_in)
    actions.hand_over_case(by=team_lead, case_id=case_id, new=coordinator.id)
    assert queries.case(coordinator, case_id).coordinator == "Bram Voorbeeld"


def test_who_coordinates_cannot_be_made_something_less(
    make_case: OpenCase, coordinator, team_lead
) -> None:
    with pytest.raises(Refused, match="Draag het over"):
        actions.involve_in_case(
            by=team_lead,
            case_id=make_case(),
            colleague=coordinator.id,
            capacity=Capacity.ADVISER,
        )


def test_all_that_is_done_in_an_emergency_says_so_in_the_record_and_to_who_looks_again(
    make_case: OpenCase, coordinator, colleague, team_lead
) -> None:
    case_id = make_case()
    found = emergency(colleague, case_id)
    queries.case(colleague, case_id)
    queries.identity(colleague, case_id, reason="safety")
    note(colleague, case_id)
    with pytest.raises(NotPermitted):
        actions.set_forms(by=colleague, case_id=case_id, forms=["LAB"])
    rows = AuditEvent.objects.filter(actor_id=colleague.id)
    assert set(rows.values_list("purpose", flat=True)) == {"emergency"}
    close_emergency(by=team_lead, emergency_id=found)
    (line,) = emergencies(team_lead)
    assert [(deed.action, deed.of_person, deed.refused) for deed in line.deeds] == [
        ("emergency-access", False, False),
        ("read", False, False),
        ("read", True, False),
        ("update", False, False),
        ("update", False, True),
    ]


def test_an_emergency_shows_a_person_and_changes_nothing_of_them(
    make_case: OpenCase, coordinator, log_in, colleague
) -> None:
    case_id = make_case()
    emergency(colleague, case_id)
    person = queries.case(colleague, case_id).person_id
    client = prove(log_in("colleague"))
    for name in ("person", "contact", "consents"):
        page = client.get(reverse(f"persons:{name}", args=(person,)))
        assert page.status_code == 200, name
        assert "noodtoegang" in page.content.decode(), name
    for name in ("amend", "same"):
        assert client.get(reverse(f"persons:{name}", args=(person,))).status_code == 403, name
    for name in ("person", "consents", "end_role"):
        assert client.post(reverse(f"persons:{name}", args=(person,))).status_code == 403, name
    assert client.get(reverse("care:known", args=(case_id,))).status_code == 403


def test_the_team_lead_sees_in_which_cases_a_colleague_works_and_opens_none(
    make_case: OpenCase, coordinator, colleague, team_lead, log_in
) -> None:
    case_id = make_case()
    actions.involve_in_case(
        by=coordinator, case_id=case_id, colleague=colleague.id, capacity=Capacity.STAND_IN
    )
    (part,) = caseloads.parts_of_colleague(team_lead, colleague.id)
    assert (part.id, part.capacity) == (case_id, "stand_in")
    page = log_in("team_lead").get(reverse("care:colleague", args=(colleague.id,)))
    assert part.number in page.content.decode()
    with pytest.raises(NotPermitted):
        caseloads.parts_of_colleague(coordinator, colleague.id)


def test_nobody_opens_very_many_files_in_an_hour_but_the_same_file_counts_once(
    make_case: OpenCase, coordinator, settings
) -> None:
    settings.KMT_FILES_PER_HOUR = 2
    one, two, three = make_case(), make_case(), make_case()
    now = clock.now()
    with clock.frozen(now):
        for case_id in (one, two, one, two):
            assert queries.case(coordinator, case_id)
        with pytest.raises(Refused, match="heel veel dossiers"):
            queries.case(coordinator, three)
    assert events_of(three, result="denied") == ["read"]
    with clock.frozen(now + timedelta(hours=1)):
        assert queries.case(coordinator, three)
        assert FileOpened.objects.filter(object_type="care_case").count() == 1


def test_the_team_lead_shields_a_case_that_is_open(
    make_case: OpenCase, coordinator, colleague, team_lead, log_in
) -> None:
    case_id = make_case()
    emergency(colleague, case_id)
    with pytest.raises(NotPermitted):
        actions.shield_case(by=coordinator, case_id=case_id, shielded=True)
    page = reverse("care:involved", args=(case_id,))
    log_in("team_lead").post(page, {"do": "shield", "shield": "1"})
    with pytest.raises(NotPermitted, match="afgeschermd"):
        queries.case(colleague, case_id)
    assert queries.case(coordinator, case_id)
    (line,) = caseloads.cases(colleague, caseloads.ALL).cases
    assert (line.opens, line.shielded) == (False, True)
    actions.shield_case(by=team_lead, case_id=case_id, shielded=False)
    assert queries.case(colleague, case_id)
