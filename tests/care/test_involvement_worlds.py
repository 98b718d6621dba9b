"""Whatever happens in whatever order, who opens a case is whom the rule in words lets in.

In words: a case of your world opens to you when you are involved in it now, or, as long as it is
not shielded (closed, or marked so), within three hours of opening it in an emergency. Nothing else
opens a case.
"""

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import transaction
from django.db.models import Q
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from kmt.access.rules import Capacity, EndReason
from kmt.care import access, actions, caseloads, queries
from kmt.care.models import CareCase, CaseEvent, CaseForm, NextAction
from kmt.care.states import State
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotFound, NotPermitted, Refused
from tests.care.conftest import ENSCHEDE, HENGELO, OpenCase
from tests.care.test_involvement import emergency, move_to

PLACES = (HENGELO, ENSCHEDE)
STEPS = (
    "involve",
    "end",
    "conflict",
    "take_over",
    "give_back",
    "emergency",
    "close",
    "reopen",
    "shield",
    "lift",
)
steps = st.lists(
    st.tuples(
        st.sampled_from(STEPS),
        st.integers(min_value=0, max_value=1),
        st.integers(min_value=1, max_value=100).map(lambda number: timedelta(minutes=number)),
    ),
    min_size=1,
    max_size=6,
)
worlds = st.sampled_from([frozenset({HENGELO}), frozenset(PLACES)])


@dataclass
class Known:
    """What a bystander would have written down about one case and the colleague who reads."""

    id: UUID
    place: str
    coordinates: bool = False
    involved: bool = False
    conflict: bool = False
    closed: bool = False
    marked: bool = False
    emergencies: tuple[datetime, ...] = ()

    def in_emergency(self, now: datetime) -> bool:
        return any(now < one + timedelta(hours=3) for one in self.emergencies)

    @property
    def shielded(self) -> bool:
        return self.closed or self.marked

    def opens(self, now: datetime, world: frozenset[str]) -> bool:
        in_now = self.involved or (self.in_emergency(now) and not self.shielded)
        return self.place in world and in_now


@dataclass
class House:
    """Two cases, who reads, and who decides who is involved."""

    cases: list[Known]
    reader: Actor = field(repr=False)
    bram: Actor = field(repr=False)
    lead: Actor = field(repr=False)

    def step(self, name: str, case: Known, now: datetime) -> bool:
        """Do it, and write down what came of it; whether it should have been let through."""
        may = getattr(self, f"may_{name}")(case, now)
        try:
            getattr(self, name)(case)
        except Refused:
            return may is False
        self.note(name, case, now)
        return may

    def note(self, name: str, case: Known, now: datetime) -> None:
        if name in {"end", "conflict"} and case.involved:
            case.involved, case.conflict = False, name == "conflict"
        elif name == "involve":
            case.involved = True
        elif name in {"take_over", "give_back"}:
            case.coordinates = case.involved = name == "take_over"
            case.conflict = False if name == "take_over" else case.conflict
        elif name == "emergency":
            case.emergencies += (now,)
        elif name in {"close", "reopen"}:
            case.closed = name == "close"
            case.involved = case.involved and (case.coordinates or not case.closed)
        elif name in {"shield", "lift"}:
            case.marked = name == "shield"
        if case.involved:
            case.conflict = False

    def involve(self, case: Known) -> None:
        actions.involve_in_case(
            by=self.lead,
            case_id=case.id,
            colleague=self.reader.id,
            capacity=Capacity.STAND_IN,
            reason="relapse",
        )

    def may_involve(self, case: Known, now: datetime) -> bool:
        return not case.coordinates

    def end(self, case: Known, reason: EndReason = EndReason.NO_LONGER_NEEDED) -> None:
        actions.end_in_case(by=self.lead, case_id=case.id, colleague=self.reader.id, reason=reason)

    def may_end(self, case: Known, now: datetime) -> bool:
        return not case.coordinates

    def conflict(self, case: Known) -> None:
        self.end(case, EndReason.CONFLICT_OF_INTEREST)

    may_conflict = may_end

    def take_over(self, case: Known) -> None:
        actions.hand_over_case(by=self.lead, case_id=case.id, new=self.reader.id)

    def may_take_over(self, case: Known, now: datetime) -> bool:
        return not case.coordinates and not case.conflict

    def give_back(self, case: Known) -> None:
        actions.hand_over_case(by=self.lead, case_id=case.id, new=self.bram.id)

    def may_give_back(self, case: Known, now: datetime) -> bool:
        return case.coordinates

    def emergency(self, case: Known) -> None:
        emergency(self.reader, case.id)

    def may_emergency(self, case: Known, now: datetime) -> bool:
        began = [one for each in self.cases for one in each.emergencies]
        open_now = sum(now < one + timedelta(hours=3) for one in began)
        today = sum(clock.local(one).date() == clock.local(now).date() for one in began)
        free = open_now < 2 and today < 5
        return free and not (case.involved or case.shielded or case.conflict)

    def close(self, case: Known) -> None:
        move_to(self._holder(case), case.id, State.CLOSED, "refused_help")

    def may_close(self, case: Known, now: datetime) -> bool:
        return not case.closed

    def reopen(self, case: Known) -> None:
        move_to(self._holder(case), case.id, State.REOPENED)

    def may_reopen(self, case: Known, now: datetime) -> bool:
        return case.closed

    def shield(self, case: Known) -> None:
        actions.shield_case(by=self.lead, case_id=case.id, shielded=True)

    def lift(self, case: Known) -> None:
        actions.shield_case(by=self.lead, case_id=case.id, shielded=False)

    def may_shield(self, case: Known, now: datetime) -> bool:
        return True

    may_lift = may_shield

    def _holder(self, case: Known) -> Actor:
        return self.reader if case.coordinates else self.bram


def seen(actor: Actor) -> dict[UUID, bool]:
    """The cases in the lists of an actor, and whether they open."""
    both = (caseloads.cases(actor, caseloads.ALL), caseloads.cases(actor, caseloads.CLOSED))
    return {one.id: one.opens for shown in both for one in shown.cases}


def check_every_query(
    reader: Actor, world: frozenset[str], cases: list[Known], now: datetime
) -> None:
    """Ask everything that care answers, and compare with the rule in words."""
    asker = replace(reader, world=world, whole_region=False)
    opens = {one.id for one in cases if one.opens(now, world)}
    listed = {one.id: one.id in opens for one in cases if one.place in world}
    assert seen(asker) == listed
    for model, rule, name in (
        (CareCase, access.visible, "id"),
        (CaseForm, access.visible_through_case, "case_id"),
        (CaseEvent, access.visible_through_case, "case_id"),
        (NextAction, access.visible_through_case, "case_id"),
    ):
        rows = model.objects.seen_by(asker, rule(asker))
        assert set(rows.values_list(name, flat=True)) == opens, model
    for one in cases:
        assert queries.sees(asker, one.id) is (one.id in opens)
        if one.id in opens:
            view = queries.case(asker, one.id)
            assert (view.emergency_until is None) is one.involved
            person = view.person_id
            assert one.id in {each for each, *_ in queries.cases_about(asker, person)}
            continue
        refused = NotPermitted if one.place in world else NotFound
        for ask in (queries.case, lambda who, what: queries.identity(who, what, reason="safety")):
            with pytest.raises(refused):
                ask(asker, one.id)


@contextmanager
def rolled_back():
    """What happens inside never happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _life(names: str) -> list[tuple[str, int, timedelta]]:
    """These things one after the other in the first case, a minute apart."""
    return [(name, 0, timedelta(minutes=1)) for name in names.split()]


random_lives = settings(
    max_examples=8,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@random_lives
@given(life=steps, world=worlds)
@example(life=_life("emergency close reopen"), world=frozenset(PLACES))
@example(life=_life("emergency shield lift"), world=frozenset(PLACES))
@example(life=_life("involve close reopen emergency"), world=frozenset(PLACES))
@example(life=_life("involve conflict emergency take_over involve"), world=frozenset(PLACES))
def live(house: House, life: list, world: frozenset[str]) -> None:
    """Let things happen, and look after each of them."""
    now = clock.now()
    house = replace(house, cases=[replace(one) for one in house.cases])
    with rolled_back():
        for name, which, wait in life:
            now += wait
            with clock.frozen(now):
                assert house.step(name, house.cases[which], now), name
                check_every_query(house.reader, world, house.cases, now)


@pytest.fixture
def house(make_case: OpenCase, coordinator, colleague, team_lead) -> House:
    """Two cases of the coordinator, in two places; a colleague reads, the team lead decides."""
    cases = [Known(id=make_case(place=place), place=place) for place in PLACES]
    return House(cases=cases, reader=colleague, bram=coordinator, lead=team_lead)


def test_whatever_happens_nobody_opens_more_than_the_rule_in_words(house: House) -> None:
    live(house)


def test_emergency_access_ends_at_exactly_three_hours_in_every_query(house: House) -> None:
    case, now, world = house.cases[0], clock.now(), frozenset(PLACES)
    with clock.frozen(now):
        assert house.step("emergency", case, now)
    for passed in (timedelta(hours=3) - timedelta(microseconds=1), timedelta(hours=3)):
        with clock.frozen(now + passed):
            check_every_query(house.reader, world, house.cases, now + passed)


def test_a_rule_that_lets_more_through_is_noticed(house: House, monkeypatch) -> None:
    """So that the tests above are known to bite: who is not involved comes in all the same."""
    monkeypatch.setattr(access, "in_reach", lambda *args, **kwargs: Q())
    with pytest.raises(AssertionError):
        check_every_query(house.reader, frozenset(PLACES), house.cases, clock.now())
