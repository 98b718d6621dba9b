"""Coming back with a code: how far it is, nothing that identifies, and guessing is not free."""

import re
from datetime import timedelta

import pytest

from kmt.access.actors import REPORTER
from kmt.audit.models import AuditEvent
from kmt.conversation import receipts
from kmt.conversation.models import ReceiptAttempt
from kmt.conversation.queries import wait_before_next_try
from kmt.intake import actions
from kmt.intake.rules import Told
from kmt.kernel import clock
from tests.conversation.conftest import HENGELO, text_of
from tests.triage.ending import finish


@pytest.fixture
def received(db):
    """A report of Hengelo with its receipt."""
    told = Told(narrative="Er is iets mis in de Verzonnenstraat.", municipality=HENGELO)
    return actions.submit_report(by=REPORTER, told=told, nonce="n")


def say(visitor, receipt: str, **more: str) -> str:
    return text_of(visitor.post("/code/", {"receipt": receipt, **more}))


def test_each_state_is_told_in_words(visitor, received, desk, weigh) -> None:
    code = received.receipt
    assert "Je melding is binnen." in say(visitor, code)
    actions.take_up(by=desk, report_id=received.report_id, version=1)
    assert "Iemand leest je melding" in say(visitor, code)
    weigh(received.report_id)
    assert "Wij hebben besloten wat er nu gebeurt." in say(visitor, code)
    finish(desk, received.report_id)
    assert "Wij hebben je melding gesloten." in say(visitor, code)


def test_spaces_and_dashes_are_fine(visitor, received) -> None:
    code = received.receipt
    assert "Je melding is binnen." in say(visitor, f" {code[:4]} {code[4:8]}-{code[8:]} ")


def test_nothing_that_identifies_is_told(visitor, received) -> None:
    page = visitor.post("/code/", {"receipt": received.receipt})
    html = page.content.decode()
    assert "M-20" not in html
    assert str(received.report_id) not in html
    assert "Hengelo" not in html
    assert "Verzonnenstraat" not in html
    assert not page.cookies


def test_a_look_with_a_code_leaves_no_trace(visitor, received) -> None:
    before = AuditEvent.objects.count()
    say(visitor, received.receipt)
    assert AuditEvent.objects.count() == before


def test_wrong_codes_are_counted_per_minute_and_forgotten_after_an_hour(visitor) -> None:
    for number in range(3):
        say(visitor, f"{number:016d}")
    assert [row.number for row in ReceiptAttempt.objects.all()] == [3]
    fields = {field.name for field in ReceiptAttempt._meta.fields}
    assert fields == {"minute", "number"}
    with clock.frozen(clock.now() + timedelta(hours=2)):
        say(visitor, "0" * 16)
        assert [row.number for row in ReceiptAttempt.objects.all()] == [1]


def test_after_many_wrong_codes_the_next_try_waits_and_then_works(visitor, received) -> None:
    for number in range(20):
        say(visitor, f"{number:016d}")
    page = visitor.post("/code/", {"receipt": received.receipt})
    assert "Wacht 5 seconden en druk nog eens op Bekijken." in text_of(page)
    assert "Je melding is binnen." not in text_of(page)
    html = page.content.decode()
    assert received.receipt in html
    ticket = re.search(r'name="waited" value="([^"]+)"', html)[1]
    assert "Wacht" in say(visitor, received.receipt, waited=ticket)
    with clock.frozen(clock.now() + timedelta(seconds=6)):
        assert "Je melding is binnen." in say(visitor, received.receipt, waited=ticket)
        assert "Wacht" in say(visitor, "1" * 16, waited=ticket)


def test_a_good_code_is_told_at_once_when_nobody_guesses(visitor, received) -> None:
    assert wait_before_next_try() == 0
    assert "Je melding is binnen." in say(visitor, received.receipt)


@pytest.mark.parametrize("typed", ["", "abc", "1234", "0000 0000 0000 0000", "9" * 17, "\x00"])
def test_a_code_that_does_not_exist_and_a_mistyped_one_look_alike(typed, visitor) -> None:
    page = visitor.post("/code/", {"receipt": typed})
    assert page.status_code == 422
    assert "Wij vinden niets bij deze code" in text_of(page)


def test_the_slow_hash_is_computed_for_an_unknown_code_too(visitor, monkeypatch) -> None:
    computed = []
    real = receipts.secrets_of
    monkeypatch.setattr(receipts, "secrets_of", lambda code: computed.append(code) or real(code))
    visitor.post("/code/", {"receipt": "0000 0000 0000 0000"})
    assert computed == ["0" * 16]
