"""Reports to test with: told by nobody real, at the public entrance, as the public would."""

import re
from collections.abc import Callable
from itertools import count
from uuid import UUID

import pytest
from django.db import connections
from django.test import Client

from kmt.access.actors import REPORTER
from kmt.intake import actions, queries
from kmt.intake.rules import Told
from kmt.kernel.actor import Actor
from kmt.triage import actions as triage_actions
from kmt.triage.rules import Weighing

HENGELO, ENSCHEDE = "GM0164", "GM0153"
TokenOf = Callable[[Client], str]
Tell = Callable[..., UUID]
Weigh = Callable[..., None]


def token_in(html: str) -> str:
    """The form token in a page."""
    found = re.search(r'name="token" value="([^"]+)"', html)
    assert found
    return found[1]


def text_of(response) -> str:
    """What a reader sees: the page without its markup, in one line."""
    html = re.sub(r"<(script|style).*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def receipt_in(response) -> str:
    """The sixteen digits on the page with the receipt."""
    found = re.search(r'class="receipt">([\d ]{19})<', response.content.decode())
    assert found, text_of(response)
    return found[1].replace(" ", "")


def every_row() -> str:
    """Everything in every table of both databases, as one text."""
    found = []
    for alias in ("default", "keys"):
        with connections[alias].cursor() as cursor:
            for table in connections[alias].introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')
                found.append(repr(cursor.fetchall()))
    return "\n".join(found)


@pytest.fixture
def visitor(db) -> Client:
    """Somebody without an account, at the public entrance."""
    return Client()


@pytest.fixture
def token(visitor) -> str:
    """The token of a form that was just opened."""
    return token_in(visitor.get("/melden/").content.decode())


@pytest.fixture
def tell(db) -> Tell:
    """Send in a report and get its id."""
    numbers = count()

    def send(narrative: str = "Acht mannen slapen in een schuur.", **more: object) -> UUID:
        told = Told(narrative=narrative, **more)
        return actions.submit_report(by=REPORTER, told=told, nonce=f"n{next(numbers)}").report_id

    return send


@pytest.fixture
def weigh(desk: Actor) -> Weigh:
    """Weigh a report as the desk would, on its current version."""

    def decide(report_id: UUID, *, person=None, answers=None, version=None, **more: object) -> None:
        weighing = {
            "suspicion": "serious",
            "urgency": "U3",
            "urgency_reason": "",
            "forms": ("LAB",),
            "outcome": "advice",
            "reasons": "Lage lonen en paspoorten ingenomen.",
            "summary": "acht mannen op één adres",
            "safety": "none_known",
            "advice": "Bel ons als het erger wordt.",
        } | more
        current = queries.report_detail(desk, report_id).version
        triage_actions.record_triage(
            by=desk,
            report_id=report_id,
            version=current if version is None else version,
            weighing=Weighing(**weighing),
            answers=answers or {},
            person=person,
        )

    return decide
