"""Reading who is one with whom, and how that came about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from kmt.access.acts import check, refusals_recorded
from kmt.access.permissions import Permission
from kmt.audit.actions import read_of
from kmt.kernel.actor import Actor
from kmt.vault import access
from kmt.vault.models import Person
from kmt.vault.queries.persons import open_texts
from kmt.vault.rules import PersonRef, column_of


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkLine:
    """One merge or split: which two, who said so, when and why."""

    person: PersonRef
    into: UUID
    act: str
    reason: str
    by_name: str
    at: datetime


def same_person(actor: Actor, person_id: UUID) -> tuple[PersonRef, ...]:
    """The others that were called the same person as this one, by label."""
    return clusters(actor, [access.person_of(actor, person_id)])[person_id]


def link_history(actor: Actor, person_id: UUID) -> tuple[LinkLine, ...]:
    """Every merge and split around this person, oldest first; the look is recorded."""
    with refusals_recorded(actor, object_type="person", object_id=str(person_id)):
        check(actor, Permission.VAULT_PERSON_MERGE)
        person = access.person_of(actor, person_id)
    read_of(actor, object_type="person", object_id=str(person_id), reason="links")
    around = {person.id, *(one.id for one in clusters(actor, [person])[person.id])}
    rows = list(access.links(actor, around).select_related("person"))
    texts = open_texts(
        [(f"person:{row.person_id}", column_of("link", row.id), bytes(row.reason)) for row in rows]
    )
    return tuple(
        LinkLine(
            person=PersonRef(id=row.person_id, label=row.person.label),
            into=row.into,
            act=row.act,
            reason=text,
            by_name=row.by_name,
            at=row.at,
        )
        for row, text in zip(rows, texts, strict=True)
    )


def roots(actor: Actor, rows: Iterable[Person]) -> dict[UUID, UUID]:
    """Per person the one that all of them turned out to be."""
    found = list(rows)
    into = {row.id: row.merged_into_id for row in found}
    while missing := {above for above in into.values() if above} - into.keys():
        pairs = access.persons(actor, Q(id__in=missing)).values_list("id", "merged_into")
        into |= dict.fromkeys(missing) | dict(pairs)
    return {row.id: _top(row.id, into) for row in found}


def clusters(actor: Actor, rows: Iterable[Person]) -> dict[UUID, tuple[PersonRef, ...]]:
    """Per person the others that were called the same one."""
    tops = roots(actor, rows)
    members: dict[UUID, list[PersonRef]] = {top: [] for top in tops.values()}
    level = {top: top for top in members}
    for row in access.persons(actor, Q(id__in=members)).defer("identity"):
        members[row.id].append(PersonRef(id=row.id, label=row.label))
    while level:
        below = list(access.persons(actor, Q(merged_into__in=level)).defer("identity"))
        level = {row.id: level[row.merged_into_id] for row in below if row.merged_into_id}
        for row in below:
            members[level[row.id]].append(PersonRef(id=row.id, label=row.label))
    return {one: _others(one, members[top]) for one, top in tops.items()}


def _others(person_id: UUID, members: list[PersonRef]) -> tuple[PersonRef, ...]:
    return tuple(sorted((ref for ref in members if ref.id != person_id), key=_label))


def _label(ref: PersonRef) -> str:
    return ref.label


def _top(person_id: UUID, into: dict[UUID, UUID | None]) -> UUID:
    while (above := into[person_id]) is not None:
        person_id = above
    return person_id
