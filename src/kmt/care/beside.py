"""What rooms above keep with a case, so that it is shown, hindered, told and destroyed with it.

Those rooms know this one and it does not know them: each hands itself over, once, at the start.
A case that is destroyed takes their rows along, whoever asks for the own file gets their part of
it (AVG 15), each of their pieces counts for the term (T07), and a rule of theirs can hold back a
step of the case.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.functional import Promise

from kmt.access.permissions import Permission
from kmt.care.states import State
from kmt.kernel.actor import Actor
from kmt.rights.disclosers import Piece


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A room above and what it keeps with cases.

    ``words`` is its heading on the page of a case and ``page`` the name of its address there, which
    ``needs`` opens; parts stand by ``order``. ``empty`` says in one sentence what it is for, as
    long as nothing is there. ``take_out`` removes its rows of one case and says how many; ``told``
    what the person may see of it; ``made_on`` per piece the case and the day. ``hinders`` is pure:
    the codes of its glance and the state in view, out comes why not, or nothing. ``finished`` runs
    when a line that it put among what must happen is ticked off on the page of the case. ``begun``
    runs inside the act that opens a case, with the urgency that the desk gave. ``events`` are the
    words for its kinds on the timeline.
    """

    room: str
    words: Promise
    page: str
    order: int
    empty: Promise
    take_out: Callable[[Actor, UUID], int]
    told: Callable[[Actor, UUID], Iterable[Piece]]
    made_on: Callable[[Actor], Iterable[tuple[UUID, date]]]
    needs: Permission = Permission.CARE_CASE_READ
    hinders: Callable[[frozenset[str], State], str] = lambda _facts, _to: ""
    finished: Callable[[Actor, UUID, str, bool], None] = lambda *_: None
    begun: Callable[[Actor, UUID, str], None] = lambda *_: None
    events: Mapping[str, Promise] = field(default_factory=dict)


_above: dict[str, Beside] = {}


def keep_beside(one: Beside) -> None:
    """Know this room above from now on; called once, at the start, by that room."""
    _above[one.room] = one


def all_beside() -> tuple[Beside, ...]:
    """Every room above that keeps something with cases, in the order of the page."""
    return tuple(sorted(_above.values(), key=lambda one: one.order))


def beside(room: str) -> Beside | None:
    """One of them by its code; None when no room handed itself over under it."""
    return _above.get(room)


def event_words() -> dict[str, Promise]:
    """The words of every kind of event that a room above puts on a timeline."""
    return {kind: words for one in _above.values() for kind, words in one.events.items()}
