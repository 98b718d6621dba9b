"""What the tests of conferences share: a case with its coordinator, and a care table about it."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from kmt.access.rows import gate_open
from kmt.care.rules import CARE_CASE
from kmt.conference import actions, queries
from kmt.conference.rules import Informed, Outsider, Who
from kmt.conference.states import State
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.lawfulness.actions import decide_disclosure
from kmt.lawfulness.rules.asking import ShareRequest
from kmt.lawfulness.rules.disclosing import ConsentState, DisclosureAsked
from tests.beginnings import Beginning
from tests.care.conftest import CANARY, HENGELO, case_id, hand_over, in_days, make_case

__all__ = ["CANARY", "case_id", "hand_over", "in_days", "make_case"]

SHELTER = Outsider(
    party="care_provider",
    who=Who(organisation="Opvang Verzonnen", function="begeleider", name="Kanarie Collega"),
)


def state_of(actor: Actor, conference_id: UUID) -> State:
    """Where a conference stands."""
    return queries.conference(actor, conference_id).head.state


def item_of(actor: Actor, conference_id: UUID) -> UUID:
    """The first file on its agenda."""
    return queries.conference(actor, conference_id).items[0].id


def go(actor: Actor, conference_id: UUID, to: State, reason: str = "") -> None:
    """The next step, by who reads the page now."""
    version = queries.conference(actor, conference_id).head.version
    actions.move(by=actor, conference_id=conference_id, to=to, version=version, reason=reason)


def set_goal(actor: Actor, item_id: UUID, goal: str = "Veilige opvang vinden") -> None:
    """The goal, agreed with the referrer today."""
    version = queries.prepared_item(actor, item_id).version
    actions.set_goal(
        by=actor,
        item_id=item_id,
        version=version,
        goal=goal,
        goal_with="School, zorgteam",
        goal_on=clock.today(),
    )


def decide(
    actor: Actor,
    person_id: UUID,
    label: str,
    *,
    consent: ConsentState = ConsentState.NOT_NEEDED,
) -> UUID:
    """A decision to share with a shelter that is bound to the municipality (row M014)."""
    bound = consent is ConsentState.NOT_NEEDED
    request = ShareRequest(
        compartment="R2",
        sender="care_coordinator",
        recipient="care_provider",
        purpose="P_CARE",
        data=frozenset({"D01"}),
        subject="victim",
        age=30,
        facts=frozenset({"provider_bound", "minimum_set"} if bound else {"minimum_set"}),
    )
    return decide_disclosure(
        by=actor,
        asked=DisclosureAsked(
            request=request,
            municipality=HENGELO,
            subject_id=person_id,
            subject_label=label,
            recipient_name="Opvang Verzonnen",
            necessity="Zonder opvang is de persoon niet veilig.",
            subsidiarity="Minder gegevens volstaan niet.",
            consent=consent,
            expires_on=in_days(30),
        ),
        token=uuid4(),
    )


@pytest.fixture
def looking(coordinator: Actor):
    """Rows as they are in the tables, for tests that look behind the queries."""
    with gate_open(coordinator):
        yield


PROPOSED: Beginning[UUID] = Beginning()
INVITED: Beginning[UUID] = Beginning()


@pytest.fixture
def proposed(case_id: UUID, coordinator: Actor) -> UUID:
    """A conference about one case that its coordinator proposed."""
    return PROPOSED.of(lambda: actions.propose(by=coordinator, kind=CARE_CASE, object_id=case_id))


@pytest.fixture
def item_id(proposed: UUID, coordinator: Actor) -> UUID:
    """That case on its agenda."""
    return item_of(coordinator, proposed)


def seat_of(actor: Actor, conference_id: UUID, words: str) -> UUID:
    """Somebody who takes part, by how the table knows them."""
    found = queries.conference(actor, conference_id).people
    return next(one.id for one in found if words in one.words)


def add_shelter(actor: Actor, conference_id: UUID, outsider: Outsider = SHELTER) -> UUID:
    """A shelter takes part."""
    actions.add_outsider(by=actor, conference_id=conference_id, outsider=outsider)
    return seat_of(actor, conference_id, outsider.who.organisation)


@pytest.fixture
def invited(proposed: UUID, item_id: UUID, coordinator: Actor) -> UUID:
    """The same with a goal, a shelter that is admitted on a basis, and the invitation."""
    return INVITED.of(lambda: _invite(coordinator, proposed, item_id))


def _invite(by: Actor, conference_id: UUID, item_id: UUID) -> UUID:
    set_goal(by, item_id)
    go(by, conference_id, State.NECESSITY_TEST)
    start = queries.prepared_item(by, item_id)
    decide(by, start.person_id, start.person_label)
    shelter = add_shelter(by, conference_id)
    actions.admit(by=by, item_id=item_id, participant_id=shelter, why="Heeft een plek")
    actions.set_informed(by=by, item_id=item_id, how=Informed.INVITED, on=clock.today())
    actions.set_details(
        by=by,
        conference_id=conference_id,
        version=queries.conference(by, conference_id).head.version,
        meets_at=clock.now() + timedelta(hours=1),
        minutes=60,
        place="Stadhuis, kamer 3",
        chair=by.id,
    )
    go(by, conference_id, State.INVITED)
    return conference_id


def admissions_of(actor: Actor, item_id: UUID) -> dict[str, UUID]:
    """Who is admitted to a file, by how the table knows them."""
    view = queries.item_at_table(actor, item_id)
    return {one.person.words: one.id for one in view.admitted}


def hold(by: Actor, conference_id: UUID, item_id: UUID) -> None:
    """Everybody who is admitted sat at the table, and left."""
    everybody = tuple(admissions_of(by, item_id).values())
    actions.come_in(by=by, item_id=item_id, admissions=everybody)
    actions.go_out(by=by, item_id=item_id)
    go(by, conference_id, State.HELD)


@pytest.fixture
def held(invited: UUID, item_id: UUID, coordinator: Actor) -> UUID:
    """The same, held."""
    hold(coordinator, invited, item_id)
    return invited
