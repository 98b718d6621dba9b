"""Updating from before persons had parts: everybody gets the one that fits, and nobody is lost."""

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Q

from kmt.access.actors import REPORTER
from kmt.access.rows import gate_open
from kmt.vault import actions as vault
from kmt.vault.models import PersonRole
from kmt.vault.rules import Identity
from tests.policy.worlds import make_world

STEPS = (("intake", "0002_roles_of_persons"), ("care", "0002_persons_in_care"))


@pytest.fixture
def before(desk, coordinator):
    """A world with a case, a suspect in a report, and somebody in no report; nobody has a part."""
    world = make_world(REPORTER, desk, coordinator, "GM0153")
    alone = vault.register_person(by=desk, identity=Identity(name="Alleen"), municipality="")
    with gate_open(desk, writing=True):
        PersonRole.objects.seen_by(desk, Q()).delete()
    return world, alone.id


def update(app: str, name: str) -> None:
    """What the migration does, on the tables as they were at that point."""
    state = MigrationExecutor(connection).loader.project_state((app, name))
    import_module(f"kmt.{app}.migrations.{name}").give_roles(state.apps, None)


def parts(desk, person_id) -> set[tuple[str, str]]:
    rows = PersonRole.objects.seen_by(desk, Q(person_id=person_id))
    return set(rows.values_list("compartment", "role"))


def test_everybody_gets_the_part_that_fits_and_a_second_run_adds_nothing(desk, before):
    world, alone = before
    for _ in range(2):
        for app, name in STEPS:
            update(app, name)
    assert parts(desk, world.person) == {("R1", "victim"), ("R2", "victim")}
    assert parts(desk, alone) == {("R1", "victim")}
    assert PersonRole.objects.seen_by(desk, Q(until=None)).count() == 5
