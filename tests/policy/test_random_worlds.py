"""No query gives what the rule of access, in words, does not give; nor does a count or a hit.

Whoever asks, with whatever rights, in whatever world: what comes back is exactly what the oracle of
:mod:`tests.policy.random_worlds` allows. What has its own kind of involvement (cases) has its own
test in its room.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from uuid import UUID

import pytest
from django.db import transaction
from django.db.models import Q
from hypothesis import HealthCheck, Phase, given, seed, settings

from kmt.access.permissions import Permission as P
from kmt.insight.queries import counts as count_page
from kmt.intake import access as intake_access
from kmt.intake import queries as intake
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotFound, NotPermitted
from kmt.lawfulness import queries as lawfulness
from kmt.retention import queries as retention
from kmt.vault import queries as vault
from tests.policy.random_worlds import (
    SOUGHT,
    actors,
    compartment_of,
    exists,
    in_world,
    put,
    worlds,
)

random_worlds = settings(
    deadline=None,
    max_examples=12,
    phases=(Phase.explicit, Phase.generate),  # making a failure smaller would take minutes here
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
DENIED, ABSENT = "denied", "absent"


def answer(ask: Callable[[], object]) -> object:
    """What was asked for, or how it was refused."""
    try:
        return ask()
    except NotPermitted:
        return DENIED
    except NotFound:
        return ABSENT


def ids(rows: Iterable[object]) -> set[UUID]:
    return {one.id for one in rows}


def with_right(actor: Actor, permission: P, allowed: object) -> object:
    return allowed if actor.may(permission) else DENIED


@random_worlds
@given(world=worlds, actor=actors())
def test_reports(db, world, actor) -> None:
    with rolled_back(world):
        mine = {one.id for one in world["reports"] if in_world(actor, one.place)}
        listed = answer(lambda: intake.worklist(actor, intake.ALL))
        assert (listed if listed == DENIED else ids(listed.lines)) == with_right(
            actor, P.INTAKE_REPORT_LIST, mine
        )
        if listed != DENIED:
            assert (listed.total, listed.counts["all"]) == (len(mine), len(mine))
        for one in world["reports"]:
            seen = answer(lambda one=one: intake.report_detail(actor, one.id))
            one_of_mine = one.id in mine
            assert (seen if seen in (DENIED, ABSENT) else seen.id) == with_right(
                actor, P.INTAKE_REPORT_LIST, one.id if one_of_mine else ABSENT
            )
            reads = (
                one_of_mine and {P.INTAKE_REPORT_READ, P.INTAKE_REPORT_LIST} <= actor.permissions
            )
            assert getattr(seen, "told", False) is reads
            assert intake.sees(actor, one.id) is reads


@random_worlds
@given(world=worlds, actor=actors())
def test_reports_on_their_way_to_care(db, world, actor) -> None:
    with rolled_back(world):
        routed = {one.id for one in world["reports"] if one.to_care and in_world(actor, one.place)}
        waiting = routed & {one.id for one in world["reports"] if not one.taken}
        found = answer(lambda: intake.routed_to_care(actor))
        assert (found if found == DENIED else ids(found)) == with_right(
            actor, P.CARE_CASE_OPEN, waiting
        )
        for one in world["reports"]:
            seen = answer(lambda one=one: intake.report_for_care(actor, one.id))
            assert (seen if seen in (DENIED, ABSENT) else seen.id) == with_right(
                actor, P.CARE_CASE_OPEN, one.id if one.id in routed else ABSENT
            )


@random_worlds
@given(world=worlds, actor=actors())
def test_counts(db, world, actor) -> None:
    with rolled_back(world):
        told = Counter(
            (one.form, one.place) for one in world["reports"] if in_world(actor, one.place)
        )
        found = answer(lambda: intake.counts(actor))
        if found != DENIED:
            found = Counter({(one.form, one.municipality): one.number for one in found})
            found = +found
        assert found == with_right(actor, P.INSIGHT_COUNT_READ, told)
        page = answer(lambda: count_page(actor))
        assert (page == DENIED) is not actor.may(P.INSIGHT_COUNT_READ)
        if page != DENIED:
            assert set(page.reports.places) <= {*actor.world, ""}
            assert ("" in page.reports.places) is actor.whole_region
            assert (page.reports.total.shown or 0) <= told.total() + 2


@random_worlds
@given(world=worlds, actor=actors())
def test_persons(db, world, actor) -> None:
    with rolled_back(world):
        mine = {one.id for one in world["persons"] if exists(actor, one)}
        known = answer(lambda: vault.known_person(actor, SOUGHT, "P_SIGNAL"))
        if known != DENIED:
            known = {one.person.id for one in known.candidates}
        assert known == with_right(actor, P.VAULT_PERSON_SEARCH, mine)
        for one in world["persons"]:
            here = one.id if one.id in mine else ABSENT
            card = answer(lambda one=one: vault.person_card(actor, one.id))
            assert (card if card in (DENIED, ABSENT) else card.person.id) == with_right(
                actor, P.VAULT_PERSON_OPEN, here
            )
            if card not in (DENIED, ABSENT):
                shown = {(part.compartment, part.role) for part in card.roles}
                assert shown <= one.parts | one.ended
            consents = answer(lambda one=one: vault.consents(actor, one.id))
            assert consents == with_right(
                actor, P.VAULT_CONSENT_READ, () if one.id in mine else ABSENT
            )


@random_worlds
@given(world=worlds, actor=actors())
def test_disclosures_and_terms(db, world, actor) -> None:
    with rolled_back(world):
        reviews = actor.may(P.LAWFULNESS_DISCLOSURE_REVIEW)
        desk = actor.may(P.INTAKE_REPORT_TRIAGE)
        mine = {
            one.id
            for one in world["disclosures"]
            if reviews or (in_world(actor, one.place) and desk and compartment_of(one.id) == "R1")
        }
        found = answer(lambda: lawfulness.disclosures(actor))
        assert (found if found == DENIED else ids(found)) == with_right(
            actor, P.LAWFULNESS_DISCLOSURE_READ, mine
        )
        for one in world["disclosures"]:
            seen = answer(lambda one=one: lawfulness.disclosure(actor, one.id))
            assert (seen if seen in (DENIED, ABSENT) else seen.line.id) == with_right(
                actor, P.LAWFULNESS_DISCLOSURE_READ, one.id if one.id in mine else ABSENT
            )
        terms = answer(lambda: retention.overview(actor))
        assert (terms if terms == DENIED else ids(terms.to_decide)) == with_right(
            actor, P.RETENTION_TERM_READ, {one.id for one in world["proposals"]}
        )


class rolled_back:  # noqa: N801 - reads as a phrase
    """The rows of a world, there for the length of a block."""

    def __init__(self, world: dict[str, list]) -> None:
        self.world, self.whole = world, transaction.atomic()

    def __enter__(self) -> None:
        self.whole.__enter__()
        put(self.world)

    def __exit__(self, *problem: object) -> None:
        transaction.set_rollback(True)
        self.whole.__exit__(*problem)


def test_a_rule_that_lets_more_through_is_noticed(db, monkeypatch) -> None:
    """So that the tests above are known to bite: the world of an actor left out of the rule."""
    monkeypatch.setattr(intake_access, "municipality_rule", lambda actor, field="": Q())
    with pytest.raises(AssertionError):
        several(test_reports, db)


def several(test: Callable[..., None], *given: object) -> None:
    """A few times, each with worlds of its own: twelve small ones may show no difference.

    The number is said, because a machine that draws the same each time would see the same five.
    """
    for number in range(8):
        seed(number)(test)(*given)
