"""A care table of one municipality, for the tests of who may open what."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from kmt.care.rules import CARE_CASE
from kmt.conference import actions, queries
from kmt.conference.rules import Outsider, Who
from kmt.kernel import clock
from kmt.kernel.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What the addresses of a conference can name."""

    conference: UUID
    item: UUID
    outsider: UUID


def make_table(coordinator: Actor, case_id: UUID) -> Table:
    """A conference about a case, with time and place and somebody from outside on the list."""
    made = actions.propose(by=coordinator, kind=CARE_CASE, object_id=case_id)
    actions.set_details(
        by=coordinator,
        conference_id=made,
        version=1,
        meets_at=clock.now() + timedelta(days=1),
        minutes=60,
        place="Stadhuis",
        chair=coordinator.id,
    )
    who = Who(organisation="Opvang Verzonnen", function="begeleider")
    outsider = Outsider(party="care_provider", who=who)
    actions.add_outsider(by=coordinator, conference_id=made, outsider=outsider)
    view = queries.conference(coordinator, made)
    seat = next(one.id for one in view.people if not one.account)
    return Table(conference=made, item=view.items[0].id, outsider=seat)
