"""What ends: an agreement ticked off in the file, a file that goes, an empty conference."""

from uuid import UUID

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.conference import access
from kmt.conference.actions.following import settled_row
from kmt.conference.models import AgendaItem, Agreement, Conference, Participant
from kmt.conference.queries import CONFERENCE
from kmt.conference.rules import Outcome
from kmt.kernel import clock
from kmt.kernel.actor import Actor


def settled_there(by: Actor, kind: str, object_id: UUID, key: str, done: bool) -> None:
    """An agreement was ticked off in its file; runs inside the act of the workshop."""
    rows = Agreement.objects.filter(item__kind=kind, item__object_id=object_id, outcome="")
    row = rows.filter(id=key).first()
    if row is not None:
        settled_row(by, row, Outcome.DONE if done else Outcome.NOT_DONE)


def take_out(by: Actor, kind: str, object_id: UUID) -> int:
    """Take a file off every agenda, with all that was said about its person; how many rows.

    Inside the act by which the workshop destroys the file; the key of the file goes with it. A
    conference without files waits for the job of the night, which destroys its key too.
    """
    items = AgendaItem.objects.filter(access.of_file(kind, object_id))
    met = set(items.values_list("conference_id", flat=True))
    gone = items.delete()[0]
    empty = Conference.objects.filter(id__in=met).exclude(
        id__in=AgendaItem.objects.filter(conference__in=met).values("conference_id")
    )
    empty.update(emptied_on=clock.today())
    return gone


def destroy_conference(*, by: Actor, object_id: UUID, part: str = "") -> int:
    """Destroy what is left of a conference without files; for the job that guards the terms.

    The key is destroyed by the caller. Returns how many rows went, zero when it was gone already.
    """
    with act(
        by,
        Permission.RETENTION_TERM_RUN,
        action="delete",
        object_type=CONFERENCE,
        object_id=str(object_id),
        reason=part,
    ):
        rows = Conference.objects.seen_by(by, access.retained(by)).filter(pk=object_id)
        if not rows.exists():
            return 0
        seats = Participant.objects.filter(conference=object_id).delete()[0]
        return seats + rows.delete()[0]
