"""Two worlds of invented rows: everything once in Hengelo and once in Enschede."""

from collections.abc import Callable

import pytest

from kmt.access.actors import REPORTER
from kmt.kernel.actor import Actor
from tests.beginnings import Beginning
from tests.conftest import ENSCHEDE, HENGELO
from tests.policy.outlook import make_outlook
from tests.policy.worlds import World, make_world


@pytest.fixture(autouse=True)
def no_long_work(settings) -> None:
    """Ask for an estimate without computing it: who may ask is the question here."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


BOTH_WORLDS: Beginning[dict[str, World]] = Beginning()


@pytest.fixture
def worlds(desk: Actor, coordinator: Actor, adviser: Actor) -> dict[str, World]:
    """The two worlds, made through the actions of the rooms."""
    return BOTH_WORLDS.of(
        lambda: {
            "hengelo": make_world(
                REPORTER, desk, coordinator, HENGELO, make_outlook(adviser, HENGELO)
            ),
            "enschede": make_world(
                REPORTER, desk, coordinator, ENSCHEDE, make_outlook(adviser, ENSCHEDE)
            ),
        }
    )


@pytest.fixture
def people(log_in: Callable[[str], object]) -> Callable[[str], object]:
    """A client per person; ``stranger`` has no account."""
    from django.test import Client

    made: dict[str, object] = {}

    def person(key: str) -> object:
        if key not in made:
            made[key] = Client() if key == "stranger" else log_in(key)
        return made[key]

    return person
