"""What goes back by mail: nothing, unless it is switched on, and then nothing telling."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.core import mail as post

from kmt.access.rows import gate_open
from kmt.kernel import clock
from kmt.mailbox.actions import fetch, reader
from kmt.mailbox.answering import text
from kmt.mailbox.models import AnsweredSender
from tests.mailbox.mails import SENDER, mail

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)


@pytest.fixture
def answering(db, place, settings):
    """Read the mailbox with answers switched on."""
    settings.KMT_MAIL_FROM = "geenantwoord@example.org"
    return lambda: fetch(by=reader(), place=replace(place, answers=True))


def test_by_default_nobody_is_answered(server, fetched) -> None:
    server.put(bytes(mail()))
    fetched()
    assert post.outbox == []


def test_the_answer_tells_nothing_of_the_mail_or_the_organisation(server, answering) -> None:
    server.put(bytes(mail("Mijn geheim.", subject="Uitbuiting")))
    answering()
    [sent] = post.outbox
    assert sent.to == [SENDER]
    whole = sent.message().as_string()
    for word in ("geheim", "Uitbuiting", "Jana", "nummer.1", "mensenhandel", "melding", "report"):
        assert word not in whole
    assert "112" in whole


def test_the_answer_says_that_it_is_automatic(server, answering) -> None:
    server.put(bytes(mail()))
    answering()
    assert post.outbox[0].message()["Auto-Submitted"] == "auto-replied"


def test_the_answer_names_the_form_where_it_is_set_and_in_both_languages() -> None:
    assert text("https://veilig.example.org").count("https://veilig.example.org") == 2
    assert "https" not in text("")


def test_a_sender_is_answered_once_a_day_and_their_address_is_kept_nowhere(
    server, answering
) -> None:
    with clock.frozen(NOON):
        server.put(bytes(mail(number=1)))
        server.put(bytes(mail(number=2)))
        assert answering().drafts == 2
        assert len(post.outbox) == 1
        [today] = marks()
    with clock.frozen(NOON.replace(day=25)):
        server.put(bytes(mail(number=3)))
        answering()
        assert len(post.outbox) == 2
        [tomorrow] = marks()
    assert today != tomorrow


def test_an_automatic_mail_is_a_draft_and_gets_no_answer(server, answering) -> None:
    server.put(bytes(mail(Auto_Submitted="auto-replied")))
    assert answering().drafts == 1
    assert post.outbox == []


def test_our_own_answer_that_comes_back_gets_none(server, answering) -> None:
    server.put(bytes(mail()))
    answering()
    server.put(bytes(post.outbox[0].message()))
    assert answering().drafts == 1
    assert len(post.outbox) == 1


def test_a_mail_server_that_refuses_does_not_cost_the_draft(server, answering, monkeypatch) -> None:
    def refuses(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuses)
    server.put(bytes(mail()))
    found = answering()
    assert (found.drafts, found.not_answered) == (1, 1)
    assert server.there() == []


def marks() -> list[int]:
    """The hashes of who was answered."""
    with gate_open(reader()):
        return list(AnsweredSender.objects.values_list("mark", flat=True))
