"""The objects of the outlook that an address can name: each room says which, per address.

A room adds its ``addresses(adviser, municipality)`` of ``tests/<room>/worlds.py`` to ``ROOMS``: a
dictionary from the name of an address to what it needs.
"""

from collections.abc import Callable, Mapping

from kmt.kernel.actor import Actor
from tests.directory import worlds as directory
from tests.factsheets import worlds as factsheets
from tests.finance import worlds as finance
from tests.governance import worlds as governance
from tests.knowledge import worlds as knowledge
from tests.mandate import worlds as mandate
from tests.options import worlds as options
from tests.policy_frame import worlds as policy_frame
from tests.prevention import worlds as prevention
from tests.rounds import worlds as rounds
from tests.scenarios import worlds as scenarios
from tests.training import worlds as training
from tests.transition import worlds as transition

Addresses = Mapping[str, dict[str, object]]

ROOMS: tuple[Callable[[Actor, str], Addresses], ...] = (
    finance.addresses,
    governance.addresses,
    policy_frame.addresses,
    mandate.addresses,
    knowledge.addresses,
    directory.addresses,
    training.addresses,
    options.addresses,
    prevention.addresses,
    rounds.addresses,
    factsheets.addresses,
    scenarios.addresses,
    transition.addresses,
)


def make_outlook(adviser: Actor, municipality: str) -> Addresses:
    """Make them all, once for this municipality."""
    made: dict[str, dict[str, object]] = {}
    for room in ROOMS:
        made |= room(adviser, municipality)
    return made
