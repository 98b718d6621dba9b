"""Sharing and the rights of the person it is about: what was shared, and whether it may go on.

Whose data are restricted (AVG 18) is kept by a room above this one, which hands over how to ask.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.audit.actions import read_of
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Decision
from kmt.lawfulness.access import asked_by_the_person
from kmt.lawfulness.loading import sharing_matrix
from kmt.lawfulness.models import Disclosure
from kmt.lawfulness.texts import opened

TOLD = "yes"
RESTRICTED = (
    "Deze persoon vroeg om de gegevens alleen nog te bewaren, of maakte bezwaar (AVG 18). Er wordt "
    "nu niets gedeeld. Vraag de privacyfunctionaris wanneer dat weer kan."
)
#: What AVG 18(2) leaves: consent of the person, and danger to a life.
STILL_ALLOWED = frozenset({"consent_client", "acute_danger", "acute_life_danger"})
Restricted = Callable[[UUID], bool]
_asked: list[Restricted] = [lambda person: False]


def ask_with(restricted: Restricted) -> None:
    """Use this from now on; called once, by the roof of the house."""
    _asked[:] = [restricted]


def is_restricted(person: UUID) -> bool:
    """Whether the data of this person are only stored for now."""
    return _asked[0](person)


def may_share_of(person: UUID, facts: Collection[str]) -> Decision:
    """Nothing is shared about somebody whose data are restricted, but for what AVG 18(2) leaves:
    their own consent, and danger to a life.
    """
    allowed = STILL_ALLOWED.intersection(facts)
    return Decision.of(RESTRICTED if not allowed and is_restricted(person) else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedOnce:
    """One decision to share, in words for the person; ``told`` whether they know of it."""

    id: UUID
    on: date
    compartment: str
    recipient: str
    recipient_name: str
    purpose: str
    data: str
    told: bool

    @property
    def to(self) -> str:
        """The receiver, and its name where that says more."""
        names = {one.casefold(): one for one in (self.recipient, self.recipient_name) if one}
        return ", ".join(names.values())


def shared_about(actor: Actor, persons: Collection[UUID]) -> tuple[SharedOnce, ...]:
    """What was shared about these persons (AVG 15(1)(c)), oldest first; every one is recorded."""
    check(actor, Permission.RIGHTS_REQUEST_HANDLE)
    rows = list(
        Disclosure.objects.seen_by(actor, asked_by_the_person(actor))
        .filter(subject_id__in=persons)
        .order_by("decided_at")
    )
    matrix, texts = sharing_matrix(), opened([(row.id, bytes(row.texts)) for row in rows])
    for row in rows:
        read_of(actor, object_type="disclosure", object_id=str(row.id), reason="own_rights")
    return tuple(
        SharedOnce(
            id=row.id,
            on=clock.local(row.decided_at).date(),
            compartment=row.compartment,
            recipient=matrix.dutch("actor", row.recipient),
            recipient_name=text.get("recipient_name", ""),
            purpose=matrix.dutch("purpose", row.purpose),
            data=", ".join(matrix.dutch("data", code) for code in row.data.split("|")),
            told=row.told == TOLD,
        )
        for row, text in zip(rows, texts, strict=True)
    )
