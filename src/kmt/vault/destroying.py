"""Destroying keys: what they sealed goes dark everywhere, also in every older copy of the data.

The key goes after the change that decided it is committed. Whatever cuts in between, and whatever
backup is put back: :func:`kmt.vault.actions.replay_erasures` brings both databases to it.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from kmt.kernel import clock
from kmt.vault.models import DataKey, Erasure, Tombstone
from kmt.vault.routing import KEYS

PERSON = "person:"


def destroy(subjects: Iterable[str]) -> int:
    """Destroy the keys of these subjects for good; returns how many there still were."""
    wanted = list(subjects)
    now = clock.now()
    with transaction.atomic(using=KEYS):
        there = set(Tombstone.objects.filter(subject__in=wanted).values_list("subject", flat=True))
        new = [Tombstone(subject=one, destroyed_at=now) for one in wanted if one not in there]
        Tombstone.objects.bulk_create(new, ignore_conflicts=True)
        gone, _ = DataKey.objects.filter(subject__in=wanted).delete()
    return gone


def destroyed(subject: str) -> bool:
    """Whether this subject was erased; no key is ever made for it again."""
    return Tombstone.objects.filter(subject=subject).exists()


def unfinished() -> list[str]:
    """Subjects whose erasure was decided but whose key is still there."""
    decided = list(Erasure.objects.values_list("subject", flat=True))
    return list(DataKey.objects.filter(subject__in=decided).values_list("subject", flat=True))


def buried() -> set[str]:
    """Every subject whose key was destroyed."""
    return set(Tombstone.objects.values_list("subject", flat=True))


def forgotten() -> set[str]:
    """Subjects whose key was destroyed and of which the data do not know that any more.

    There are some after an older backup of the data was put back, and at no other time.
    """
    return buried() - set(Erasure.objects.values_list("subject", flat=True))


def buried_persons() -> list[UUID]:
    """Persons whose key was destroyed, whatever the data say."""
    found = Tombstone.objects.filter(subject__startswith=PERSON)
    return [UUID(one.removeprefix(PERSON)) for one in found.values_list("subject", flat=True)]
