"""What the tests of the plan share: a case in the intake, and one whose plan is agreed."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from kmt.care import actions as care
from kmt.care.joining import CaseRef, opened, set_glance, working_on
from kmt.care.queries import case as case_page
from kmt.care.rules import Move
from kmt.care.states import State
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.plan import actions, queries
from kmt.plan.actions.agreeing import Agreed
from kmt.plan.reading import DomainRead, PlanRead
from kmt.plan.rules import AgreedHow, DomainText, NewPlanAction
from tests.beginnings import Beginning
from tests.care.conftest import OpenCase, hand_over, in_days, looking, make_case

__all__ = ["hand_over", "looking", "make_case"]

#: Words that may stand nowhere but sealed.
GOAL = "Ik wil weer kunnen slapen zonder bang te zijn"
WHAT = "Nachtslot laten plaatsen"


def move(by: Actor, case_id: UUID, *states: State) -> None:
    for to in states:
        version = case_page(by, case_id).version
        care.move_case(by=by, case_id=case_id, move=Move(to=to, reason="stap", version=version))


def safe(by: Actor, case_id: UUID) -> None:
    """What the room below knows: somebody looked at the safety of this person."""
    with working_on(by, case_id, reason="test"):
        set_glance(by, case_id, room="safety", text="veilig", facts={"assessed"})


def write(
    by: Actor, case_id: UUID, domain: str = "safety", goal: str = GOAL, base: int = 0
) -> None:
    actions.save_text(
        by=by,
        case_id=case_id,
        domain=domain,
        text=DomainText(situation="Slaapt slecht.", goal=goal),
        base=base,
        token=uuid4(),
    )


def add(by: Actor, case_id: UUID, what: str = WHAT, due: date | None = None, **more: str) -> None:
    action = NewPlanAction(domain="safety", what=what, due=due or in_days(7), **more)
    actions.add_action(by=by, case_id=case_id, action=action, token=uuid4())


def agree(by: Actor, case_id: UUID, on: date | None = None) -> None:
    agreed = Agreed(on=on or clock.today(), how=AgreedHow.PRESENT, words="Zo wil ik het.")
    actions.agree(by=by, case_id=case_id, agreed=agreed, token=uuid4())


def ref(by: Actor, case_id: UUID) -> CaseRef:
    return opened(by, case_id, part="plan")


def plan_of(by: Actor, case_id: UUID) -> PlanRead:
    return queries.plan(by, ref(by, case_id))


def domain_of(by: Actor, case_id: UUID, code: str = "safety") -> DomainRead:
    return next(one for one in plan_of(by, case_id).domains if one.code == code)


INTAKE: Beginning[UUID] = Beginning()
CARRIED_OUT: Beginning[UUID] = Beginning()


@pytest.fixture
def case_id(make_case: OpenCase, coordinator: Actor, colleague: Actor) -> UUID:
    """A case in the intake, with a colleague involved in it."""

    def make() -> UUID:
        found = make_case()
        safe(coordinator, found)
        move(coordinator, found, State.INTAKE)
        care.involve_in_case(
            by=coordinator, case_id=found, colleague=colleague.id, capacity="adviser"
        )
        return found

    return INTAKE.of(make)


@pytest.fixture
def running(make_case: OpenCase, coordinator: Actor) -> UUID:
    """A case whose plan the person agreed to today, and that is carried out."""

    def make() -> UUID:
        found = make_case()
        safe(coordinator, found)
        move(coordinator, found, State.INTAKE)
        write(coordinator, found)
        add(coordinator, found)
        agree(coordinator, found)
        actions.begin_execution(by=coordinator, case_id=found)
        return found

    return CARRIED_OUT.of(make)
