"""Budgets begin with the region, change row by row, are adopted, and then stay as they are."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from kmt.audit.models import AuditEvent
from kmt.demo import finance as demo
from kmt.finance import actions, queries
from kmt.finance.given import ActualGiven, CountGiven, KeyGiven, RateGiven
from kmt.finance.reckoning import Certainty, KeyKind, contributions, coverage, divided
from kmt.finance.states import BudgetState
from kmt.finance.writing import Overtaken
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Invalid, NotFound, NotPermitted, Refused
from kmt.partners.region import region
from tests.finance.conftest import adopting, begin, cost, stream


def test_a_budget_begins_with_what_the_region_file_knows(adviser: Actor) -> None:
    found = queries.budget(adviser, begin(adviser))
    by_name = {one.name: one for one in found.streams}
    assert len(by_name) == len(region().funding) == 4
    province = by_name["Tijdelijke ontwikkelsubsidie van de provincie"]
    assert (province.certainty, province.until_year, province.amount) == ("temporary", 2030, 0)
    # What the memo does not state, or only proposes, is not decided, and nobody gave a chance.
    others = [one for one in found.streams if one is not province]
    assert {(one.certainty, one.probability) for one in others} == {(Certainty.UNCERTAIN, None)}
    assert found.basis.inhabitants
    assert found.basis.inhabitants.year == 2021
    assert set(found.basis.municipalities) == region().codes
    assert found.key
    assert found.key.kind == KeyKind.INHABITANTS


def test_the_same_form_twice_begins_one_budget(adviser: Actor) -> None:
    from kmt.finance.given import NewBudget

    token = uuid4()
    given = NewBudget(title="Proef", first_year=2027, last_year=2028)
    ids = {actions.open_budget(by=adviser, given=given, token=token) for _time in range(2)}
    assert ids == {token}
    assert len(queries.budgets(adviser)) == 1


def test_what_is_kept_is_what_is_reckoned_with(adviser: Actor) -> None:
    budget_id = begin(adviser)
    given = stream(
        certainty="uncertain",
        decision="",
        probability=Decimal("0.6"),
        until_year=2029,
        exceptions={2028: Decimal("12500.50")},
        index="LOON",
        price_year=2027,
        conditions="een verslag",
    )
    row = actions.put_stream(by=adviser, budget_id=budget_id, given=given)
    kept = next(one for one in queries.budget(adviser, budget_id).streams if one.id == str(row))
    for name in ("name", "certainty", "probability", "until_year", "index", "conditions"):
        assert getattr(kept, name) == getattr(given, name), name
    assert kept.exceptions == ((2028, Decimal("12500.50")),)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"decision": ""}, "decision"),
        ({"certainty": "temporary"}, "until_year"),
        ({"probability": Decimal("0.5")}, "probability"),
        ({"certainty": "uncertain", "probability": Decimal("1.5")}, "probability"),
        ({"certainty": "gossip"}, "certainty"),
        ({"amount": Decimal("-1")}, "amount"),
        ({"amount": Decimal("1.005")}, "amount"),
        ({"amount": Decimal("1e12")}, "amount"),
        ({"name": " "}, "name"),
        ({"until_year": 2026}, "until_year"),
        ({"from_year": 20270}, "from_year"),
        ({"index": "LOON"}, "price_year"),
        ({"exceptions": {2028: Decimal("-5")}}, "exceptions"),
    ],
)
def test_a_stream_that_cannot_be_is_refused(
    adviser: Actor, budget_id: UUID, changed: dict[str, object], field: str
) -> None:
    before = queries.budget(adviser, budget_id)
    with pytest.raises(Invalid) as refused:
        actions.put_stream(by=adviser, budget_id=budget_id, given=stream(**changed))
    assert set(refused.value.fields) == {field}
    assert queries.budget(adviser, budget_id) == before


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"fte": Decimal(0)}, "fte"),
        ({"scale": ""}, "scale"),
        ({"kind": "one_off"}, "until_year"),
        ({"kind": "gossip"}, "kind"),
        ({"amount": Decimal("-0.01")}, "amount"),
    ],
)
def test_a_cost_that_cannot_be_is_refused(
    adviser: Actor, budget_id: UUID, changed: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        actions.put_cost(by=adviser, budget_id=budget_id, given=cost(**changed))
    assert set(refused.value.fields) == {field}


def test_nothing_about_a_person_is_kept(adviser: Actor, budget_id: UUID) -> None:
    with pytest.raises(Invalid, match="burgerservicenummer"):
        actions.put_stream(
            by=adviser, budget_id=budget_id, given=stream(purpose="voor BSN 111222333")
        )


def test_a_row_changes_over_the_version_that_was_seen(adviser: Actor, budget_id: UUID) -> None:
    row = actions.put_stream(by=adviser, budget_id=budget_id, given=stream(name="Een"))
    seen = queries.budget_seen(adviser, budget_id).row_versions[str(row)]
    actions.put_stream(
        by=adviser, budget_id=budget_id, given=stream(name="Twee"), row=row, version=seen
    )
    with pytest.raises(Overtaken) as refused:
        actions.put_stream(
            by=adviser, budget_id=budget_id, given=stream(name="Drie"), row=row, version=seen
        )
    assert refused.value.version == seen + 1
    names = {one.name for one in queries.budget(adviser, budget_id).streams}
    assert "Twee" in names
    assert "Drie" not in names
    # The same once more is no quarrel: it stands there already.
    actions.put_stream(
        by=adviser, budget_id=budget_id, given=stream(name="Twee"), row=row, version=seen
    )


def test_a_row_goes_out_of_a_draft(adviser: Actor, budget_id: UUID) -> None:
    row = actions.put_cost(by=adviser, budget_id=budget_id, given=cost(name="Weg"))
    for _time in range(2):
        actions.remove(by=adviser, budget_id=budget_id, row=row)
    assert "Weg" not in {one.name for one in queries.budget(adviser, budget_id).costs}


def test_an_adopted_budget_stays_as_it_is(adviser: Actor, adopted: UUID) -> None:
    before = queries.budget(adviser, adopted)
    row = UUID(before.costs[0].id)
    key = KeyGiven(name="Anders", kind=KeyKind.FIXED)
    rate = RateGiven(code="X", name="x", year=2028, percent=Decimal(1), source="proef")
    count = CountGiven(
        kind="cases", year=2026, source="proef", numbers=dict.fromkeys(region().codes, 1)
    )
    for refused in (
        lambda: actions.put_stream(by=adviser, budget_id=adopted, given=stream()),
        lambda: actions.put_cost(by=adviser, budget_id=adopted, given=cost()),
        lambda: actions.remove(by=adviser, budget_id=adopted, row=row),
        lambda: actions.put_rate(by=adviser, budget_id=adopted, given=rate),
        lambda: actions.put_key(by=adviser, budget_id=adopted, given=key, version=1),
        lambda: actions.put_count(by=adviser, budget_id=adopted, given=count),
        lambda: actions.take_snapshot(by=adviser, budget_id=adopted, code="a", version=1),
        lambda: actions.adopt(by=adviser, budget_id=adopted, given=adopting()),
    ):
        with pytest.raises(Refused, match="vastgesteld"):
            refused()
    assert queries.budget(adviser, adopted) == before


def test_a_new_version_keeps_every_row_and_takes_over_once_adopted(
    adviser: Actor, adopted: UUID
) -> None:
    new = actions.new_version(by=adviser, budget_id=adopted)
    old, copy = queries.budget(adviser, adopted), queries.budget(adviser, new)
    assert (copy.version, copy.state) == (2, BudgetState.DRAFT)
    assert (copy.streams, copy.costs, copy.key, copy.basis) == (
        old.streams,
        old.costs,
        old.key,
        old.basis,
    )
    with pytest.raises(Refused, match="al een nieuwe versie"):
        actions.new_version(by=adviser, budget_id=adopted)
    # Until it is adopted, the old one holds.
    assert queries.newest_id(adviser) == adopted
    actions.put_cost(by=adviser, budget_id=new, given=cost(name="Meer werk"))
    actions.adopt(by=adviser, budget_id=new, given=adopting())
    states = {one.id: one.state for one in queries.budgets(adviser)}
    assert states == {adopted: BudgetState.REPLACED, new: BudgetState.ADOPTED}
    assert queries.newest_id(adviser) == new
    assert queries.budget(adviser, adopted).costs == old.costs
    assert [one.closed for one in queries.newest_coverage(adviser)] == [False] * 4


def test_adopting_asks_who_when_and_where_it_is_written(adviser: Actor, budget_id: UUID) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(Invalid) as refused:
        actions.adopt(
            by=adviser, budget_id=budget_id, given=adopting(on=tomorrow, body=" ", decision="")
        )
    assert set(refused.value.fields) == {"on", "body", "decision"}


def test_an_empty_budget_is_not_adopted(adviser: Actor) -> None:
    with pytest.raises(Refused, match="kosten"):
        actions.adopt(by=adviser, budget_id=begin(adviser), given=adopting())


def test_an_actual_stands_beside_the_plan_and_the_newest_counts(
    adviser: Actor, adopted: UUID
) -> None:
    row = queries.budget(adviser, adopted).costs[0].id
    for amount in ("101000.00", "99000.50"):
        given = ActualGiven(row=row, year=2027, amount=Decimal(amount), source="rekening")
        actions.put_actual(by=adviser, budget_id=adopted, given=given)
    found = queries.budget(adviser, adopted)
    assert [str(one.amount) for one in found.actuals] == ["99000.50"]
    assert coverage(found, 2027).cost.amount == 100_000
    # It is about the row, so the next version shows it too.
    new = actions.new_version(by=adviser, budget_id=adopted)
    assert queries.budget(adviser, new).actuals == found.actuals


def test_an_actual_of_a_row_elsewhere_is_refused(adviser: Actor, adopted: UUID) -> None:
    given = ActualGiven(row=str(uuid4()), year=2027, amount=Decimal(1), source="rekening")
    with pytest.raises(Invalid) as refused:
        actions.put_actual(by=adviser, budget_id=adopted, given=given)
    assert set(refused.value.fields) == {"row"}


def test_counts_need_every_municipality_and_a_source(adviser: Actor, budget_id: UUID) -> None:
    given = CountGiven(kind="cases", year=2026, source="", numbers={"GM0153": 3})
    with pytest.raises(Invalid) as refused:
        actions.put_count(by=adviser, budget_id=budget_id, given=given)
    assert set(refused.value.fields) == {"source", "numbers"}


def test_the_inhabitants_come_from_a_snapshot_with_its_year(
    adviser: Actor, budget_id: UUID
) -> None:
    actions.take_snapshot(by=adviser, budget_id=budget_id, code="a", version=1)
    people = queries.budget(adviser, budget_id).basis.inhabitants
    assert people
    assert (people.year, people.numbers["GM0153"]) == (2020, 158_918)
    assert "CBS" in people.source
    with pytest.raises(NotFound):
        actions.take_snapshot(by=adviser, budget_id=budget_id, code="z")


def test_who_only_reads_writes_nothing(member: Actor, adviser: Actor, budget_id: UUID) -> None:
    assert queries.budget(member, budget_id).title
    for refused in (
        lambda: begin(member),
        lambda: actions.put_stream(by=member, budget_id=budget_id, given=stream()),
        lambda: actions.adopt(by=member, budget_id=budget_id, given=adopting()),
    ):
        with pytest.raises(NotPermitted):
            refused()


def test_others_do_not_know_of_money(desk: Actor, adopted: UUID) -> None:
    with pytest.raises(NotPermitted):
        queries.budget(desk, adopted)
    assert queries.newest_coverage(desk) == ()


def test_every_change_leaves_a_line_in_the_record(adviser: Actor, adopted: UUID) -> None:
    told = AuditEvent.objects.filter(object_type="budget", object_id=str(adopted))
    assert list(told.order_by("seq").values_list("action", "reason_text")) == [
        ("create", ""),
        ("update", "stream_put"),
        ("update", "cost_put"),
        ("update", "budget_adopted"),
    ]


def test_a_budget_takes_the_same_few_questions_however_large(
    adviser: Actor, budget_id: UUID, django_assert_num_queries
) -> None:
    with django_assert_num_queries(7):
        queries.budget(adviser, budget_id)
    for number in range(30):
        actions.put_stream(by=adviser, budget_id=budget_id, given=stream(name=f"stroom {number}"))
    with django_assert_num_queries(7):
        queries.budget(adviser, budget_id)


def test_the_demo_tells_journey_9(adviser: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "account_of", lambda _key: None)
    monkeypatch.setattr(demo, "actor_for", lambda _account: adviser)
    assert demo.load() == "2 begrotingen"
    assert demo.load() == "waren er al"
    found = queries.newest_coverage(adviser)
    # The subsidy of the province runs until 2028; from 2029 its work is structural.
    assert [(one.year, one.closed) for one in found] == [
        (2027, True),
        (2028, True),
        (2029, False),
        (2030, False),
    ]
    assert [str(one.temporary.amount) for one in found] == ["47400.00", "47400.00", "0.00", "0.00"]
    holds = queries.budget(adviser)
    assert all(one.example for one in holds.streams)
    parts = contributions(holds.key, divided(holds, 2027).amount, holds.basis)
    assert sum(one.amount for one in parts) == 150_000
    history = next(one for one in queries.budgets(adviser) if one.first_year == 2008)
    streams = queries.budget(adviser, history.id).streams
    assert sorted(one.from_year for one in streams) == [2008, 2016, 2019, 2021]
