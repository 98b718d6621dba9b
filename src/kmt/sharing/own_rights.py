"""What suppliers gave the ZVH compartment about a person, to answer that person about it.

A correction goes back to who supplied it (BGS 1.7, 1.6), so each datum says who that was.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.audit.actions import read_of
from kmt.kernel.actor import Actor
from kmt.lawfulness.loading import sharing_matrix
from kmt.sharing.models import SuppliedDatum
from kmt.sharing.sealing import DATUM, opened, person_key


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDatum:
    """One datum in words, with its supplier."""

    id: UUID
    received_on: date
    data: str
    label: str
    supplier: str
    organisation: str
    purpose: str


def supplied_about(actor: Actor, persons: Collection[UUID]) -> tuple[OwnDatum, ...]:
    """Every datum about these persons, oldest first; the look is recorded per person."""
    check(actor, Permission.RIGHTS_REQUEST_HANDLE)
    rows = list(SuppliedDatum.objects.seen_by(actor, Q(subject_id__in=persons)))
    for person in {row.subject_id for row in rows}:
        read_of(actor, object_type="person", object_id=str(person), reason="own_rights")
    texts = opened([(person_key(row.subject_id), DATUM, row.id, bytes(row.texts)) for row in rows])
    matrix = sharing_matrix()
    return tuple(
        OwnDatum(
            id=row.id,
            received_on=row.received_on,
            data=matrix.dutch("data", row.data),
            label=text["label"],
            supplier=matrix.dutch("actor", row.supplier),
            organisation=text["organisation"],
            purpose=matrix.dutch("purpose", row.purpose),
        )
        for row, text in zip(rows, map(json.loads, texts), strict=True)
    )
