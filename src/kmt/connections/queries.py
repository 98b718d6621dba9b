"""Every read of connections: what a record names, and in which other records the same stands."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from kmt.access.acts import check, refusals_recorded
from kmt.access.limits import count_opening
from kmt.access.permissions import Permission
from kmt.access.rows import GatedQuerySet
from kmt.audit.actions import read_of
from kmt.connections import access
from kmt.connections.models import Mention
from kmt.connections.records import RecordLine, Records, kind_of, kinds
from kmt.connections.rules.kinds import PERSON, Kind, same_form
from kmt.connections.rules.recognising import recognised
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotFound
from kmt.vault.queries import open_texts
from kmt.vault.rules import column_of

#: So many other records are shown beside one thing; more is too common to tell anything.
MOST = 40
Thing = tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A thing that a record names, or a person it is about, and the other records with the same."""

    kind: str
    value: str
    others: tuple[RecordLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named(Shared):
    """A thing that was put down, so that it can be taken away again."""

    id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Further:
    """Something that another record shares with a third one: a second step away."""

    kind: str
    value: str
    between: RecordLine
    others: tuple[RecordLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Connections:
    """One record with everything it has in common with others of the actor's world."""

    record: RecordLine
    named: tuple[Named, ...]
    persons: tuple[Shared, ...]
    further: tuple[Further, ...]
    offered: tuple[tuple[Kind, str], ...]

    @property
    def shared(self) -> tuple[Shared, ...]:
        """What stands in another record as well."""
        return tuple(one for one in (*self.named, *self.persons) if one.others)


def connections(actor: Actor, object_id: UUID) -> Connections:
    """What this record names and shares.

    It counts as opening this record, whose text is searched. The look is recorded, also at every
    other record of which the page tells what it names (the second step).
    """
    records = seen_record(actor, object_id)
    which = {"object_type": records.object_type, "object_id": str(object_id)}
    with refusals_recorded(actor, **which):
        count_opening(actor, records.object_type, object_id)
    own = list(_mentions(actor, records).filter(object_id=object_id).order_by("kind", "noted_on"))
    near = _with_things(actor, records, {(one.kind, one.token) for one in own})
    labels = records.persons(actor, object_id)
    about = records.about(actor, labels)
    beside = {one for found in (*near.values(), *about.values()) for one in found} - {object_id}
    steps = _further(actor, records, beside, {(one.kind, one.token) for one in own})
    far = {one for _row, found in steps for one in found}
    lines = {
        one: RecordLine(id=one, number=number, at=at, url=reverse(records.page, args=[one]))
        for one, number, at in records.lines(actor, {object_id, *beside, *far})
    }
    for one in sorted({object_id, *(row.object_id for row, _found in steps)}):
        read_of(actor, object_type=records.object_type, object_id=str(one), reason="connections")
    values = _opened([*own, *(row for row, _found in steps)])
    named = tuple(
        Named(
            id=one.id,
            kind=one.kind,
            value=values[one.id],
            others=_lines(lines, near[one.kind, one.token] - {object_id}),
        )
        for one in own
    )
    forms = {(one.kind, same_form(Kind(one.kind), one.value)) for one in named}
    return Connections(
        record=lines[object_id],
        named=named,
        persons=tuple(
            Shared(
                kind=PERSON,
                value=label,
                others=_lines(lines, about.get(person, frozenset()) - {object_id}),
            )
            for person, label in labels.items()
        ),
        further=tuple(
            Further(
                kind=row.kind,
                value=values[row.id],
                between=lines[row.object_id],
                others=_lines(lines, found),
            )
            for row, found in steps
        ),
        offered=tuple(
            (kind, words)
            for kind, words in recognised(records.texts(actor, object_id))
            if (kind, same_form(kind, words)) not in forms
        ),
    )


def seen_record(actor: Actor, object_id: UUID) -> Records:
    """The kind of a record that this actor reads; ``NotFound`` for every other, alike."""
    with refusals_recorded(actor, object_type="connection", object_id=str(object_id)):
        check(actor, Permission.CONNECTIONS_MENTION_READ)
        for records in kinds():
            ids = records.ids(actor)
            if ids is not None and ids.filter(id=object_id).exists():
                return records
        raise NotFound


def _mentions(actor: Actor, records: Records) -> GatedQuerySet[Mention]:
    return Mention.objects.seen_by(actor, access.visible(actor, records))


def _with_things(
    actor: Actor, records: Records, things: Collection[Thing]
) -> defaultdict[Thing, set[UUID]]:
    """Per thing the records that name it, as far as this actor reads them."""
    found: defaultdict[Thing, set[UUID]] = defaultdict(set)
    rows = _mentions(actor, records).filter(token__in={token for _kind, token in things})
    for kind, token, object_id in rows.values_list("kind", "token", "object_id"):
        found[kind, token].add(object_id)
    return found


def _further(
    actor: Actor, records: Records, beside: Collection[UUID], own: Collection[Thing]
) -> list[tuple[Mention, set[UUID]]]:
    """What the records beside this one share with third ones: one row of each, and the others."""
    rows = list(_mentions(actor, records).filter(object_id__in=list(beside)[:MOST]))
    rows = [row for row in rows if (row.kind, row.token) not in own]
    near = _with_things(actor, records, {(row.kind, row.token) for row in rows})
    firsts: dict[Thing, Mention] = {}
    for row in rows:
        firsts.setdefault((row.kind, row.token), row)
    found = [(row, near[thing] - {row.object_id}) for thing, row in firsts.items()]
    return [(row, others) for row, others in found if others][:MOST]


def _opened(rows: Collection[Mention]) -> dict[UUID, str]:
    sealed = [
        (
            kind_of(row.object_type).subject(row.object_id),
            column_of("mention", row.id),
            bytes(row.value),
        )
        for row in rows
    ]
    return dict(zip((row.id for row in rows), open_texts(sealed), strict=True))


def _lines(lines: Mapping[UUID, RecordLine], ids: Collection[UUID]) -> tuple[RecordLine, ...]:
    found = [lines[one] for one in ids if one in lines]
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))[:MOST]
