"""What the queries of care give, to whom, at what price."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kmt.access.permissions import Permission
from kmt.audit.models import AuditEvent
from kmt.care import actions, caseloads, queries
from kmt.care.access import visible_through_case
from kmt.care.models import CareCase, CaseEvent, CaseForm, NextAction
from kmt.care.rules import EventKind, NewAction, Urgency
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import ActorRequired, NotFound, NotPermitted, Refused
from tests.care.conftest import CANARY, ENSCHEDE, HENGELO, OpenCase, in_days, tomorrow


def looks(action: str, object_type: str = "care_case") -> int:
    """How many looks of a kind were recorded."""
    return AuditEvent.objects.filter(
        action=action, object_type=object_type, result="allowed"
    ).count()


def count_queries(read: Callable[[], object]) -> int:
    """How many queries a page takes, on both databases."""
    with (
        CaptureQueriesContext(connections["default"]) as main,
        CaptureQueriesContext(connections["keys"]) as keys,
    ):
        read()
    return len(main) + len(keys)


def test_a_list_says_what_is_next_who_it_waits_for_and_what_is_late(
    make_case: OpenCase, coordinator: Actor
) -> None:
    case_id = make_case(due=tomorrow())
    actions.add_action(
        by=coordinator, case_id=case_id, action=NewAction(what="Zelf bellen", due=in_days(3))
    )
    with clock.frozen(clock.now().replace(hour=12)):
        line = caseloads.cases(coordinator).cases[0]
    assert line.first is not None
    assert (line.first.what, line.first.owner, line.first.mine) == (
        f"{CANARY} bellen",
        "CoMensha",
        False,
    )
    assert (line.first.due.urgency, line.actions_open, line.actions_overdue) == (
        Urgency.SOON,
        2,
        0,
    )


def test_after_two_weeks_the_late_case_and_the_forgotten_one_are_on_top(
    make_case: OpenCase, coordinator: Actor
) -> None:
    calm, forgotten, late = make_case(due=in_days(60)), make_case(), make_case(due=in_days(2))
    action = queries.case(coordinator, forgotten).actions[0]
    actions.finish_action(by=coordinator, case_id=forgotten, action_id=action.id)
    with clock.frozen(clock.now() + timedelta(days=14)):
        load = caseloads.cases(coordinator)
        assert [one.id for one in load.cases] == [forgotten, late, calm]
        assert load.cases[1].actions_overdue == 1
        assert [one.due.urgency for one in queries.case(coordinator, late).overdue] == [
            Urgency.OVERDUE
        ]


def test_mine_all_and_closed_are_three_lists(
    make_case: OpenCase, coordinator: Actor, accounts: dict[str, object]
) -> None:
    colleague = replace(coordinator, id=str(uuid4()))
    mine, theirs = make_case(), make_case(by=colleague)
    load = caseloads.cases(coordinator)
    assert [one.id for one in load.cases] == [mine]
    assert load.sizes == {"mine": 1, "all": 2, "closed": 0}
    assert {one.id for one in caseloads.cases(coordinator, caseloads.ALL).cases} == {mine, theirs}
    assert caseloads.cases(coordinator, caseloads.CLOSED).cases == ()


def test_a_look_at_a_list_or_a_case_is_recorded_once(case_id: UUID, coordinator: Actor) -> None:
    caseloads.cases(coordinator)
    assert looks("search") == 1
    queries.case(coordinator, case_id)
    assert looks("read") == 1
    look = AuditEvent.objects.get(action="read", object_type="care_case")
    assert (look.object_id, look.actor_id) == (str(case_id), coordinator.id)


def test_who_only_lists_cases_gets_no_words_of_them(case_id: UUID, coordinator: Actor) -> None:
    lister = replace(coordinator, permissions=frozenset({Permission.CARE_CASE_LIST}))
    line = caseloads.cases(lister, caseloads.ALL).cases[0]
    assert line.first is not None
    assert (line.first.what, line.first.owner) == ("", "")
    assert line.first.due.on == tomorrow()


@pytest.mark.parametrize(
    "who",
    [
        "desk",
        "focal_point_hengelo",
        "focal_point_enschede",
        "analyst",
        "privacy_officer",
        "administrator",
    ],
)
def test_only_a_care_coordinator_reads_care(
    request: pytest.FixtureRequest, case_id: UUID, who: str
) -> None:
    actor: Actor = request.getfixturevalue(who)
    for read in (
        lambda: caseloads.cases(actor),
        lambda: queries.case(actor, case_id),
        lambda: queries.identity(actor, case_id, reason="contact"),
        lambda: queries.persons_with_case(actor, uuid4()),
    ):
        with pytest.raises(NotPermitted, match="Jouw rol geeft geen recht"):
            read()
    assert queries.offered(actor) == ()


def test_a_case_outside_the_world_does_not_exist(make_case: OpenCase, coordinator: Actor) -> None:
    there = make_case(place=ENSCHEDE)
    here = replace(coordinator, world=frozenset({HENGELO}), whole_region=False)
    nobody = uuid4()
    for unknown in (there, nobody):
        with pytest.raises(NotFound) as refused:
            queries.case(here, unknown)
        assert refused.value.sentence == NotFound().sentence
        with pytest.raises(NotFound):
            queries.identity(here, unknown, reason="contact")
    assert caseloads.cases(here, caseloads.ALL).sizes["all"] == 0


def test_an_identity_opens_for_a_reason_and_every_look_is_recorded(
    case_id: UUID, coordinator: Actor
) -> None:
    look = queries.identity(coordinator, case_id, reason="contact")
    assert look.identity.name == CANARY
    assert looks("read", "person") == 1
    with pytest.raises(Refused):
        queries.identity(coordinator, case_id, reason="nieuwsgierig")
    assert looks("read", "person") == 1


def test_the_page_of_a_case_holds_no_identity(case_id: UUID, coordinator: Actor) -> None:
    case = queries.case(coordinator, case_id)
    texts = {one.what for one in case.actions}
    assert CANARY not in repr(replace(case, actions=()))
    assert texts == {f"{CANARY} bellen"}


def test_the_number_of_queries_does_not_grow(make_case: OpenCase, coordinator: Actor) -> None:
    case_id = make_case()
    queries.case(coordinator, case_id)  # the first look of an hour is counted too
    small = (
        count_queries(lambda: caseloads.cases(coordinator)),
        count_queries(lambda: queries.case(coordinator, case_id)),
        count_queries(lambda: queries.offered(coordinator)),
    )
    for number in range(4):
        make_case()
        actions.add_action(
            by=coordinator, case_id=case_id, action=NewAction(what="Meer", due=in_days(number))
        )
        actions.add_note(by=coordinator, case_id=case_id, kind=EventKind.NOTE, text="Meer")
    assert (
        count_queries(lambda: caseloads.cases(coordinator)),
        count_queries(lambda: queries.case(coordinator, case_id)),
        count_queries(lambda: queries.offered(coordinator)),
    ) == small


def test_counts_are_people_by_form_place_and_year_with_unknown_shown(
    make_case: OpenCase, coordinator: Actor, analyst: Actor
) -> None:
    one, two = make_case(place=HENGELO), make_case(place=ENSCHEDE)
    actions.set_forms(by=coordinator, case_id=one, forms=("SEX", "CRIM"))
    actions.set_forms(by=coordinator, case_id=two, forms=())
    found = queries.counts(analyst)
    year = clock.today().year
    assert sorted((each.form, each.municipality, each.year) for each in found) == [
        ("CRIM", HENGELO, year),
        ("SEX", HENGELO, year),
        ("UNK", ENSCHEDE, year),
    ]
    assert len({each.person_key for each in found}) == 2


def test_a_focal_point_counts_the_own_municipality_only(
    make_case: OpenCase, focal_point_hengelo: Actor, focal_point_enschede: Actor
) -> None:
    make_case(place=HENGELO)
    assert {one.municipality for one in queries.counts(focal_point_hengelo)} == {HENGELO}
    assert queries.counts(focal_point_enschede) == ()


def test_who_may_not_count_counts_nothing(case_id: UUID, coordinator: Actor) -> None:
    with pytest.raises(NotPermitted):
        queries.counts(coordinator)


@pytest.mark.parametrize("model", [CareCase, CaseEvent, CaseForm, NextAction])
def test_rows_of_care_are_not_given_without_an_actor(db: None, model: type[CareCase]) -> None:
    with pytest.raises(ActorRequired):
        model.objects.all()


PLACES = (HENGELO, ENSCHEDE, "GM0141", "")


@pytest.mark.django_db
def test_no_query_gives_what_access_denies(make_case: OpenCase, coordinator: Actor) -> None:
    where = {make_case(place=place): place for place in PLACES for _ in range(2)}

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        world=st.frozensets(st.sampled_from(PLACES[:3])),
        whole=st.booleans(),
        shown=st.sampled_from(caseloads.LISTS),
    )
    def check(world: frozenset[str], whole: bool, shown: str) -> None:
        everything = frozenset(Permission)
        actor = replace(coordinator, world=world, whole_region=whole, permissions=everything)
        allowed = {case_id for case_id, place in where.items() if actor.knows(place)}
        load = caseloads.cases(actor, shown)
        assert {one.id for one in load.cases} == (set() if shown == caseloads.CLOSED else allowed)
        assert load.sizes["all"] == len(allowed)
        assert {one.municipality for one in queries.counts(actor)} <= {
            where[case_id] for case_id in allowed
        }
        for model in (CaseForm, CaseEvent, NextAction):
            parts = model.objects.seen_by(actor, visible_through_case(actor))
            assert set(parts.values_list("case_id", flat=True)) == allowed
        for case_id in where:
            if case_id in allowed:
                assert queries.case(actor, case_id).id == case_id
            else:
                with pytest.raises(NotFound):
                    queries.case(actor, case_id)

    check()
