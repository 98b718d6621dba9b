"""Destroying a year of a body when its term is over and a person chose so (T40)."""

from uuid import UUID

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.attachments.actions import take_out
from kmt.governance.access import retained
from kmt.governance.models import AgendaItem, Meeting
from kmt.governance.papers import PAPER
from kmt.governance.retained import YEAR, years
from kmt.kernel.actor import Actor


def destroy_year(*, by: Actor, object_id: UUID, part: str = "") -> int:
    """Destroy everything that a body left behind in a year, papers too; how many there were.

    For the job that guards the terms; the keys of the papers are destroyed by the caller. The
    meetings are held meanwhile, so that nobody adds a paper to what goes.
    """
    with act(
        by,
        Permission.RETENTION_TERM_RUN,
        action="delete",
        object_type=YEAR,
        object_id=str(object_id),
        reason=part,
    ):
        list(Meeting.objects.seen_by(by, retained(by)).select_for_update())
        year = years(by).get(object_id)
        if year is None:
            return 0
        gone = sum(
            take_out(by=by, object_type=PAPER, object_id=one) for one in year.rows[AgendaItem]
        )
        for model, keys in year.rows.items():
            rows = model.objects.seen_by(by, retained(by)).filter(pk__in=keys)
            gone += rows.delete()[0]
        return gone
