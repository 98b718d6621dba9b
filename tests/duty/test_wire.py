"""The mail as it goes over the wire, to a mail server that takes, refuses, or hangs up half-way."""

import socketserver
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from kmt.duty.rounds import UNREACHABLE, mail_round, round_actor
from kmt.duty.rules import Sent
from kmt.kernel import clock
from tests.duty.conftest import CANARY

MORNING = datetime(2026, 11, 26, 7, 0, tzinfo=UTC)


class Conversation(socketserver.StreamRequestHandler):
    """As much of SMTP (RFC 5321) as one mail takes; everything that comes in is kept."""

    def handle(self) -> None:
        """Answer line by line."""
        self._say("220 here")
        for line in self.rfile:
            self.server.heard += line
            word = line[:4].upper()
            if word == b"DATA":
                self._say("354 go on")
                if self._take() and self.server.mood == "hangs up":
                    return
                self._say("250 taken")
            elif word == b"RCPT" and self.server.mood == "refuses":
                self._say("550 nobody of that name")
            elif word == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 well")

    def _take(self) -> bool:
        for line in self.rfile:
            self.server.heard += line
            if line.rstrip() == b".":
                self.server.taken += 1
                return True
        return False

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class MailServer(socketserver.TCPServer):
    """A mail server of this machine, with its mood and what it heard."""

    mood, heard, taken = "takes", b"", 0


@pytest.fixture
def server(settings) -> Iterator[MailServer]:
    """It runs for one test, and the product sends to it."""
    with MailServer(("127.0.0.1", 0), Conversation) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        settings.KMT_MAIL_FROM = "KMT <kmt@example.org>"
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_TIMEOUT = 5
        yield server
        server.shutdown()


@pytest.fixture
def late(make_request) -> None:
    """One colleague has something that is due."""
    with clock.frozen(MORNING - timedelta(days=10)):
        make_request()


def run(minutes: int = 0):
    """One round, so many minutes after the hour."""
    with clock.frozen(MORNING + timedelta(minutes=minutes)):
        return mail_round(by=round_actor())


def test_on_the_wire_there_is_one_recipient_two_sentences_and_nothing_of_the_work(
    late, server
) -> None:
    assert run()[Sent.SENT] == 1
    heard = server.heard.decode()
    assert heard.lower().count("rcpt to:") == 1
    assert "Er staat werk voor je klaar. Log in om het te zien." in heard
    assert "Auto-Submitted: auto-generated" in heard
    for word in (CANARY, "A-2026", "Hengelo", "Noor Demo", "acuut", "http"):
        assert word not in heard
    assert run(5)[Sent.SENT] == 0


@pytest.mark.parametrize(
    ("mood", "state", "taken_in_the_end"),
    [("refuses", Sent.REFUSED, 1), ("hangs up", Sent.GOING, 1)],
)
def test_what_was_refused_goes_later_and_what_may_have_arrived_does_not(
    late, server, mood, state, taken_in_the_end
) -> None:
    server.mood = mood
    assert run()[state] == 1
    server.mood = "takes"
    run(5)
    run(10)
    assert server.taken == taken_in_the_end


def test_nobody_there_is_a_sentence_and_goes_when_somebody_is(late, server, settings) -> None:
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    assert run()[UNREACHABLE] == 1
    settings.EMAIL_PORT = port
    assert run(5)[Sent.SENT] == 1
