"""Somebody asks, the desk answers: the steps that the tests of advice share."""

import re
from uuid import UUID

import pytest
from django.test import Client

from kmt.access.actors import REPORTER
from kmt.access.rows import gate_open
from kmt.advice.actions import ask
from kmt.advice.models import AdviceRequest
from kmt.advice.reading import Asked
from kmt.advice.rules.asking import Question, Seen
from kmt.entrance.effort import HERE

SITUATION = "Een meisje, ongeveer 16, wordt opgehaald door oudere mannen en heeft ineens geld."
TOKEN = re.compile(r'name="token"[^>]* value="([^"]+)"')
RECEIPT = re.compile(r'class="receipt">([\d ]{19})<')


@pytest.fixture(autouse=True)
def quiet() -> None:
    """Nobody else sends anything: the door is not busy."""
    HERE.came.clear()
    HERE.paid.clear()


@pytest.fixture
def visitor(db) -> Client:
    """Somebody without an account."""
    return Client()


def asked(nonce: str = "een", **more: object) -> Asked:
    """A request as the public makes it."""
    values: dict[str, object] = {"situation": SITUATION, **more}
    return ask(by=REPORTER, question=Question(**values), nonce=nonce, shown=Seen())  # type: ignore[arg-type]


def row_of(request_id: UUID) -> AdviceRequest:
    """The row as it stands now."""
    with gate_open(REPORTER):
        return AdviceRequest.objects.get(pk=request_id)


def rows() -> list[AdviceRequest]:
    """Every request that is kept."""
    with gate_open(REPORTER):
        return list(AdviceRequest.objects.order_by("asked_at"))


def token_of(client: Client, path: str) -> str:
    """The mark of a fresh page."""
    return TOKEN.search(client.get(path).content.decode())[1]


def send(client: Client, path: str = "/advies/", **fields: object):
    """Fill in the form of a fresh page and send it."""
    return client.post(path, {"token": token_of(client, path), **fields})


def receipt_of(answer) -> str:
    """The sixteen digits on a page."""
    return RECEIPT.search(answer.content.decode())[1]
