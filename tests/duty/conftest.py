"""A desk with three colleagues, requests for advice that they carry, and cases of coordinators."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest

from kmt.access.actors import REPORTER, actor_for
from kmt.access.rows import gate_open
from kmt.advice.actions import ask, take
from kmt.advice.models import AdviceRequest
from kmt.advice.rules.asking import Question, Seen
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.partners.actions import create_account, give_role
from tests.care.conftest import hand_over, make_case
from tests.conftest import HENGELO, SINCE

__all__ = ["hand_over", "make_case"]
ADVICE, CASE = "advice_request", "care_case"
#: A word that may stand in no mail, no log and no title.
CANARY = "kanariekooi"
SITUATION = f"Een verzonnen situatie: zij slaapt in een {CANARY} boven het werk."

Ask = Callable[..., UUID]


def in_days(days: int) -> date:
    """A day from today."""
    return clock.today() + timedelta(days=days)


@pytest.fixture
def second_desk(registrar: Actor, accounts) -> Actor:
    """A second colleague at the desk."""
    account = create_account(
        by=registrar,
        email="daan@example.org",
        name="Daan Verzonnen",
        password=None,
        screening_valid_until=date(2099, 1, 1),
        training_valid_until=date(2099, 1, 1),
    )
    with clock.frozen(SINCE):
        give_role(
            by=registrar, account=account, organisation="KMT", role="intake_worker", municipality=""
        )
    return actor_for(account)


@pytest.fixture
def make_request(desk: Actor) -> Ask:
    """Somebody asks advice, and a colleague takes it up; nobody does with ``by=None``."""
    asked = iter(range(1000))

    def make(by: Actor | None = desk, **facts: str) -> UUID:
        question = Question(situation=SITUATION, municipality=HENGELO, **facts)
        mark = f"nonce {next(asked)}"
        request_id = ask(by=REPORTER, question=question, nonce=mark, shown=SEEN).request_id
        if by is not None:
            take(by=by, request_id=request_id, version=1)
        return request_id

    return make


SEEN = Seen(called=True, home_read=True)


def carrier_of(request_id: UUID, by: Actor) -> str:
    """Who carries a request now, as the table says."""
    with gate_open(by):
        return AdviceRequest.objects.get(pk=request_id).handler
