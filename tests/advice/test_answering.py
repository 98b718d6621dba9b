"""The desk answers, who asked reads it with the code, and the list shows what waits."""

import pytest

from kmt.access.actors import REPORTER
from kmt.advice.actions import answer, ask, close, give_feedback, take
from kmt.advice.queries import MINE, TODO, advice, counts, own_requests, worklist
from kmt.advice.rules.asking import Question, Seen
from kmt.conversation.actions import say_safe, write
from kmt.conversation.queries import followed
from kmt.conversation.receipts import secrets_of
from kmt.intake.queries import counts as counts_of_reports
from kmt.kernel.refusals import Conflict, Invalid, NotFound, NotPermitted
from tests.advice.conftest import SITUATION, asked, row_of

TEXT = "Volg de meldcode en bel Veilig Thuis, 0800 2000. Wil zij met ons praten?"


def test_an_answer_is_read_with_the_code_and_stays_with_the_question(desk) -> None:
    one = asked()
    take(by=desk, request_id=one.request_id, version=1)
    answer(by=desk, request_id=one.request_id, page="blad", text=TEXT)
    said = followed(REPORTER, secrets_of(one.receipt))
    assert [turn.text for turn in said.turns] == [TEXT]
    read = advice(desk, one.request_id)
    assert [found.text for found in read.answers] == [TEXT]
    assert (read.state, read.due_at, read.mine) == ("answered", None, True)
    assert [step.event for step in reversed(read.history)] == ["ask", "take", "answer"]


def test_the_same_page_answers_once(desk) -> None:
    one = asked()
    for _ in range(2):
        answer(by=desk, request_id=one.request_id, page="blad", text=TEXT)
    assert len(advice(desk, one.request_id).answers) == 1
    assert len(followed(REPORTER, secrets_of(one.receipt)).turns) == 1


@pytest.mark.parametrize(
    "text", ["", "  ", "x" * 5_001, "Vraag Fatima el Amrani.", "Haar bsn is 111222333."]
)
def test_an_answer_names_nobody(text, desk) -> None:
    one = asked()
    with pytest.raises(Invalid):
        answer(by=desk, request_id=one.request_id, page="blad", text=text)
    assert advice(desk, one.request_id).answers == ()


def test_a_message_on_an_answer_is_work_again_and_not_safe_stands_first(desk) -> None:
    first, second = asked("een"), asked("twee", danger="no")
    for one in (first, second):
        answer(by=desk, request_id=one.request_id, page=str(one.request_id), text=TEXT)
    assert worklist(desk, TODO).total == 0
    write(by=REPORTER, of=secrets_of(first.receipt), page="p", text="Zij wil met u praten.")
    say_safe(by=REPORTER, of=secrets_of(second.receipt), page="p", safe=False)
    found = worklist(desk, TODO)
    assert [line.id for line in found.lines] == [second.request_id, first.request_id]
    assert found.lines[0].unsafe
    assert row_of(first.request_id).state == "taken"


def test_closing_says_what_came_of_it_and_ends_the_writing(desk) -> None:
    one = asked()
    answer(by=desk, request_id=one.request_id, page="blad", text=TEXT)
    version = row_of(one.request_id).version
    with pytest.raises(Invalid):
        close(by=desk, request_id=one.request_id, version=version, outcome="grown")
    close(by=desk, request_id=one.request_id, version=version, outcome="to_veilig_thuis")
    with pytest.raises(Conflict):
        close(by=desk, request_id=one.request_id, version=version, outcome="advised")
    said = followed(REPORTER, secrets_of(one.receipt))
    assert not said.may_write
    assert said.standing.closed is not None


def test_who_asked_says_whether_it_helped(desk) -> None:
    one = asked()
    give_feedback(of=secrets_of(one.receipt), feedback="partly")
    assert advice(desk, one.request_id).feedback == "partly"
    with pytest.raises(Invalid):
        give_feedback(of=secrets_of(one.receipt), feedback="vijf sterren")
    with pytest.raises(NotFound):
        give_feedback(of=secrets_of("0" * 16), feedback="partly")


def test_a_professional_sees_their_own_questions_and_no_others(
    desk, focal_point_hengelo, coordinator
) -> None:
    asked("van een burger")
    own = ask(
        by=focal_point_hengelo,
        question=Question(situation=SITUATION, municipality="GM0164"),
        nonce="eigen",
        shown=Seen(),
    )
    assert [line.id for line in own_requests(focal_point_hengelo)] == [own.request_id]
    assert own_requests(coordinator) == ()
    with pytest.raises(NotFound):
        advice(coordinator, own.request_id)
    with pytest.raises(NotPermitted):
        worklist(focal_point_hengelo)
    assert worklist(desk, TODO).total == 2
    assert worklist(desk, MINE).total == 0


def test_who_may_not_answer_is_refused(team_lead, focal_point_hengelo, desk) -> None:
    one = asked()
    for other in (team_lead, focal_point_hengelo):
        with pytest.raises((NotFound, NotPermitted)):
            answer(by=other, request_id=one.request_id, page="blad", text=TEXT)


def test_advice_is_counted_apart_and_in_no_count_of_reports(desk, analyst) -> None:
    asked(municipality="GM0164")
    assert sum(one.number for one in counts(desk)) == 1
    assert sum(one.number for one in counts(analyst)) == 1
    assert sum(one.number for one in counts_of_reports(analyst)) == 0


def test_in_the_conversation_too_who_it_is_about_stays_out(desk) -> None:
    one = asked()
    of = secrets_of(one.receipt)
    with pytest.raises(Invalid, match="111222333"):
        write(by=REPORTER, of=of, page="p", text="Haar bsn is 111222333.")
    assert followed(REPORTER, of).turns == ()
    write(by=REPORTER, of=of, page="p", text="Zij is ongeveer 16 en het gaat nu beter.")
    assert len(followed(REPORTER, of).turns) == 1


def test_who_comes_second_is_refused(desk) -> None:
    one = asked()
    with pytest.raises(Conflict):
        close(by=desk, request_id=one.request_id, version=99, outcome="advised")
    assert row_of(one.request_id).state == "asked"
