"""Keeping a way to look through the list: adding, naming and removing it, opening with it."""

from contextlib import AbstractContextManager
from uuid import UUID

from kmt.access.acts import act, check
from kmt.access.permissions import Permission
from kmt.desk.models import SavedView
from kmt.desk.rules.saving import name_problem, room_problem
from kmt.desk.saved import kept, own, saved_views, sealed
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Invalid, NotFound
from kmt.partners.queries import addresses_of

LIST, RUN = Permission.INTAKE_REPORT_LIST, Permission.RETENTION_TERM_RUN


def save_view(*, by: Actor, name: str, address: str, opens: bool = False) -> UUID:
    """Keep an address of the list under a name; the same name and address twice is kept once.

    Raises ``Invalid`` with a sentence at ``name``.
    """
    check(by, LIST)
    kept = saved_views(by)
    same = next((one for one in kept if (one.name, one.address) == (name.strip(), address)), None)
    if same is not None:
        return same.id
    _refuse(name_problem(name, [one.name for one in kept]) or room_problem(len(kept)))
    view_id = new_id()
    with _changing(by, view_id, "create"):
        if opens:
            _open_with_none(by)
        SavedView(
            id=view_id,
            account=by.id,
            name=sealed(view_id, name.strip()),
            address=address,
            opens=opens,
            made_at=clock.now(),
        ).save(force_insert=True)
    return view_id


def rename_view(*, by: Actor, view_id: UUID, name: str) -> None:
    """Give one of one's own another name. Raises ``Invalid`` with a sentence at ``name``."""
    kept = {one.id: one.name for one in saved_views(by)}
    if view_id not in kept:
        raise NotFound
    _refuse(name_problem(name, [one for key, one in kept.items() if key != view_id]))
    with _changing(by, view_id, "update"):
        rows = SavedView.objects.seen_by(by, own(by)).filter(id=view_id)
        rows.update(name=sealed(view_id, name.strip()))


def open_with(*, by: Actor, view_id: UUID | None) -> None:
    """Let the list open with one of one's own, or with none of them."""
    rows = SavedView.objects.seen_by(by, own(by))
    if view_id is None:
        found = rows.filter(opens=True).first()
        if found is None:
            return
        with _changing(by, found.id, "update"):
            _open_with_none(by)
        return
    rows.one(id=view_id)
    with _changing(by, view_id, "update"):
        _open_with_none(by)
        rows.filter(id=view_id).update(opens=True)


def remove_view(*, by: Actor, view_id: UUID) -> None:
    """Take one of one's own away; harmless when it is gone already."""
    rows = SavedView.objects.seen_by(by, own(by)).filter(id=view_id)
    if not rows.exists():
        return
    with _changing(by, view_id, "delete"):
        rows.delete()


def forget_views(*, by: Actor) -> int:
    """Remove those of accounts that are closed; for the job of the night. How many went."""
    check(by, RUN)
    rows = SavedView.objects.seen_by(by, kept(by))
    accounts = set(rows.values_list("account", flat=True))
    gone = accounts - set(addresses_of(accounts))
    if not gone:
        return 0
    with act(by, RUN, action="delete", object_type="saved_view", object_id="", reason="left"):
        return rows.filter(account__in=gone).delete()[0]


def _changing(by: Actor, view_id: UUID, action: str) -> AbstractContextManager[None]:
    return act(by, LIST, action=action, object_type="saved_view", object_id=str(view_id))


def _open_with_none(by: Actor) -> None:
    SavedView.objects.seen_by(by, own(by)).filter(opens=True).update(opens=False)


def _refuse(sentence: str) -> None:
    if sentence:
        raise Invalid(sentence, fields={"name": sentence})
