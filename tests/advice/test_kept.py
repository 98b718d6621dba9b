"""How long advice stays, and what is left of it: sealed texts, a term of its own, nothing after."""

from datetime import timedelta

from kmt.access.actors import REPORTER
from kmt.access.rows import gate_open
from kmt.advice.actions import answer, close, destroy_request
from kmt.advice.models import AdviceRequest
from kmt.advice.retained import holdings
from kmt.conversation.queries import followed
from kmt.conversation.receipts import secrets_of
from kmt.kernel import clock
from kmt.project.keeping import night_watch
from tests.advice.conftest import SITUATION, asked, row_of, rows


def test_a_question_that_is_answered_and_closed_has_the_term_of_advice(desk) -> None:
    one = asked()
    running = list(holdings(night_watch()))
    assert [(held.kept.kind, held.kept.running) for held in running] == [
        ("conversation", True),
        ("advice_given", True),
    ]
    answer(by=desk, request_id=one.request_id, page="p", text="Bel Veilig Thuis.")
    version = row_of(one.request_id).version
    close(by=desk, request_id=one.request_id, version=version, outcome="advised")
    talk, whole = holdings(night_watch())
    assert not whole.kept.running
    assert whole.label.startswith("A-")
    assert set(talk.keys) < set(whole.keys)
    assert whole.persons == frozenset()


def test_destroying_takes_everything_and_the_conversation_can_go_first(desk) -> None:
    one = asked()
    answer(by=desk, request_id=one.request_id, page="p", text="Bel Veilig Thuis.")
    watch = night_watch()
    assert destroy_request(by=watch, object_id=one.request_id, part="conversation") > 0
    assert followed(REPORTER, secrets_of(one.receipt)) is None
    assert len(rows()) == 1
    assert destroy_request(by=watch, object_id=one.request_id) > 0
    assert rows() == []
    assert destroy_request(by=watch, object_id=one.request_id) == 0


def test_no_text_stands_readable_in_the_table(db) -> None:
    asked(question="Een unieke vraag 7f3k")
    with gate_open(REPORTER):
        (values,) = AdviceRequest.objects.values()
    seen = repr(values).encode() + b"".join(
        bytes(one) for one in values.values() if isinstance(one, bytes | memoryview)
    )
    assert b"unieke" not in seen
    assert SITUATION[:10].encode() not in seen


def test_what_is_due_counts_from_the_hour(db) -> None:
    with clock.frozen(clock.now().replace(minute=41, second=7)):
        one = asked("x")
    assert row_of(one.request_id).asked_at.minute == 0
    assert row_of(one.request_id).asked_at > clock.now() - timedelta(hours=3)
