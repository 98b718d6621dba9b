"""What the tests of weighings share: a draft with two alternatives, and one that is open."""

from uuid import UUID

import pytest

from kmt.kernel.actor import Actor
from kmt.options import actions, queries
from kmt.options.actions import Asked, Said
from kmt.options.states import WeighingState

ASKED = Asked(title="Plek", question="Waar komt het?", source="voorbeeld")


def make_draft(by: Actor) -> UUID:
    """Two alternatives on two criteria; the second cell of B is not stated."""
    key = actions.begin(by=by, asked=ASKED)
    a = actions.add_alternative(by=by, weighing_id=key, name="A", points=["staat er al"])
    b = actions.add_alternative(by=by, weighing_id=key, name="B")
    one = actions.add_criterion(by=by, weighing_id=key, name="Taak", weight=2)
    two = actions.add_criterion(by=by, weighing_id=key, name="Netwerk", weight=1)
    said = [
        Said(alternative=a, criterion=one, words="Past heel goed.", source="memo"),
        Said(alternative=b, criterion=one, words="Past deels."),
        Said(alternative=a, criterion=two, words="Stevig."),
        Said(alternative=b, criterion=two, words=""),
    ]
    version = queries.weighing(by, key).version
    actions.judge(by=by, weighing_id=key, version=version, said=said)
    return key


def make_open(by: Actor) -> UUID:
    """The same, open for opinions."""
    key = make_draft(by)
    actions.move(by=by, weighing_id=key, to=WeighingState.OPEN)
    return key


@pytest.fixture
def draft(adviser: Actor) -> UUID:
    """A weighing that can still change."""
    return make_draft(adviser)


@pytest.fixture
def opened(adviser: Actor) -> UUID:
    """A weighing that is open for opinions."""
    return make_open(adviser)
