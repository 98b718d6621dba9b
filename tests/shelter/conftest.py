"""What the tests of shelter share: one case of the coordinator, and requests in it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.shelter import actions
from kmt.shelter.given import Answered, Asked, Placed, Wanted
from kmt.shelter.rules import Who
from tests.care.conftest import case_id, hand_over, looking, make_case

__all__ = ["case_id", "hand_over", "looking", "make_case"]

Request = Callable[..., UUID]
SECRET = "Verzonnenlaan 1, Geheimdorp"
WISH = "Liefst bij de moskee van Verzonnenstad"
ADULT = Who(age="adult", alone="no", dutch="no", reflection="yes")


def wanted(**changed: Any) -> Wanted:
    """A request with nothing wrong with it."""
    whole = Wanted(
        kind="womens_shelter",
        urgency="tonight",
        who=ADULT,
        children=1,
        contra=("addiction", "children"),
        languages=("ro",),
        contra_words="Kanarie gebruikt dagelijks",
        wishes=WISH,
    )
    return replace(whole, **changed)


def asked(organisation: str = "kadera", **changed: Any) -> Asked:
    """A question to an organisation, just now, without personal data."""
    at = clock.now()
    return replace(Asked(organisation=organisation, channel="phone", at=at), **changed)


def answered(reply: str = "refused", **changed: Any) -> Answered:
    """An answer of today; a refusal because it is full."""
    reason = "full" if reply == "refused" else ""
    return replace(Answered(reply=reply, on=clock.today(), reason=reason), **changed)


def placed(**changed: Any) -> Placed:
    """A placement that began today."""
    whole = Placed(
        kind="womens_shelter",
        start=clock.today(),
        organisation="kadera",
        location=SECRET,
        children=1,
    )
    return replace(whole, **changed)


@pytest.fixture
def request_id(case_id: UUID, coordinator: Actor) -> UUID:
    """One open request for tonight."""
    return actions.request_shelter(by=coordinator, case_id=case_id, wanted=wanted())
