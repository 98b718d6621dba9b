"""What waits in teamwork, for the daily mail without content: tasks of partners, unread comments.

Neither is handed over to another: a task is asked of one partner, a comment is to one person.
"""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy

from kmt.access.permissions import Permission
from kmt.duty.carried import Carried, Tally, Work
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Refused
from kmt.teamwork.queries import unread, waiting_outside


def _partners(actor: Actor) -> Mapping[str, Tally]:
    return {
        account: Tally(open=size, due=due, waits=new)
        for account, (size, due, new) in waiting_outside(actor).items()
    }


def _comments(actor: Actor) -> Mapping[str, Tally]:
    return {account: Tally(open=size, waits=size) for account, size in unread(actor).items()}


def _nothing_of(_actor: Actor, _account: str) -> Sequence[Work]:
    return ()


def _none_found(_actor: Actor, _ids: Collection[UUID]) -> Sequence[Work]:
    return ()


def _stays(*, by: Actor, object_id: UUID, old: str, new: str, reason: str) -> None:
    raise Refused("Dit is aan één persoon gevraagd of geschreven.", "Vraag of schrijf het opnieuw.")


PARTNER = Carried(
    kind="partner_task",
    words=gettext_lazy("Tasks of partners"),
    works=Permission.TEAMWORK_TASK_ANSWER,
    page="teamwork:part",
    list_page="teamwork:mine",
    lists=Permission.TEAMWORK_PART_READ,
    tallies=_partners,
    work_of=_nothing_of,
    find=_none_found,
    hand_over=_stays,
    personal=False,
    outside=True,
)
COMMENT = Carried(
    kind="case_comment",
    words=gettext_lazy("Comments to you"),
    works=Permission.CARE_CASE_READ,
    page="teamwork:case",
    list_page="teamwork:to_me",
    lists=Permission.CARE_CASE_READ,
    tallies=_comments,
    work_of=_nothing_of,
    find=_none_found,
    hand_over=_stays,
    personal=False,
)
