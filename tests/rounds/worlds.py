"""A round that addresses can name, for the table of who may open what."""

from datetime import timedelta

from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.rounds.actions import begin_round
from kmt.rounds.queries import current_round
from kmt.rounds.rules import Asked


def addresses(adviser: Actor, municipality: str) -> dict[str, dict[str, object]]:
    """The one round that runs, and this municipality in it."""
    running, today = current_round(adviser), clock.today()
    asked = Asked(year=today.year, opens=today, closes=today + timedelta(days=30))
    named: dict[str, object] = {
        "round_id": running.id if running else begin_round(by=adviser, asked=asked)
    }
    place: dict[str, object] = {"municipality": municipality}
    return {
        "rounds:round": named,
        "rounds:answer": {**named, **place},
        "rounds:municipality": place,
    }
