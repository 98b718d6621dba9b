"""Objects of trainings that an address can name, for the table of who gets what answer where."""

from datetime import datetime, time, timedelta

from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.training import actions, queries
from kmt.training.rules import Offer, Planned


def addresses(adviser: Actor, municipality: str) -> dict[str, dict[str, object]]:
    """A training with a session in which the adviser has a place; per address its objects."""
    offer = Offer(
        title=f"Signalen {municipality}",
        subject="recognising",
        level="basic",
        audience="",
        minutes=60,
    )
    day = clock.today() + timedelta(days=9)
    planned = Planned(
        starts_at=datetime.combine(day, time(9), clock.DUTCH_TIME),
        minutes=60,
        place="Stadhuis",
        online=False,
        places=4,
        trainer="",
        closes_on=day,
    )
    training = actions.offer_training(by=adviser, offer=offer)
    session = actions.plan_session(by=adviser, training_id=training, planned=planned)
    actions.take_place(
        by=adviser, session_id=session, municipality=municipality, department="safety"
    )
    place = queries.session(adviser, session).place
    assert place is not None
    named: dict[str, object] = {"session_id": session}
    mine: dict[str, object] = {"place_id": place.id}
    return {
        "training:offer": {"training_id": training},
        "training:session": named,
        "training:change_session": named,
        "training:calendar": named,
        "training:evaluate": mine,
        "training:certificate": mine,
    }
