"""Who knows what: everything that anybody ever got of a case stands on it, by receiver."""

from datetime import timedelta
from uuid import uuid4

import pytest

from kmt.access.rules import Capacity, Ground
from kmt.care.actions import involve_in_case, open_case_in_emergency
from kmt.care.joining import working_on
from kmt.kernel import clock
from kmt.kernel.refusals import Invalid
from kmt.teamwork import actions, queries
from kmt.teamwork.actions.letting_in import Giving
from kmt.teamwork.actions.talking import Saying
from kmt.teamwork.known import know, who_knows
from kmt.teamwork.rules import GivenKind, KnownKind
from tests.care.conftest import CANARY
from tests.teamwork.conftest import decide, seen

TEXT = "Kanarie Gedeeld: de afspraak is op dinsdag."


def known(by, case_id):
    return {
        one.receiver: [line.what for line in one.lines] for one in who_knows(by, seen(by, case_id))
    }


def give(by, case_id, part, **more):
    asked = Giving(**{"kind": GivenKind.SHARED, "words": TEXT, **more})
    actions.give(by=by, case_id=case_id, part_id=part, asked=asked, token=uuid4())


def test_everything_that_a_partner_got_is_listed(case_id, part, ask, gerda, coordinator):
    ask(case_id, part)
    give(coordinator, case_id, part, ground=f"disclosure:{decide(coordinator, case_id)}")
    give(coordinator, case_id, part, kind=GivenKind.AGREEMENT)
    actions.comment(
        by=coordinator,
        case_id=case_id,
        asked=Saying(to="", text="Bel even.", part_id=part),
        token=uuid4(),
    )
    actions.let_out(by=coordinator, case_id=case_id, part_id=part, why="part_done")
    assert known(coordinator, case_id)["GGD Twente: Gerda Arts"] == [
        "toegelaten tot hun deel van de casus",
        "werd gevraagd iets te doen",
        "kreeg te lezen wat is gedeeld",
        "kreeg een afspraak te lezen",
        "kreeg een opmerking",
        "toegang beëindigd",
    ]


def test_decisions_transfers_colleagues_and_emergencies_are_listed_too(
    case_id, coordinator, colleague, team_lead
):
    decide(coordinator, case_id)
    involve_in_case(
        by=coordinator, case_id=case_id, colleague=colleague.id, capacity=Capacity.ADVISER
    )
    open_case_in_emergency(
        by=team_lead, case_id=case_id, ground=Ground.ACUTE_DANGER, words="Verzonnen."
    )
    found = known(coordinator, case_id)
    assert found["zorgaanbieder of opvang"] == ["besluit om te delen"]
    assert found["Sanne Invalt"] == ["werkt aan de casus"]
    assert found["Bram Voorbeeld"] == ["werkt aan de casus"]
    assert found["Tess Leidt"] == ["keek in een noodgeval"]


def test_a_room_above_can_say_what_it_gave(case_id, coordinator):
    with working_on(coordinator, case_id, reason="given_to_partner"):
        know(
            coordinator,
            case_id,
            KnownKind.HANDOVER,
            receiver="Regio Verzonnen",
            words="Pakket van de overdracht",
            data=("D01", "D13"),
            basis="Wmo 5.2.1",
        )
    (line,) = next(
        one.lines
        for one in who_knows(coordinator, seen(coordinator, case_id))
        if one.receiver == "Regio Verzonnen"
    )
    assert line.what == "kreeg een overdracht"
    assert line.words == "Pakket van de overdracht"
    assert line.data == "identiteit en contact, zorg en voorzieningen"
    assert (line.basis, line.by) == ("Wmo 5.2.1", "Bram Voorbeeld")


def test_sharing_takes_a_decision_for_this_kind_of_receiver(case_id, part, coordinator):
    with pytest.raises(Invalid) as refused:
        give(coordinator, case_id, part)
    assert set(refused.value.fields) == {"ground"}


def test_an_agreement_takes_no_decision(case_id, part, gerda, coordinator):
    give(coordinator, case_id, part, kind=GivenKind.AGREEMENT)
    (one,) = queries.my_part(gerda, part).given
    assert (one.kind, one.words, one.name) == ("agreement", TEXT, "")


def test_the_name_goes_along_only_where_that_was_decided(case_id, part, gerda, coordinator):
    without = f"disclosure:{decide(coordinator, case_id)}"
    with pytest.raises(Invalid) as refused:
        give(coordinator, case_id, part, ground=without, names=True)
    assert set(refused.value.fields) == {"names"}
    assert queries.my_part(gerda, part).given == ()
    with_name = decide(coordinator, case_id, data=frozenset({"D01", "D13"}))
    give(coordinator, case_id, part, ground=f"disclosure:{with_name}", names=True)
    (one,) = queries.my_part(gerda, part).given
    assert one.name == CANARY
    lines = [
        line.words
        for one in who_knows(coordinator, seen(coordinator, case_id))
        for line in one.lines
    ]
    assert "Met de naam van de persoon." in lines
    assert one.data == ("D01", "D13")


def test_what_was_shared_is_gone_for_them_with_the_decision(case_id, part, gerda, coordinator):
    ground = decide(coordinator, case_id, days=10)
    give(coordinator, case_id, part, ground=f"disclosure:{ground}")
    give(coordinator, case_id, part, kind=GivenKind.AGREEMENT)
    with clock.frozen(clock.now() + timedelta(days=11)):
        assert [one.kind for one in queries.my_part(gerda, part).given] == ["agreement"]
        there = queries.part_in_case(coordinator, seen(coordinator, case_id), part)
        assert len(there.given) == 2


def test_without_asking_for_it_the_name_stays(case_id, part, gerda, coordinator):
    ground = decide(coordinator, case_id, data=frozenset({"D01", "D13"}))
    give(coordinator, case_id, part, ground=f"disclosure:{ground}")
    assert queries.my_part(gerda, part).given[0].name == ""
