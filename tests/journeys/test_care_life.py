"""J3 over four years, with all its clocks: from the reflection period to aftercare.

On both databases, by the actions that the pages use. The clock stands where the story is; what is
due is read from the one page of the case, as its coordinator reads it.
"""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from kmt.care import caseloads
from kmt.care.queries import case
from kmt.care.states import State
from kmt.demo.care import tell
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Refused
from kmt.shelter.queries import of_case
from tests.care.conftest import ONE_CASE, OpenCase, hand_over, make_case

pytestmark = pytest.mark.slow

__all__ = ["hand_over", "make_case"]


@pytest.fixture
def case_id(make_case: OpenCase) -> UUID:
    """One open case."""
    return ONE_CASE.of(make_case)


def on(day: date) -> "clock.frozen":  # type: ignore[valid-type]
    """The story stands at noon of this day."""
    return clock.frozen(datetime(day.year, day.month, day.day, 12, tzinfo=clock.DUTCH_TIME))


def due(by: Actor, case_id: UUID) -> dict[str, date]:
    """What is due by a rule of the law, by the id of the rule."""
    return {one.rule: one.due.on for one in case(by, case_id).actions if one.rule}


def test_a_life_with_the_reflection_period_and_everything_after(
    case_id: UUID, coordinator: Actor
) -> None:
    by = coordinator

    def told(day: date, **step: object) -> None:
        with on(day):
            tell({"reason": "Verzonnen reden.", **step}, by, case_id)

    def rule(day: date, name: str) -> date | None:
        with on(day):
            return due(by, case_id).get(name)

    now = clock.today()
    begin = now + timedelta(days=1)
    told(begin, note="Eerste gesprek met tolk.", minutes=50, move="intake")
    told(
        begin,
        track=[
            {"step": "indication", "told_by": "police"},
            {"step": "reflection_offered", "told_by": "police"},
            {"step": "reflection_start", "told_by": "police"},
        ],
    )
    ends = rule(begin, "RES-06")
    assert ends is not None
    assert 89 <= (ends - begin).days <= 92  # three months, by the calendar

    told(
        begin,
        shelter={"kind": "crisis_bed", "urgency": "tonight", "asked": "kadera"},
    )
    told(
        begin + timedelta(days=1),
        answered={
            "reply": "refused",
            "reason": "contra_indication",
            "contra": ["addiction"],
            "asked": "central_access",
        },
    )
    told(
        begin + timedelta(days=2),
        answered={"reply": "placed"},
        placed={"kind": "crisis_bed", "organisation": "central_access"},
    )
    with on(begin + timedelta(days=2)):
        shelter = of_case(by, case_id)
        assert shelter.now is not None
        assert [(one.asked, one.refused) for one in shelter.requests] == [(2, 1)]

    told(begin + timedelta(days=10), move="plan_drafted", plan="opvang")
    told(begin + timedelta(days=12), move="plan_agreed", plan="opvang")
    evaluation = rule(begin + timedelta(days=12), "REV-01")
    assert evaluation is not None
    assert 88 <= (evaluation - begin).days - 12 <= 92
    told(begin + timedelta(days=14), move="in_execution")

    with on(ends + timedelta(days=1)):  # nobody decided: it is late, and on top of the caseload
        late = next(one for one in case(by, case_id).actions if one.rule == "RES-06")
        assert late.due.days == 1
        assert caseloads.cases(by).cases[0].actions_overdue >= 1

    complaint = ends - timedelta(days=4)
    told(ends + timedelta(days=2), track=[{"step": "criminal_complaint", "days_before": 6}])
    assert rule(ends + timedelta(days=2), "RES-06") is None
    granted = complaint + timedelta(days=5)
    told(
        granted + timedelta(days=3),
        track=[{"step": "permit_granted", "days_before": 3, "until_days": 365}],
    )
    apply_before = rule(granted + timedelta(days=3), "RES-16")
    assert apply_before == granted + timedelta(days=365)

    three_years = granted.replace(year=granted.year + 3)
    told(
        three_years,
        track=[{"step": "conviction"}, {"step": "continued_conviction"}],
    )
    told(three_years, note="Hij wil zelf verder.", move="evaluation")
    told(three_years + timedelta(days=1), move="aftercare", plan="opvang")
    with on(three_years + timedelta(days=2)):
        assert case(by, case_id).state is State.AFTERCARE
        with pytest.raises(Refused, match=r"acties? open"):
            tell({"move": "closed", "reason": "x", "closing_reason": "goals_reached"}, by, case_id)
    told(
        three_years + timedelta(days=80),
        note="Nazorggesprek: hij werkt en woont zelf.",
        finish=True,
    )
    with on(three_years + timedelta(days=81)):
        while left := [one for one in case(by, case_id).actions if not one.source]:
            tell({"finish": True}, by, case_id)
            assert len(left) < 20
        tell(
            {
                "move": "closed",
                "plan": "opvang",
                "reason": "Klaar.",
                "closing_reason": "goals_reached",
            },
            by,
            case_id,
        )
        closed = case(by, case_id)
        assert (closed.state, closed.actions) == (State.CLOSED, ())
