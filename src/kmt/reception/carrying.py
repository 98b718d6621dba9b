"""Mail that nobody took up, as work that waits for the desk, for the room ``duty``.

A draft that somebody types is theirs until it is sent: it is taken over at the list of drafts and
never handed over by another (decision 0016), so only what nobody has is told here.
"""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy

from kmt.access.permissions import Permission
from kmt.duty.carried import Carried, Tally, Work
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotFound
from kmt.reception.queries import how_many_wait
from kmt.reception.retained import DRAFT


def tallies(actor: Actor) -> Mapping[str, Tally]:
    """How many mails wait for the first who takes them up."""
    waiting = how_many_wait(actor)
    return {"": Tally(open=waiting)} if waiting else {}


def work_of(_actor: Actor, _account: str) -> Sequence[Work]:
    """Nothing: what somebody types is no caseload."""
    return ()


def find(_actor: Actor, _ids: Collection[UUID]) -> Sequence[Work]:
    """Nothing that could be handed over."""
    return ()


def hand_over(*, by: Actor, object_id: UUID, old: str, new: str, reason: str) -> None:
    """A draft is taken over, not handed over."""
    raise NotFound


CARRIED = Carried(
    kind=DRAFT,
    words=gettext_lazy("Mail that nobody took up"),
    works=Permission.RECEPTION_DRAFT_WRITE,
    page="reception:draft",
    list_page="reception:drafts",
    lists=Permission.RECEPTION_DRAFT_LIST,
    tallies=tallies,
    work_of=work_of,
    find=find,
    hand_over=hand_over,
    personal=False,
)
