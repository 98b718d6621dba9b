"""Scenarios through their acts: made, changed, taken away; right, wrong, not allowed."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from kmt.audit.models import AuditEvent
from kmt.finance.queries import budget
from kmt.finance.reckoning import Budget, Certainty, Counts, Key, KeyKind
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Conflict, Invalid, NotFound, NotPermitted, Refused
from kmt.partners.region import region
from kmt.scenarios import actions, queries
from kmt.scenarios.changing import Change, ChangeKind
from kmt.scenarios.keeping import kept, read
from kmt.scenarios.models import Scenario, ScenarioChange
from kmt.scenarios.rules import MOST_SCENARIOS

pytestmark = pytest.mark.django_db


def hoped(found: Budget) -> str:
    """The id of the stream that is not sure yet."""
    return next(one.id for one in found.streams if one.certainty == Certainty.UNCERTAIN)


def decided(found: Budget) -> Change:
    """It becomes structural, on a decision."""
    return Change(
        id="",
        kind=ChangeKind.STREAM_CERTAINTY,
        year=2029,
        row=hoped(found),
        decision="besluit (proef)",
        words="Stel dat.",
    )


def test_a_scenario_closes_the_budget_and_does_not_touch_it(
    adviser: Actor, budget_id: UUID, scenario_id: UUID
) -> None:
    before = budget(adviser, budget_id)
    actions.add_change(by=adviser, scenario_id=scenario_id, change=decided(before))
    found = queries.side_by_side(adviser, budget_id)
    assert found is not None
    assert [one.gap for one in found.base.coverage] == [0, 0, 20000, 20000]
    assert found.scenarios[0].closed
    assert budget(adviser, budget_id) == before


def test_the_view_of_one_says_what_closes_it_and_with_which_chance(
    adviser: Actor, scenario_id: UUID
) -> None:
    view = queries.scenario_view(adviser, scenario_id)
    assert view.closes is not None
    assert (view.closes.year, view.closes.rise) == (2029, Decimal(20000))
    assert view.chances is not None
    assert [str(one.closed) for one in view.chances.years] == ["1", "1", "3/5", "3/5"]
    assert view.sensed


def test_every_kind_of_change_is_kept_as_it_was_given(
    adviser: Actor, budget_id: UUID, scenario_id: UUID
) -> None:
    found = budget(adviser, budget_id)
    snapshot = region().snapshots[0]
    kinds = {
        ChangeKind.STREAM_ENDS: {"row": hoped(found)},
        ChangeKind.STREAM_ADDED: {
            "name": "Nieuw",
            "amount": Decimal("1234.56"),
            "until_year": 2029,
            "certainty": Certainty.UNCERTAIN,
            "probability": Decimal("0.35"),
        },
        ChangeKind.STREAM_AMOUNT: {"row": hoped(found), "amount": Decimal("0.10")},
        ChangeKind.COST_AMOUNT: {"row": found.costs[0].id, "amount": Decimal("90000.00")},
        ChangeKind.KEY: {
            "key": Key(
                id="",
                name="",
                kind=KeyKind.MIXED,
                parts=((KeyKind.INHABITANTS, Decimal(3)), (KeyKind.FIXED, Decimal("1.5"))),
                floor=Decimal("100.00"),
            )
        },
        ChangeKind.LEAVES: {"municipality": "GM0141", "carried": False},
        ChangeKind.POPULATION: {
            "counts": Counts(
                id="",
                year=snapshot.year,
                source=snapshot.source,
                numbers=dict(snapshot.inhabitants),
            )
        },
    }
    for kind, values in kinds.items():
        change = Change(id="", kind=kind, year=2028, words="proef", **values)  # type: ignore[arg-type]
        actions.add_change(by=adviser, scenario_id=scenario_id, change=change)
    seen = queries.scenario(adviser, scenario_id).changes
    assert [one.kind for one in seen] == list(kinds)
    for one, values in zip(seen, kinds.values(), strict=True):
        for name, value in values.items():
            now = getattr(one, name)
            same = replace(now, id="") if isinstance(now, Key | Counts) else now
            assert same == value
    row = ScenarioChange.objects.get(kind=ChangeKind.STREAM_AMOUNT)
    assert row.values["amount"] == "0.10"
    assert kept(read(row)) == row.values
    assert queries.scenario_view(adviser, scenario_id).reckoned.lost == ()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": ChangeKind.STREAM_ENDS, "row": "gone"}, "stream"),
        ({"kind": ChangeKind.STREAM_ENDS, "row": "gone", "year": 2031}, "year"),
        ({"kind": ChangeKind.STREAM_ADDED, "amount": Decimal(1)}, "name"),
        ({"kind": ChangeKind.STREAM_ADDED, "name": "x"}, "amount"),
        ({"kind": ChangeKind.STREAM_ADDED, "name": "x", "amount": Decimal(-1)}, "amount"),
        (
            {
                "kind": ChangeKind.STREAM_ADDED,
                "name": "x",
                "amount": Decimal(1),
                "probability": Decimal("0.5"),
            },
            "probability",
        ),
        (
            {
                "kind": ChangeKind.STREAM_ADDED,
                "name": "x",
                "amount": Decimal(1),
                "certainty": Certainty.UNCERTAIN,
                "probability": Decimal(2),
            },
            "probability",
        ),
        (
            {
                "kind": ChangeKind.STREAM_ADDED,
                "name": "x",
                "amount": Decimal(1),
                "until_year": 2027,
            },
            "until_year",
        ),
        ({"kind": ChangeKind.COST_AMOUNT, "row": "gone", "amount": Decimal(1)}, "cost"),
        ({"kind": ChangeKind.KEY}, "key"),
        ({"kind": ChangeKind.KEY, "key": Key(id="", name="", kind=KeyKind.CASES)}, "key"),
        ({"kind": ChangeKind.KEY, "key": Key(id="", name="", kind=KeyKind.MIXED)}, "key"),
        ({"kind": ChangeKind.INDEX, "row": "gone", "percent": Decimal(1)}, "index"),
        ({"kind": ChangeKind.LEAVES, "municipality": "GM0000"}, "municipality"),
        ({"kind": ChangeKind.POPULATION}, "counts"),
        (
            {
                "kind": ChangeKind.POPULATION,
                "counts": Counts(id="", year=2027, source="x", numbers={"GM0141": 1}),
            },
            "counts",
        ),
    ],
)
def test_what_cannot_be_reckoned_with_is_refused_and_not_kept(
    adviser: Actor, scenario_id: UUID, values: dict[str, object], field: str
) -> None:
    change = Change(id="", **{"year": 2028, **values})  # type: ignore[arg-type]
    with pytest.raises(Invalid) as refused:
        actions.add_change(by=adviser, scenario_id=scenario_id, change=change)
    assert field in refused.value.fields
    assert ScenarioChange.objects.count() == 0


def test_the_same_change_sent_twice_is_kept_once(
    adviser: Actor, budget_id: UUID, scenario_id: UUID
) -> None:
    change = replace(decided(budget(adviser, budget_id)), id=str(uuid4()))
    made = {
        actions.add_change(by=adviser, scenario_id=scenario_id, change=change) for _time in range(2)
    }
    assert made == {UUID(change.id)}
    for _time in range(2):
        actions.drop_change(by=adviser, scenario_id=scenario_id, change_id=UUID(change.id))
    assert queries.scenario(adviser, scenario_id).changes == ()


def test_the_same_form_twice_makes_one_scenario(adviser: Actor, budget_id: UUID) -> None:
    token = uuid4()
    made = {
        actions.begin(by=adviser, budget_id=budget_id, name="Een", token=token)
        for _time in range(2)
    }
    assert made == {token}


def test_a_name_is_there_and_is_no_other_ones(
    adviser: Actor, budget_id: UUID, scenario_id: UUID
) -> None:
    for name in ("", " proef "):
        with pytest.raises(Invalid):
            actions.begin(by=adviser, budget_id=budget_id, name=name)
    assert Scenario.objects.count() == 1


def test_nothing_that_tells_who_somebody_is_stands_in_a_scenario(
    adviser: Actor, budget_id: UUID, scenario_id: UUID
) -> None:
    about = "Geboren op 3 april 2004"
    change = decided(budget(adviser, budget_id))
    for typed in (
        lambda: actions.begin(by=adviser, budget_id=budget_id, name=about),
        lambda: actions.begin(by=adviser, budget_id=budget_id, name="Een", words=about),
        lambda: actions.add_change(
            by=adviser, scenario_id=scenario_id, change=replace(change, words=about)
        ),
    ):
        with pytest.raises(Invalid):
            typed()
    assert queries.scenario(adviser, scenario_id).changes == ()


def test_who_was_overtaken_is_told(adviser: Actor, scenario_id: UUID) -> None:
    actions.name_anew(by=adviser, scenario_id=scenario_id, version=1, name="Een", words="")
    with pytest.raises(Conflict):
        actions.name_anew(by=adviser, scenario_id=scenario_id, version=1, name="Twee", words="")
    assert queries.scenario(adviser, scenario_id).name == "Een"


def test_more_than_fit_side_by_side_are_refused(adviser: Actor, budget_id: UUID) -> None:
    for number in range(MOST_SCENARIOS):
        actions.begin(by=adviser, budget_id=budget_id, name=f"S{number}")
    with pytest.raises(Refused, match="Haal er eerst een weg"):
        actions.begin(by=adviser, budget_id=budget_id, name="Nog een")


def test_what_is_taken_away_is_gone(adviser: Actor, scenario_id: UUID) -> None:
    actions.remove(by=adviser, scenario_id=scenario_id)
    with pytest.raises(NotFound):
        queries.scenario(adviser, scenario_id)
    with pytest.raises(NotFound):
        actions.remove(by=adviser, scenario_id=scenario_id)


def test_members_read_and_do_not_write(
    adviser: Actor, member: Actor, budget_id: UUID, scenario_id: UUID
) -> None:
    assert queries.scenario(member, scenario_id).name == "Proef"
    change = decided(budget(adviser, budget_id))
    for act in (
        lambda: actions.begin(by=member, budget_id=budget_id, name="Van mij"),
        lambda: actions.add_change(by=member, scenario_id=scenario_id, change=change),
        lambda: actions.remove(by=member, scenario_id=scenario_id),
    ):
        with pytest.raises(NotPermitted):
            act()


@pytest.mark.parametrize("who", ["desk", "focal_point_hengelo", "analyst", "administrator"])
def test_others_do_not_read_it(who: str, request: pytest.FixtureRequest, scenario_id: UUID) -> None:
    actor = request.getfixturevalue(who)
    for read_it in (
        lambda: queries.scenario(actor, scenario_id),
        lambda: queries.scenarios(actor),
        lambda: queries.side_by_side(actor),
    ):
        with pytest.raises(NotPermitted):
            read_it()


def test_every_act_leaves_one_line(adviser: Actor, budget_id: UUID, scenario_id: UUID) -> None:
    before = AuditEvent.objects.count()
    actions.add_change(
        by=adviser, scenario_id=scenario_id, change=decided(budget(adviser, budget_id))
    )
    made = AuditEvent.objects.order_by("seq").last()
    assert AuditEvent.objects.count() == before + 1
    assert made is not None
    assert (made.object_type, made.reason_text) == ("scenario", "scenario_change")


def test_a_page_takes_a_fixed_number_of_questions(
    adviser: Actor,
    budget_id: UUID,
    scenario_id: UUID,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    found = budget(adviser, budget_id)
    for _time in range(3):
        actions.add_change(by=adviser, scenario_id=scenario_id, change=decided(found))
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        queries.side_by_side(adviser)
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        queries.scenario_view(adviser, scenario_id)
