"""A code is given, a page is filled in, a system calls: the steps that these tests share."""

import json
import re
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.test import Client

from kmt.access.actors import REPORTER
from kmt.access.rows import gate_open
from kmt.entrance.effort import HERE
from kmt.intake.models import Report
from kmt.kernel.actor import Actor
from kmt.professionals.actions import give_link, make_key
from kmt.professionals.models import PartnerKey, ReportingLink, SentReport, SentSign
from kmt.professionals.rules.codes import LinkAsked

CODE_PAGE, QUICK = "/snel/", "/snelle-melding/"
API = "/api/v1/reports/"
TOKEN = re.compile(r'name="token"[^>]* value="([^"]+)"')
CARRIED = re.compile(r'name="carried" value="([^"]+)"')
RECEIPT = re.compile(r'class="receipt">([\d ]{19})<')
NO_SECRECY = {"secrecy": "none"}


@pytest.fixture(autouse=True)
def quiet() -> None:
    """Nobody else sends anything: the door is not busy."""
    HERE.came.clear()
    HERE.paid.clear()


@pytest.fixture
def visitor(db) -> Client:
    """Somebody without an account."""
    return Client()


@pytest.fixture
def give(desk: Actor) -> Callable[..., str]:
    """Have the desk give a code."""

    def one(**more: object) -> str:
        asked = {
            "organisation": "VTT",
            "name": "Wim Verzonnen",
            "function": "wijkagent",
            "purpose": "controle van een hotel",
            **more,
        }
        return give_link(by=desk, asked=LinkAsked(**asked), nonce=str(uuid4()))

    return one


@pytest.fixture
def key(administrator: Actor) -> str:
    """A key of the system of an organisation."""
    return make_key(by=administrator, organisation="GGD", days=90, nonce=str(uuid4()))


def open_form(client: Client, code: str, path: str = CODE_PAGE):
    """Type the code on its page."""
    return client.post(path, {"do": "open", "code": code})


def fill_in(client: Client, opened, path: str = CODE_PAGE, **fields: object):
    """Send the quick form of a page that was opened with a code."""
    html = opened.content.decode()
    hidden = {"token": TOKEN.search(html)[1], "do": "send"}
    if carried := CARRIED.search(html):
        hidden["carried"] = carried[1]
    return client.post(path, {**hidden, **NO_SECRECY, **fields})


def send_with_code(client: Client, code: str, **fields: object):
    """Type a code, fill in, send."""
    return fill_in(client, open_form(client, code), **fields)


def receipt_of(answer) -> str:
    """The sixteen digits on a page."""
    return RECEIPT.search(answer.content.decode())[1].replace(" ", "")


def call(client: Client, key: str, body: object, **headers: str):
    """One call of a system; with an idempotency key of its own unless one is given."""
    raw = body if isinstance(body, (bytes, str)) else json.dumps(body)
    sent = {"authorization": f"Bearer {key}", "idempotency-key": str(uuid4()), **headers}
    kept = {name: value for name, value in sent.items() if value}
    kind = kept.pop("content-type", "application/json")
    return client.post(API, raw, content_type=kind, headers=kept)


def links() -> list[ReportingLink]:
    """Every code that is kept."""
    with gate_open(REPORTER):
        return list(ReportingLink.objects.order_by("made_at"))


def sent() -> list[SentReport]:
    """Everything that was sent."""
    with gate_open(REPORTER):
        return list(SentReport.objects.order_by("at"))


def signs() -> list[SentSign]:
    """Every sign that was seen."""
    with gate_open(REPORTER):
        return list(SentSign.objects.order_by("pk"))


def keys() -> list[PartnerKey]:
    """Every key of a system."""
    with gate_open(REPORTER):
        return list(PartnerKey.objects.order_by("made_at"))


def channel_of(report_id: UUID) -> str:
    """By which way a report came in."""
    with gate_open(REPORTER):
        return Report.objects.get(pk=report_id).channel
