"""A request from hand to hand: taking in, who asks, about whom, the ways out, the record."""

from datetime import timedelta
from uuid import uuid4

import pytest

from kmt.access.rows import gate_open
from kmt.audit.models import AuditEvent
from kmt.kernel import clock
from kmt.kernel.refusals import Conflict, Invalid, NotFound, NotPermitted, Refused
from kmt.rights import actions, queries
from kmt.rights.models import RightsRequest
from kmt.rights.rules.asking import Age, Asker, Danger
from kmt.rights.rules.exceptions import GRANTED, PROTECTION, REFUSED, Verdict
from kmt.rights.states import State
from kmt.vault.rules import Identity
from tests.rights.conftest import NAME, asked

SILENT = Verdict(
    outcome=REFUSED,
    ground=PROTECTION,
    reasons="Gevaar.",
    recheck_on=clock.today() + timedelta(days=90),
)


def test_the_same_form_sent_twice_makes_one_request(desk, privacy_officer) -> None:
    token = uuid4()
    first = actions.take_request(by=desk, asked=asked(), token=token)
    assert actions.take_request(by=desk, asked=asked(), token=token) == first
    assert len(queries.worklist(privacy_officer).running) == 1


@pytest.mark.parametrize("name", ["requester", "about", "wish", "safe_way"])
def test_a_request_without_its_words_is_not_kept(desk, privacy_officer, name) -> None:
    with pytest.raises(Invalid) as refused:
        actions.take_request(by=desk, asked=asked(**{name: "  "}), token=uuid4())
    assert set(refused.value.fields) == {name}
    assert queries.worklist(privacy_officer).running == ()


def test_a_request_of_tomorrow_is_not_kept(desk) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(Invalid):
        actions.take_request(by=desk, asked=asked(received_on=tomorrow), token=uuid4())


def test_who_takes_requests_in_sees_none_of_them(ask, desk, analyst) -> None:
    one = ask()
    for somebody in (desk, analyst):
        with pytest.raises(NotPermitted):
            queries.request(somebody, one.id)
        with pytest.raises(NotPermitted):
            queries.worklist(somebody)
    with pytest.raises(NotPermitted):
        actions.take_request(by=analyst, asked=asked(), token=uuid4())


def test_what_was_typed_is_sealed_and_in_no_line_of_the_record(ask, privacy_officer) -> None:
    one = ask(wish="Alles over de woning aan de kade.")
    with gate_open(privacy_officer):
        row = RightsRequest.objects.get(id=one.id)
    assert NAME.encode() not in bytes(row.texts)
    assert one.now.wish == "Alles over de woning aan de kade."
    lines = AuditEvent.objects.filter(object_type="rights_request")
    assert {line.reason_text for line in lines} <= {"inspection", ""}


def test_nobody_is_looked_for_before_it_is_settled_who_asks(ask, file, privacy_officer) -> None:
    one = ask()
    with pytest.raises(Refused):
        queries.candidates(privacy_officer, one.id, Identity(name=NAME))
    with pytest.raises(Refused):
        one.do(actions.tie_persons, persons=[file.person])
    with pytest.raises(Refused):
        queries.gathered(privacy_officer, one.id)
    one.checked()
    found = queries.candidates(privacy_officer, one.id, Identity(name=NAME)).candidates
    assert [each.person.id for each in found] == [file.person]
    assert found[0].roles == ()


def test_the_wrong_person_does_not_get_past_the_check(ask) -> None:
    father = ask(asker=Asker.PARENT, age=Age.FROM_16, proof_seen=True)
    with pytest.raises(Invalid, match="Vanaf zestien vraagt iemand zelf"):
        father.checked()
    friend = ask(asker=Asker.REPRESENTATIVE)
    with pytest.raises(Invalid, match="machtiging"):
        friend.checked()
    friend.do(actions.check_identity, how="document", proof_seen=True)
    assert friend.now.state is State.IDENTITY_CHECKED


def test_a_way_to_see_who_asks_that_we_do_not_know_is_refused(ask) -> None:
    with pytest.raises(Invalid):
        ask().do(actions.check_identity, how="copy_by_mail", proof_seen=True)


def test_a_danger_lets_nothing_out_until_another_person_cleared_it(ask, file, desk) -> None:
    one = ask(danger=Danger.UNSURE).about(file.person)
    with pytest.raises(Refused, match="UAVG 41"):
        one.decide("R2")
    one.decide("R1", SILENT)
    one.do(actions.clear_danger, reasons="Alleen gesproken, zij wil dit zelf.")
    one.decide("R2")
    assert one.now.decision("R2").outcome == GRANTED


def test_who_took_a_request_in_does_not_clear_its_danger(privacy_officer) -> None:
    actions.take_request(by=privacy_officer, asked=asked(danger=Danger.YES), token=uuid4())
    one = queries.worklist(privacy_officer).running[0]
    with pytest.raises(Refused, match="laat een collega kijken"):
        actions.clear_danger(by=privacy_officer, request_id=one.id, version=1, reasons="Veilig.")


def test_a_child_of_thirteen_gets_the_care_file_and_not_the_report(ask, file) -> None:
    one = ask(age=Age.FROM_12).about(file.person)
    seen = queries.gathered(one.officer, one.id)
    assert seen.years >= 16  # the vault knows better: what it knows counts
    one.decide("R1", Verdict(outcome=REFUSED, ground="avg_15_4", reasons="Anderen."))
    one.decide("R2")


def test_who_lies_about_the_age_is_stopped_by_what_the_vault_knows(ask, file) -> None:
    one = ask(asker=Asker.PARENT, age=Age.FROM_12, proof_seen=True).about(file.person)
    with pytest.raises(Refused, match="Vanaf zestien"):
        one.decide("R2")


def test_two_months_more_are_taken_once(ask) -> None:
    one = ask()
    one.do(actions.extend, reason="complex", told_on=clock.today())
    assert (one.now.clock.due_on - one.now.received_on).days > 80
    with pytest.raises(Invalid):
        one.do(actions.extend, reason="complex", told_on=clock.today())


def test_a_request_can_be_refused_as_a_whole_or_taken_back(ask) -> None:
    unfounded, back = ask(), ask()
    with pytest.raises(Invalid):
        unfounded.do(actions.refuse, ground="annoying")
    unfounded.do(actions.refuse, ground="unfounded")
    back.do(actions.withdraw)
    assert (unfounded.now.state, back.now.state) == (State.REFUSED, State.WITHDRAWN)
    for one in (unfounded, back):
        one.do(actions.close)
        assert one.now.state is State.CLOSED


def test_two_people_at_once_do_not_overwrite_each_other(ask, privacy_officer) -> None:
    one = ask()
    old = one.now.version
    one.checked()
    with pytest.raises(Conflict):
        actions.withdraw(by=privacy_officer, request_id=one.id, version=old)


def test_the_latest_stands_on_top(ask, privacy_officer) -> None:
    young = ask()
    old = ask(received_on=clock.today() - timedelta(days=60))
    lines = queries.worklist(privacy_officer).running
    assert [one.number for one in lines] == [old.number, young.number]
    assert lines[0].clock.late


def test_an_exception_comes_back_as_a_task_on_its_day(ask, file, privacy_officer) -> None:
    one = ask().about(file.person)
    one.decide_all(SILENT)
    one.do(actions.give_copy)
    assert queries.worklist(privacy_officer).again == ()
    with clock.frozen(clock.now() + timedelta(days=91)):
        assert [line.number for line in queries.worklist(privacy_officer).again] == [one.number]
        for part in ("ANY", "R1", "R2"):
            one.do(
                actions.keep_exception,
                compartment=part,
                recheck_on=clock.today() + timedelta(days=30),
                reasons="Nog steeds.",
            )
        assert queries.worklist(privacy_officer).again == ()
        one.do(actions.look_again)
        assert one.now.state is State.GATHERING
        assert not one.now.clock.late


def test_an_id_that_is_not_there_is_not_found(privacy_officer, db) -> None:
    with pytest.raises(NotFound):
        queries.request(privacy_officer, uuid4())
