"""Two persons turn out to be one, or not after all: by somebody, with a reason, reversible."""

from collections.abc import Iterable
from uuid import UUID

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Conflict
from kmt.vault.access import person_of
from kmt.vault.models import Person
from kmt.vault.rules.linking import MERGE, SPLIT, may_merge, may_note, may_split
from kmt.vault.writing import note_link, root_of

MEANWHILE = "Iemand anders heeft deze persoon intussen samengevoegd of gesplitst."


def merge_persons(*, by: Actor, person_id: UUID, into_id: UUID, reason: str) -> None:
    """Say that one person is another; from now on they are shown as one, and nothing is changed.

    Each keeps its own identity, key and consents. What was merged into either comes along.
    """
    with act(
        by,
        Permission.VAULT_PERSON_MERGE,
        action="merge",
        object_type="person",
        object_id=str(person_id),
        reason="same person",
    ):
        one, other = (root_of(by, person_of(by, each)) for each in (person_id, into_id))
        same, already = person_id == into_id, one.id == other.id
        may_merge(same=same, already_one=already, reason=reason).check()
        _still(one, other)
        _point(one, other)
        note_link(by, one, other, MERGE, reason)


def note_compared(*, by: Actor, person_ids: Iterable[UUID], answer: str) -> None:
    """Record that somebody was put beside these persons and is not one of them, or may be."""
    for person_id in person_ids:
        with act(
            by,
            Permission.VAULT_PERSON_SEARCH,
            action="search",
            object_type="person",
            object_id=str(person_id),
            decision=may_note(answer),
            reason=answer,
        ):
            person_of(by, person_id)


def split_person(*, by: Actor, person_id: UUID, reason: str) -> None:
    """Take the last merge of this person back: everybody is again who they were before it."""
    with act(
        by,
        Permission.VAULT_PERSON_MERGE,
        action="split",
        object_type="person",
        object_id=str(person_id),
        reason="not the same person",
    ):
        person = person_of(by, person_id)
        before = person.merged_into
        may_split(merged=before is not None, reason=reason).check()
        if before is not None:
            _point(person, None)
            note_link(by, person, before, SPLIT, reason)


def _still(*persons: Person) -> None:
    """Hold these rows, and refuse when one of them was pointed elsewhere meanwhile.

    Without it two people who merge the same two, each the other way, would make a circle.
    """
    rows = Person.objects.select_for_update().filter(pk__in=[one.pk for one in persons])
    held = dict(rows.order_by("id").values_list("id", "merged_into"))
    if held != {one.id: one.merged_into_id for one in persons}:
        raise Conflict(MEANWHILE)


def _point(person: Person, into: Person | None) -> None:
    """Move the pointer, if it still is where it was read."""
    rows = Person.objects.filter(pk=person.pk, merged_into=person.merged_into_id)
    if not rows.update(merged_into=into):
        raise Conflict(MEANWHILE)
