"""A budget is kept seven years after its last year; then a person decides, and it really goes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from kmt.access.rows import gate_open
from kmt.finance import actions as finance
from kmt.finance.given import ActualGiven
from kmt.finance.models import Budget
from kmt.finance.queries import budget, budget_seen, budgets, row_ids
from kmt.governance.actions import record_decision
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotFound, NotPermitted
from kmt.policy_frame.indicators import readings
from kmt.project.keeping import night_watch
from kmt.retention.actions import decide, lift_hold, place_hold, replay
from kmt.retention.queries import ProposalLine, certificate_of, overview
from kmt.retention.rules.deciding import Verdict
from kmt.retention.states import Choice
from kmt.scenarios import actions, queries
from kmt.scenarios.retained import LINE, holdings
from kmt.transition.rules import BY_COVERAGE
from tests.finance.conftest import adopting
from tests.retention.keeping import START, Night, night, on_day
from tests.scenarios.conftest import make_budget
from tests.scenarios.test_story import decided
from tests.transition.worlds import make_moved

__all__ = ["night"]
#: The budgets of the tests run to 2030.
LAST, ASKED = date(2037, 12, 31), date(2038, 1, 1)
TITLE = "Begroting die weggaat"
DESTROY = Verdict(choice=Choice.DESTROY)


def nights(day: date) -> int:
    """How many days after the start of the tests a day is."""
    return (day - START.date()).days


@dataclass(frozen=True, slots=True, kw_only=True)
class Old:
    """A budget in two versions, with what hangs on it and what points at it."""

    line: UUID
    code: str
    versions: tuple[UUID, ...]
    rows: frozenset[str]
    scenarios: tuple[UUID, ...]
    decision: UUID

    @property
    def ids(self) -> frozenset[str]:
        """Everything that could be left of it somewhere."""
        return frozenset(map(str, (self.line, *self.versions, *self.rows, *self.scenarios)))


@pytest.fixture
def old(adviser: Actor) -> Old:
    """Adopted with an actual amount, followed by a draft; a scenario on each, one decided on."""
    first = make_budget(adviser, TITLE)
    found = budget(adviser, first)
    finance.adopt(by=adviser, budget_id=first, given=adopting())
    amount = ActualGiven(
        row=found.streams[0].id, year=2027, amount=Decimal("99.00"), source="rekening"
    )
    finance.put_actual(by=adviser, budget_id=first, given=amount)
    second = finance.new_version(by=adviser, budget_id=first)
    made = [actions.begin(by=adviser, budget_id=one, name="Proef") for one in (first, second)]
    actions.add_change(by=adviser, scenario_id=made[0], change=decided(found))
    decision = record_decision(
        by=adviser,
        title="De begroting sluiten",
        question="Hoe sluit zij?",
        decided="Met het rijksgeld.",
        on=clock.today(),
        body="bestuur (proef)",
        grounds="Het scenario laat het zien.",
        about=f"scenario:{made[0]}",
    )
    line = budget_seen(adviser, first).line
    return Old(
        line=line.line,
        code=line.code,
        versions=(first, second),
        rows=row_ids(found),
        scenarios=tuple(made),
        decision=decision,
    )


@pytest.fixture
def other(adviser: Actor) -> UUID:
    """Another budget of the same years, with a scenario, that nobody decides about."""
    made = make_budget(adviser, "Begroting die blijft")
    actions.begin(by=adviser, budget_id=made, name="Ook een proef")
    return made


def waiting(by: Actor, old: Old) -> ProposalLine:
    """What the privacy officer is asked about this budget."""
    return next(one for one in overview(by).to_decide if one.label.startswith(old.code))


def destroyed(by: Actor, old: Old, night: Night) -> None:
    """Asked, decided and gone."""
    night(nights(ASKED))
    with on_day(nights(ASKED)):
        decide(by=by, proposal_id=waiting(by, old).id, verdict=DESTROY)
    assert night(nights(ASKED) + 1)["destroy"] == 1


def left_of(old: Old) -> Iterator[str]:
    """In which tables an id or the title of a budget still stands."""
    with gate_open(night_watch()):
        for model in apps.get_models():
            said = str(list(model._default_manager.values()))
            if TITLE in said or any(one in said for one in old.ids):
                yield model._meta.label


@pytest.mark.parametrize(
    ("day", "step"),
    [
        (date(2031, 1, 1), {}),
        (LAST - timedelta(days=14), {}),
        (LAST - timedelta(days=13), {"propose": 1}),
        (ASKED, {"propose": 1}),
        (date(2060, 1, 1), {"propose": 1}),
    ],
)
def test_seven_years_after_its_last_year_a_person_is_asked(
    old: Old, privacy_officer: Actor, night: Night, day: date, step: dict[str, int]
) -> None:
    assert night(nights(day)) == step
    asked = [(one.label, one.rows, one.due_on) for one in overview(privacy_officer).to_decide]
    assert asked == [(f"{old.code} 2027-2030", "T39", ASKED)] * len(step)


def test_nobody_deciding_it_stays(old: Old, adviser: Actor, night: Night) -> None:
    for more in (0, 20, 4000):
        assert "destroy" not in night(nights(ASKED) + more)
    assert budget_seen(adviser, old.versions[1]).versions


def test_all_versions_are_one_record_that_closes_with_its_last_year(old: Old, other: UUID) -> None:
    with on_day(0):
        found = list(holdings(night_watch()))
    assert len(found) == 2
    assert {(one.compartment, one.kept.running) for one in found} == {("R7", True)}
    with on_day(nights(date(2031, 1, 1))):
        assert not any(one.kept.running for one in holdings(night_watch()))


def test_what_a_person_decides_to_destroy_is_gone_from_every_table(
    old: Old, other: UUID, adviser: Actor, privacy_officer: Actor, night: Night
) -> None:
    before = (budget_seen(adviser, other), queries.scenarios(adviser, other))
    assert {"finance.ActualAmount", "scenarios.ScenarioChange"} <= set(left_of(old))
    destroyed(privacy_officer, old, night)
    # The record of acts has a term of its own, a decision keeps what it was about, and the vault
    # knows for a restored backup which number is gone.
    staying = {"audit.AuditEvent", "governance.Decision", "vault.Erasure", "vault.Tombstone"}
    assert set(left_of(old)) == staying
    assert (budget_seen(adviser, other), queries.scenarios(adviser, other)) == before
    assert [one.id for one in budgets(adviser)] == [other]


def test_of_what_is_gone_a_certificate_stays_that_says_who_decided(
    old: Old, privacy_officer: Actor, night: Night, log_in
) -> None:
    destroyed(privacy_officer, old, night)
    made = certificate_of(privacy_officer, LINE, old.line)
    assert made is not None
    assert (made.what, made.rows, made.decided_by, made.compartment, made.kept_until) == (
        "begroting met haar scenario’s",
        "T39",
        "privacy_officer",
        "R7",
        LAST,
    )
    # Two versions; per version two streams, two costs, a key and a count; an actual amount; two
    # scenarios and a change. The key sealed nothing; it is there for a restored backup.
    assert (made.items, made.keys, made.whole) == (2 + 2 * 6 + 1 + 2 + 1, 1, True)
    page = log_in("privacy_officer").get(reverse("retention:terms")).content.decode()
    assert "Begroting met haar scenario’s" in page
    assert "18 regels, 1 sleutel<" in page
    assert old.code not in page


def test_what_is_gone_does_not_go_twice_and_a_restored_backup_does_not_bring_it_back(
    old: Old, other: UUID, adviser: Actor, privacy_officer: Actor, night: Night
) -> None:
    destroyed(privacy_officer, old, night)
    by = night_watch()
    assert actions.destroy_budget(by=by, object_id=old.line) == 0
    assert replay(by=by) == (0, 0)
    with gate_open(adviser, writing=True):
        again = Budget.objects.get(id=other)
        again.id, again.line = old.versions[0], old.line
        again.save(force_insert=True)
    assert len(budgets(adviser)) == 2
    assert replay(by=by) == (0, 1)
    assert [one.id for one in budgets(adviser)] == [other]


def test_kept_longer_it_is_asked_again_at_its_new_end(
    old: Old, adviser: Actor, privacy_officer: Actor, night: Night
) -> None:
    night(nights(ASKED))
    until = date(2042, 12, 31)
    longer = Verdict(choice=Choice.KEEP, reason="still_needed", until=until)
    with on_day(nights(ASKED)):
        decide(by=privacy_officer, proposal_id=waiting(privacy_officer, old).id, verdict=longer)
        assert overview(privacy_officer).to_decide == ()
    assert night(nights(until)) == {}
    assert budget_seen(adviser, old.versions[0])
    assert night(nights(until) + 1) == {"propose": 1}
    assert waiting(privacy_officer, old)


def test_a_hold_by_its_number_stops_what_was_decided(
    old: Old, adviser: Actor, privacy_officer: Actor, night: Night
) -> None:
    night(nights(ASKED))
    with on_day(nights(ASKED)):
        decide(by=privacy_officer, proposal_id=waiting(privacy_officer, old).id, verdict=DESTROY)
        again = clock.today() + timedelta(days=90)
        for number in (old.code.lower(), f"{old.code} 2027-2030"):
            hold = place_hold(
                by=privacy_officer, number=number, reason="supervision", review_on=again
            )
            assert "destroy" not in night(nights(ASKED) + 1)
            lift_hold(by=privacy_officer, hold_id=hold)
    assert budget_seen(adviser, old.versions[0])


def test_only_the_job_of_the_night_destroys(
    old: Old, adviser: Actor, privacy_officer: Actor, desk: Actor
) -> None:
    for by in (adviser, privacy_officer, desk):
        with pytest.raises(NotPermitted):
            actions.destroy_budget(by=by, object_id=old.line)
        with pytest.raises(NotPermitted):
            list(holdings(by))
    assert len(budgets(adviser)) == 2
    assert len(queries.scenarios(adviser)) == 2


def test_pages_that_named_it_say_that_it_is_not_there_any_more(
    old: Old, adviser: Actor, privacy_officer: Actor, night: Night, log_in
) -> None:
    moved = make_moved(adviser, BY_COVERAGE)
    destroyed(privacy_officer, old, night)
    wies: Client = log_in("adviser")
    for address, words in {
        reverse("governance:decision", args=[old.decision]): "er niet meer",
        reverse("transition:transition", args=[moved.transition]): "Soepele overgang",
        reverse("transition:condition", args=[moved.condition]): "nog geen begroting",
        reverse("finance:overview"): "nog geen begroting",
        reverse("scenarios:scenarios"): "nog geen begroting",
    }.items():
        answer = wies.get(address)
        assert answer.status_code == 200, address
        assert words in answer.content.decode(), address
    gone = [reverse("finance:rows", args=[one]) for one in old.versions]
    gone += [reverse("scenarios:scenario", args=[one]) for one in old.scenarios]
    for address in gone:
        assert wies.get(address).status_code == 404, address
    assert readings(adviser, frozenset({"coverage"})) == {"coverage": None}
    for one in old.scenarios:
        with pytest.raises(NotFound):
            queries.scenario(adviser, one)
