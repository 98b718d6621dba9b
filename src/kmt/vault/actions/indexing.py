"""Making the search tokens of everybody anew: after a change of the lists, or of the rules."""

from uuid import UUID

from django.db.models import Q

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.vault.access import persons
from kmt.vault.queries.persons import opened
from kmt.vault.rules import Unreadable
from kmt.vault.writing import put_tokens

BATCH = 200


def reindex_persons(*, by: Actor) -> tuple[int, int]:
    """Make every person's tokens anew from the sealed identity, which is shown to nobody.

    Returns how many were done, and how many do not open any more. May be given again at any time.
    """
    ids = list(persons(by, Q()).order_by("id").values_list("id", flat=True))
    done = sum(_batch(by, ids[at : at + BATCH]) for at in range(0, len(ids), BATCH))
    return done, len(ids) - done


def _batch(by: Actor, ids: list[UUID]) -> int:
    done = 0
    with act(
        by,
        Permission.VAULT_KEY_MANAGE,
        action="update",
        object_type="search_tokens",
        object_id="",
        reason="reindex",
    ):
        for person in persons(by, Q(id__in=ids)):
            try:
                identity = opened(person)
            except Unreadable:
                continue
            put_tokens(by, person, identity, clock.local(person.registered_at).date())
            done += 1
    return done
