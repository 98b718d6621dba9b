"""A case walked at random: every state has a way on, every guard meets its facts and its no."""

from collections import Counter

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kmt.care.rules import MoveFacts, may_move
from kmt.care.states import (
    BEGINNINGS,
    ENDED,
    PAUSES,
    TRANSITIONS,
    Guard,
    State,
    transition,
    transitions_from,
)

#: What brings each guard to yes, from facts in which it says no.
REFUSED: dict[Guard, dict[str, object]] = {
    Guard.HAS_ACTION: {},
    Guard.HAS_HAPPENED: {},
    Guard.HAS_OPEN_ACTION: {},
    Guard.CAN_CLOSE: {"actions_open": 2, "closing_reason": ""},
    Guard.ACCEPTED_ELSEWHERE: {},
    Guard.CAME_FROM: {"state_before": None},
}
GRANTED: dict[Guard, dict[str, object]] = {
    Guard.HAS_ACTION: {"actions_open": 1},
    Guard.HAS_HAPPENED: {"contacts": 1},
    Guard.HAS_OPEN_ACTION: {"actions_open": 1},
    Guard.CAN_CLOSE: {"closing_reason": "other", "spoken_since": True},
    Guard.ACCEPTED_ELSEWHERE: {"accepted_elsewhere": True},
}


def test_every_guard_refuses_with_a_sentence_and_grants_when_it_should() -> None:
    met = Counter()
    for one in TRANSITIONS:
        met[one.guard] += 1
        if one.guard is Guard.NONE:
            assert may_move(MoveFacts(state=one.source), one.to).allowed
            continue
        granted = {"state_before": one.to} if one.guard is Guard.CAME_FROM else GRANTED[one.guard]
        refused = may_move(MoveFacts(state=one.source, **REFUSED[one.guard]), one.to)
        assert not refused.allowed
        assert all(reason.endswith(".") for reason in refused.reasons)
        assert may_move(MoveFacts(state=one.source, **granted), one.to).allowed
    assert set(met) == set(Guard)


def test_a_reason_of_a_room_above_holds_back_every_step_and_is_told_with_the_own_reasons() -> None:
    for one in TRANSITIONS:
        granted = {"state_before": one.to} if one.guard is Guard.CAME_FROM else {}
        facts = {**GRANTED.get(one.guard, {}), **granted}
        held = MoveFacts(state=one.source, hindered={one.to: ("Kamer zegt nee.",)}, **facts)
        assert may_move(held, one.to).reasons == ("Kamer zegt nee.",)


class Walk(RuleBasedStateMachine):
    """A life of a case: steps, actions and contacts come in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.state = State.ACCEPTED
        self.before: State | None = None
        self.open = self.done = self.contacts = 0
        self.spoken = False

    def facts(self, *, asked: str | None = None, elsewhere: bool = False) -> MoveFacts:
        return MoveFacts(
            state=self.state,
            state_before=self.before,
            actions_open=self.open,
            actions_done=self.done,
            contacts=self.contacts,
            spoken_since=self.spoken,
            accepted_elsewhere=elsewhere,
            closing_reason=asked,
        )

    @rule(begin=st.sampled_from(BEGINNINGS))
    @precondition(lambda self: not (self.open or self.done or self.contacts))
    def begin_anew(self, begin: State) -> None:
        self.state, self.before = begin, None

    @precondition(lambda self: self.state not in ENDED)
    @rule()
    def plan_something(self) -> None:
        self.open += 1

    @precondition(lambda self: self.open > 0)
    @rule()
    def finish_something(self) -> None:
        self.open, self.done = self.open - 1, self.done + 1

    @precondition(lambda self: self.state not in ENDED)
    @rule()
    def speak(self) -> None:
        self.contacts, self.spoken = self.contacts + 1, True

    @rule(
        to=st.sampled_from(State),
        reason=st.sampled_from(("", "goals_reached", "other", "lost_contact_missing")),
        elsewhere=st.booleans(),
    )
    def step(self, to: State, reason: str, elsewhere: bool) -> None:
        decision = may_move(self.facts(asked=reason, elsewhere=elsewhere), to)
        known = transition(self.state, to)
        assert decision.allowed or decision.reasons
        if known is None:
            assert not decision.allowed
            return
        if not decision.allowed:
            assert known.guard is not Guard.NONE
            return
        if to in PAUSES:
            self.before = self.before if self.state in PAUSES else self.state
        else:
            self.before = None
        if to is State.CLOSED:
            assert self.open == 0
            assert reason
        if to is State.HANDED_OVER:
            assert elsewhere
        self.state, self.spoken = to, False

    @invariant()
    def there_is_always_a_way_on(self) -> None:
        """With what somebody can do in this state, at least one step is possible."""
        able = MoveFacts(
            state=self.state,
            state_before=self.before,
            actions_open=0,
            actions_done=1,
            contacts=1,
            spoken_since=True,
            closing_reason="other",
        )
        ways = [one.to for one in transitions_from(self.state) if may_move(able, one.to).allowed]
        assert ways

    @invariant()
    def a_pause_remembers_where_it_was(self) -> None:
        assert (self.before is not None) == (self.state in PAUSES)


Walk.TestCase.settings = settings(
    max_examples=40,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
test_a_walk_never_gets_stuck = Walk.TestCase
