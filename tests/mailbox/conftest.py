"""A mailbox of its own for every test that asks for one."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kmt.access.rows import gate_open
from kmt.mailbox.actions import Fetched, fetch, reader
from kmt.mailbox.place import Place
from kmt.reception.models import Draft
from kmt.reception.queries import content_of
from kmt.reception.rules import DraftContent
from tests.mailbox.imap_server import PASSWORD, USER, Server, imap_server, make_certificate


@pytest.fixture(scope="session")
def certificate(tmp_path_factory) -> Path:
    """What the server of these tests proves itself with."""
    return make_certificate(tmp_path_factory.mktemp("tls"), "127.0.0.1")


@pytest.fixture
def server(certificate: Path) -> Iterator[Server]:
    """A mail server with an empty mailbox."""
    with imap_server(certificate) as found:
        yield found


@pytest.fixture
def place(server: Server, certificate: Path) -> Place:
    """The settings that lead to it."""
    return Place(
        host="127.0.0.1",
        port=server.port,
        user=USER,
        password=PASSWORD,
        authorities=str(certificate),
        seconds=5,
    )


@pytest.fixture
def fetched(db, place: Place) -> Callable[[], Fetched]:
    """Read the mailbox once, as the timer does."""
    return lambda: fetch(by=reader(), place=place)


def drafts() -> list[Draft]:
    """Every draft there is, in the order in which they came."""
    with gate_open(reader()):
        return list(Draft.objects.all().order_by("saved_at", "id"))


def contents() -> list[DraftContent]:
    """What they say."""
    return [content_of(one) for one in drafts()]
