"""Comments to a named person: sealed, read at a moment, answered; outside nobody else sees them."""

from uuid import uuid4

import pytest

from kmt.access.rows import gate_open
from kmt.access.rules import Capacity, EndReason
from kmt.care.actions import end_in_case, involve_in_case
from kmt.duty.queries import today
from kmt.duty.rounds import round_actor, waiting
from kmt.kernel.refusals import Invalid, NotFound, Refused
from kmt.teamwork import actions, queries
from kmt.teamwork.actions.talking import Saying
from kmt.teamwork.models import CaseComment
from tests.teamwork.conftest import seen

WORDS = "Kanarie Opmerking: bel morgen even."


@pytest.fixture
def together(case_id, coordinator, colleague):
    """Sanne thinks along in the case of Bram."""
    involve_in_case(
        by=coordinator, case_id=case_id, colleague=colleague.id, capacity=Capacity.ADVISER
    )
    return case_id


def say(by, case_id, to, **more):
    token = uuid4()
    actions.comment(by=by, case_id=case_id, asked=Saying(to=to, text=WORDS, **more), token=token)
    with gate_open(by):
        return CaseComment.objects.get(token=token).id


def said(by, case_id):
    return queries.table(by, seen(by, case_id)).comments


def test_a_comment_is_sealed_and_both_read_it(together, coordinator, colleague):
    say(coordinator, together, colleague.id)
    with gate_open(coordinator):
        assert b"Kanarie" not in bytes(CaseComment.objects.get().text)
    (there,), (here,) = said(colleague, together), said(coordinator, together)
    assert there.text == here.text == WORDS
    assert (there.mine, here.mine, here.read_at) == (True, False, None)


def test_reading_is_said_once_by_who_it_is_for(together, coordinator, colleague):
    one = say(coordinator, together, colleague.id)
    assert [line.by for line in queries.to_me(colleague)] == ["Bram Voorbeeld"]
    with pytest.raises(NotFound):
        actions.read_comment(by=coordinator, case_id=together, comment_id=one)
    actions.read_comment(by=colleague, case_id=together, comment_id=one)
    moment = said(coordinator, together)[0].read_at
    actions.read_comment(by=colleague, case_id=together, comment_id=one)
    assert moment is not None
    assert said(coordinator, together)[0].read_at == moment
    assert queries.to_me(colleague) == ()


def test_an_answer_goes_back_and_counts_as_read(together, coordinator, colleague):
    one = say(coordinator, together, colleague.id)
    say(colleague, together, "", answers=one)
    first, second = said(coordinator, together)
    assert first.answered
    assert first.read_at
    assert (second.by, second.to, second.mine) == ("Sanne Invalt", "Bram Voorbeeld", True)


@pytest.mark.parametrize("to", ["coordinator", "desk", "nobody", ""])
def test_a_comment_is_to_somebody_else_who_works_on_the_case(
    to, case_id, coordinator, desk, looking
):
    account = {"coordinator": coordinator.id, "desk": desk.id, "nobody": str(uuid4())}.get(to, "")
    with pytest.raises(Invalid) as refused:
        say(coordinator, case_id, account)
    assert set(refused.value.fields) == {"to"}
    assert not CaseComment.objects.exists()


def test_who_does_not_work_on_the_case_writes_nothing(case_id, coordinator, colleague):
    with pytest.raises(Refused):
        say(colleague, case_id, coordinator.id)


def test_a_partner_reads_what_is_to_them_and_writes_back(
    together, let_in, gerda, coordinator, colleague
):
    part = let_in(together, gerda)
    say(coordinator, together, colleague.id)
    one = say(coordinator, together, "", part_id=part)
    (there,) = queries.my_part(gerda, part).comments
    assert (there.text, there.mine) == (WORDS, True)
    actions.read_own(by=gerda, part_id=part, comment_id=one)
    actions.write_back(by=gerda, part_id=part, text="Dat doe ik.", token=uuid4(), answers=one)
    assert [line.text for line in queries.my_part(gerda, part).comments] == [WORDS, "Dat doe ik."]
    assert [line.by for line in queries.to_me(coordinator)] == ["Gerda Arts"]


def test_a_partner_reads_nothing_between_colleagues(
    together, let_in, gerda, coordinator, colleague
):
    part = let_in(together, gerda)
    secret = say(coordinator, together, colleague.id)
    assert queries.my_part(gerda, part).comments == ()
    with pytest.raises(NotFound):
        actions.read_own(by=gerda, part_id=part, comment_id=secret)


def test_two_partners_in_one_case_read_nothing_of_each_other(
    case_id, let_in, ask, gerda, vera, coordinator
):
    hers, other = let_in(case_id, gerda), let_in(case_id, vera)
    ask(case_id, hers)
    say(coordinator, case_id, "", part_id=hers)
    view = queries.my_part(vera, other)
    assert (view.tasks, view.comments, view.given) == ((), (), ())
    with pytest.raises(NotFound):
        queries.my_part(vera, hers)


def test_the_mail_knows_that_something_waits_and_not_what(
    together, let_in, ask, gerda, vera, coordinator, colleague
):
    part = let_in(together, gerda)
    before = waiting(by=round_actor())
    assert not before[gerda.id].waits
    assert not before[colleague.id].waits
    ask(together, part, days=0)
    say(coordinator, together, colleague.id)
    now = waiting(by=round_actor())
    assert now[gerda.id].waits
    assert now[colleague.id].waits
    assert not now[vera.id].waits


def test_an_unread_comment_is_enough_for_the_mail_of_a_partner(case_id, part, gerda, coordinator):
    say(coordinator, case_id, "", part_id=part)
    assert waiting(by=round_actor())[gerda.id].waits
    actions.let_out(by=coordinator, case_id=case_id, part_id=part, why="part_done")
    assert not waiting(by=round_actor())[gerda.id].waits


def test_what_waits_for_who_is_off_the_case_mails_nobody(together, coordinator, colleague):
    say(coordinator, together, colleague.id)
    end_in_case(
        by=coordinator,
        case_id=together,
        colleague=colleague.id,
        reason=EndReason.NO_LONGER_NEEDED,
    )
    assert not waiting(by=round_actor())[colleague.id].waits
    assert queries.to_me(colleague) == ()


def test_the_first_page_of_duty_says_that_something_was_written_and_not_what(
    together, coordinator, colleague
):
    assert today(colleague).addressed == ()
    say(coordinator, together, colleague.id)
    (line,) = today(colleague).addressed
    assert (str(line.words), line.number) == ("Aan jou gericht", 1)
    assert today(coordinator).addressed == ()
