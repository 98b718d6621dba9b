"""Letting somebody in: on a ground that holds, into one case, until a day; and out at once."""

from datetime import timedelta
from uuid import uuid4

import pytest

from kmt.access.rows import gate_open
from kmt.audit.models import AuditEvent
from kmt.kernel import clock
from kmt.kernel.refusals import Invalid, NotFound, Refused
from kmt.lawfulness.entries import BANDS
from kmt.lawfulness.models import Disclosure
from kmt.teamwork import actions, queries
from kmt.teamwork.models import KnownThing, LetIn, PartnerTask
from kmt.vault.actions import record_consent
from kmt.vault.rules.consenting import Said, State
from tests.teamwork.conftest import decide, letting, seen


def consent(by, person, state, recipient="care_provider"):
    said = Said(state=state, given_by="self", form="written")
    record_consent(
        by=by,
        person_id=person,
        purpose="P_CARE",
        recipient=recipient,
        said=said,
        document=b"",
        token=uuid4(),
    )


def test_a_partner_sees_their_part_under_a_number_of_its_own(case_id, part, gerda, coordinator):
    (line,) = queries.mine(gerda)
    number = seen(coordinator, case_id).number
    assert line.id == part
    assert line.label.startswith("D-")
    assert number not in line.label
    assert queries.my_part(gerda, part).label == line.label


def test_letting_in_stands_in_the_record_and_on_the_case(case_id, part, coordinator, looking):
    reasons = AuditEvent.objects.filter(object_id=str(case_id)).values_list("reason_text")
    assert ("partner_let_in",) in list(reasons)
    assert KnownThing.objects.get(case_id=case_id).kind == "let_in"
    assert queries.table(coordinator, seen(coordinator, case_id)).parts[0].name == "Gerda Arts"


def test_the_same_form_twice_lets_in_once(case_id, gerda, coordinator, looking):
    ground, token = f"disclosure:{decide(coordinator, case_id)}", uuid4()
    for _ in range(2):
        actions.let_in(
            by=coordinator, case_id=case_id, asked=letting(gerda.id, ground), token=token
        )
    assert LetIn.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "ground", "days", "field"),
    [
        ("gerda", "", 5, "ground"),
        ("gerda", "disclosure:of-nothing", 5, "ground"),
        ("gerda", "decided", 61, "until"),
        ("gerda", "decided", -1, "until"),
        ("colleague", "decided", 5, "account"),
        ("nobody", "decided", 5, "account"),
    ],
)
def test_without_a_ground_a_day_and_a_partner_nobody_comes_in(
    who, ground, days, field, case_id, gerda, colleague, coordinator, looking
):
    account = {"gerda": gerda.id, "colleague": colleague.id, "nobody": str(uuid4())}[who]
    code = f"disclosure:{decide(coordinator, case_id)}" if ground == "decided" else ground
    with pytest.raises(Invalid) as refused:
        actions.let_in(
            by=coordinator,
            case_id=case_id,
            asked=letting(account, code, days=days),
            token=uuid4(),
        )
    assert set(refused.value.fields) == {field}
    assert not LetIn.objects.exists()


def test_a_decision_about_somebody_else_is_no_ground(case_id, make_case, gerda, coordinator):
    elsewhere = f"disclosure:{decide(coordinator, make_case())}"
    with pytest.raises(Invalid):
        actions.let_in(
            by=coordinator, case_id=case_id, asked=letting(gerda.id, elsewhere), token=uuid4()
        )


def test_somebody_who_is_in_is_not_let_in_again(case_id, part, gerda, coordinator):
    ground = f"disclosure:{decide(coordinator, case_id)}"
    with pytest.raises(Invalid) as refused:
        actions.let_in(
            by=coordinator, case_id=case_id, asked=letting(gerda.id, ground), token=uuid4()
        )
    assert "account" in refused.value.fields


def test_a_colleague_who_is_not_involved_lets_nobody_in(case_id, gerda, coordinator, colleague):
    ground = f"disclosure:{decide(coordinator, case_id)}"
    with pytest.raises(Refused):
        actions.let_in(
            by=colleague, case_id=case_id, asked=letting(gerda.id, ground), token=uuid4()
        )


def test_a_consent_becomes_a_decision_by_the_matrix(
    case_id, gerda, coordinator, looking, monkeypatch
):
    case = seen(coordinator, case_id)
    consent(coordinator, case.person_id, State.GIVEN)
    codes = [one.code for one in queries.admission(coordinator, case).grounds]
    assert codes == ["consent:P_CARE:care_provider"]
    monkeypatch.setattr("kmt.sharing.consented.known_band", lambda *_: BANDS[-1])
    before = Disclosure.objects.count()
    actions.let_in(
        by=coordinator, case_id=case_id, asked=letting(gerda.id, codes[0]), token=uuid4()
    )
    row = LetIn.objects.get()
    assert row.by_consent
    assert Disclosure.objects.count() == before + 1
    assert not queries.part_in_case(coordinator, case, row.id).shaky
    consent(coordinator, case.person_id, State.WITHDRAWN)
    assert queries.part_in_case(coordinator, case, row.id).shaky


def test_a_consent_does_not_do_where_the_age_is_not_known(case_id, gerda, coordinator, looking):
    case = seen(coordinator, case_id)
    consent(coordinator, case.person_id, State.GIVEN)
    before = Disclosure.objects.count()
    with pytest.raises(Refused, match="vanaf 12 jaar"):
        actions.let_in(
            by=coordinator,
            case_id=case_id,
            asked=letting(gerda.id, "consent:P_CARE:care_provider"),
            token=uuid4(),
        )
    assert not LetIn.objects.exists()
    assert Disclosure.objects.count() == before


def test_a_consent_that_was_taken_back_is_no_ground(case_id, gerda, coordinator, looking):
    case = seen(coordinator, case_id)
    consent(coordinator, case.person_id, State.GIVEN)
    consent(coordinator, case.person_id, State.WITHDRAWN)
    assert queries.admission(coordinator, case).grounds == ()
    with pytest.raises(Refused):
        actions.let_in(
            by=coordinator,
            case_id=case_id,
            asked=letting(gerda.id, "consent:P_CARE:care_provider"),
            token=uuid4(),
        )
    assert not LetIn.objects.exists()


def test_who_is_let_out_finds_nothing_the_next_moment(case_id, part, ask, gerda, coordinator):
    task = ask(case_id, part)
    actions.let_out(by=coordinator, case_id=case_id, part_id=part, why="part_done")
    assert queries.mine(gerda) == ()
    with pytest.raises(NotFound):
        queries.my_part(gerda, part)
    with pytest.raises(NotFound):
        actions.answer_task(by=gerda, part_id=part, task_id=task, step="accept")
    with gate_open(coordinator):
        assert PartnerTask.objects.get(id=task).state == "withdrawn"


def test_a_part_closes_by_itself_after_its_last_day(part, gerda):
    with clock.frozen(clock.now() + timedelta(days=30)):
        assert queries.my_part(gerda, part).until == clock.today()
    with clock.frozen(clock.now() + timedelta(days=31)):
        assert queries.mine(gerda) == ()
        with pytest.raises(NotFound):
            queries.my_part(gerda, part)


def test_letting_out_says_why(case_id, part, coordinator):
    with pytest.raises(Invalid):
        actions.let_out(by=coordinator, case_id=case_id, part_id=part, why="gossip")


def test_a_partner_can_leave_by_themselves(case_id, part, gerda, coordinator):
    actions.leave(by=gerda, part_id=part)
    assert queries.mine(gerda) == ()
    (before,) = queries.table(coordinator, seen(coordinator, case_id)).before
    assert before.ended_why == "by_partner"


def test_another_partner_finds_nothing_of_it(part, case_id, ask, vera):
    task = ask(case_id, part)
    assert queries.mine(vera) == ()
    for deed in (
        lambda: queries.my_part(vera, part),
        lambda: actions.answer_task(by=vera, part_id=part, task_id=task, step="accept"),
        lambda: actions.leave(by=vera, part_id=part),
        lambda: actions.write_back(by=vera, part_id=part, text="Hallo", token=uuid4()),
    ):
        with pytest.raises(NotFound):
            deed()


def test_a_case_does_not_end_while_somebody_of_outside_is_in():
    from kmt.care.states import State as Of
    from kmt.teamwork.rules import PARTNER_IN, hinders

    assert hinders(frozenset({PARTNER_IN}), Of.CLOSED)
    assert hinders(frozenset({PARTNER_IN}), Of.HANDED_OVER)
    assert not hinders(frozenset({PARTNER_IN}), Of.AFTERCARE)
    assert not hinders(frozenset(), Of.CLOSED)


def test_the_case_knows_that_somebody_is_in(case_id, part, coordinator, looking):
    from kmt.care.models import Glance

    assert Glance.objects.get(case_id=case_id, room="teamwork").facts == "partner_in"
    actions.let_out(by=coordinator, case_id=case_id, part_id=part, why="part_done")
    assert Glance.objects.get(case_id=case_id, room="teamwork").facts == ""
