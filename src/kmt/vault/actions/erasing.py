"""Erasing: rows go, the key is destroyed, every older copy goes dark.

Whether somebody may be erased is decided before (retention, a request of the person); here it is
done, and done again over a backup that was put back.
"""

from uuid import UUID

from django.db import transaction
from django.db.models import Q

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.vault.access import person_of, persons, words
from kmt.vault.destroying import PERSON, buried_persons, destroy, forgotten, unfinished
from kmt.vault.models import Erasure, Person
from kmt.vault.rules.erasing import may_erase


def erase_person(*, by: Actor, person_id: UUID, ground: str) -> None:
    """Erase a person: identity, search rows, consents, merges and the key.

    Other rooms keep a pseudonym that leads nowhere. ``ground`` is a code of
    ``rules.erasing.GROUNDS``. Who was merged into this person goes on
    under the one of them who was known first.
    """
    with act(
        by,
        Permission.VAULT_DATA_ERASE,
        action="delete",
        object_type="person",
        object_id=str(person_id),
        decision=may_erase(ground),
        reason=ground,
    ):
        _take_out(person_of(by, person_id))
        _decided(by, f"{PERSON}{person_id}", ground)


def erase_subject(*, by: Actor, subject: str, ground: str) -> None:
    """Erase the texts of a subject of another room (``report:<id>``); its rows are that room's."""
    with act(
        by,
        Permission.VAULT_DATA_ERASE,
        action="delete",
        object_type="data_key",
        object_id=subject,
        decision=may_erase(ground),
        reason=ground,
    ):
        words(by, Q(subject=subject)).delete()
        _decided(by, subject, ground)


def replay_erasures(*, by: Actor) -> tuple[int, int]:
    """Bring both databases to what was decided, before a restored backup goes online.

    Returns how many keys and how many persons were still there although they were erased.
    """
    keys = destroy(unfinished())
    left = list(persons(by, Q(id__in=buried_persons())).values_list("id", flat=True))
    for person_id in left:
        with act(
            by,
            Permission.VAULT_DATA_ERASE,
            action="delete",
            object_type="person",
            object_id=str(person_id),
            reason="replayed",
        ):
            _take_out(person_of(by, person_id))
            _decided(by, f"{PERSON}{person_id}", "replayed")
    return keys, len(left)


def confirm_replayed(*, by: Actor) -> int:
    """Say that everything is destroyed again that an older backup brought back; the last step.

    Words of texts that are gone go too. From here on the product starts again; returns how much
    the data had forgotten.
    """
    lost = sorted(forgotten())
    for subject in lost:
        erase_subject(by=by, subject=subject, ground="replayed")
    return len(lost)


def _decided(by: Actor, subject: str, ground: str) -> None:
    """Note the decision with the change itself; the key goes once that is safe."""
    defaults = {"at": clock.now(), "by": by.id, "ground": ground}
    Erasure.objects.get_or_create(subject=subject, defaults=defaults)
    transaction.on_commit(lambda: _destroy(subject))


def _destroy(subject: str) -> None:
    destroy([subject])


def _take_out(person: Person) -> None:
    """Remove the person; whoever was merged into them is not lost."""
    members = list(Person.objects.filter(merged_into=person).order_by("registered_at", "id"))
    if members:
        first, rest = members[0], [one.pk for one in members[1:]]
        Person.objects.filter(pk=first.pk).update(merged_into=person.merged_into_id)
        Person.objects.filter(pk__in=rest).update(merged_into=first)
    person.delete()
