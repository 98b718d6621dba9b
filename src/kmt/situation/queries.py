"""Reading the situation of a case: its people, what happened, how far it is established, minors.

The page that shows this has opened the case and recorded the look. The number of queries does not
grow with the number of rows.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Q

from kmt.care.joining import CaseRef, open_all, within, within_own_data, within_retained
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotFound
from kmt.persons.beside import ages_beside
from kmt.situation.models import (
    CaseMember,
    ExploitationSituation,
    MinorArrangement,
    NonPunishmentNote,
    VictimStatus,
)
from kmt.situation.rules.exploitation import CODED
from kmt.situation.rules.minors import ForAge, ages_of_year, for_ages
from kmt.situation.rules.people import CHILD, OFFENDER, VICTIM

Row = CaseMember | ExploitationSituation | MinorArrangement | NonPunishmentNote | VictimStatus
R = TypeVar(
    "R", CaseMember, ExploitationSituation, MinorArrangement, NonPunishmentNote, VictimStatus
)
Words = Callable[[Row, str], str]
TABLES: tuple[type[Row], ...] = (
    CaseMember,
    ExploitationSituation,
    VictimStatus,
    NonPunishmentNote,
    MinorArrangement,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody in a case; without ``id`` the person it is about. ``age`` is what their age means.

    None for somebody who exploits: of them no age is kept.
    """

    id: UUID | None
    person_id: UUID | None
    label: str
    role: str
    relation: str = ""
    kin: str = ""
    note: str = ""
    age: ForAge | None = None
    years: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationRead:
    """One version of one exploitation; ``earlier`` are the versions before it, newest first."""

    situation_id: UUID
    number: int
    member_id: UUID | None
    who: str
    forms: tuple[str, ...]
    sectors: tuple[str, ...]
    started: str
    ended: str
    ongoing: str
    recruited_in: str
    places: tuple[str, ...]
    abroad: str
    coded: dict[str, tuple[str, ...]]
    words: str
    geography: str
    override: str
    override_reason: str
    reclassified: bool
    why: str
    by_name: str
    at: datetime
    earlier: tuple["SituationRead", ...] = ()

    @property
    def shown_geography(self) -> str:
        """Domestic or cross-border: as somebody chose with a reason, or as it follows."""
        return self.override or self.geography


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRead:
    """One step on the ladder of somebody."""

    member_id: UUID | None
    who: str
    status: str
    decider: str
    decided_on: date
    down: bool
    reason: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrangementRead:
    """How far something is that must be arranged for a minor."""

    member_id: UUID | None
    duty: str
    state: str
    happened_on: date
    words: str
    by_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRead:
    """One version of the note on not punishing."""

    number: int
    facts: str
    link: str
    means: str
    source: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """All that the page shows; the person the case is about comes first, newest first elsewhere."""

    members: tuple[Member, ...]
    situations: tuple[SituationRead, ...]
    statuses: tuple[StatusRead, ...]
    arrangements: tuple[ArrangementRead, ...]

    @property
    def person(self) -> Member:
        """The person the case is about."""
        return self.members[0]

    @property
    def victims(self) -> tuple[Member, ...]:
        """Of whom it can be said what happened to them: the person, other victims, children."""
        return (self.person, *(one for one in self.members[1:] if one.role in {VICTIM, CHILD}))

    @property
    def statuses_now(self) -> tuple[StatusRead, ...]:
        """The newest step of everybody who has one."""
        found: dict[UUID | None, StatusRead] = {}
        for one in self.statuses:
            found.setdefault(one.member_id, one)
        return tuple(found.values())

    @property
    def young(self) -> tuple[Member, ...]:
        """For whom something must be arranged because of their age."""
        return tuple(one for one in self.members if one.age and one.age.duties)

    def arranged(self, member_id: UUID | None) -> dict[str, ArrangementRead]:
        """By duty, how far it is for somebody."""
        found: dict[str, ArrangementRead] = {}
        for one in self.arrangements:
            if one.member_id == member_id:
                found.setdefault(one.duty, one)
        return found

    def status_of(self, member_id: UUID | None) -> str:
        """How far somebody is on the ladder; empty when nothing was written down."""
        return next((one.status for one in self.statuses if one.member_id == member_id), "")

    def situation(self, situation_id: UUID) -> SituationRead:
        """One exploitation as it holds; ``NotFound`` when it is not of this case."""
        found = (one for one in self.situations if one.situation_id == situation_id)
        if (one := next(found, None)) is None:
            raise NotFound
        return one


def situation_of(actor: Actor, case: CaseRef) -> Situation:
    """The situation of a case that was opened for this actor."""
    rule = within(actor)
    members = _rows(actor, CaseMember, rule, case.id, "at", ended_at=None)
    described = _rows(actor, ExploitationSituation, rule, case.id, "-at", "-number")
    statuses = _rows(actor, VictimStatus, rule, case.id, "-decided_on", "-at")
    arranged = _rows(actor, MinorArrangement, rule, case.id, "-at")
    words = _opened(case.id, (*members, *described, *statuses, *arranged))
    people = _people(actor, case, members, words)
    names = {one.id: one.label for one in people}
    return Situation(
        members=people,
        situations=_newest([_situation(one, names, words) for one in described]),
        statuses=tuple(_status(one, names, words) for one in statuses),
        arrangements=tuple(_arrangement(one, words) for one in arranged),
    )


def notes_of(actor: Actor, case_id: UUID) -> tuple[NoteRead, ...]:
    """The note on not punishing: what holds first, then its earlier versions."""
    return _notes(actor, case_id, within(actor))


def member_of(actor: Actor, case_id: UUID, member_id: UUID) -> str:
    """The indication of somebody who is in this case; ``NotFound`` when they are not."""
    rows = CaseMember.objects.seen_by(actor, within(actor))
    return rows.one(case_id=case_id, id=member_id, ended_at=None).label


def sent_before(actor: Actor, model: type[Row], token: UUID) -> bool:
    """Whether a form with this mark was written down already."""
    return model.objects.seen_by(actor, within(actor)).filter(token=token).exists()


def made_on(actor: Actor) -> Iterator[tuple[UUID, date]]:
    """The case and the day of each piece: for the job that guards the terms."""
    rule = within_retained(actor)
    for model in TABLES:
        rows = model.objects.seen_by(actor, rule).values_list("case_id", "at")
        yield from ((case_id, clock.local(at).date()) for case_id, at in rows)


def asked_about(
    actor: Actor, case_id: UUID
) -> tuple[tuple[SituationRead, ...], tuple[StatusRead, ...], tuple[NoteRead, ...]]:
    """What happened to the person of a case, how far it is established, and the note.

    For who answers people about their own data: nobody else in the case is in it.
    """
    rule = within_own_data(actor) & Q(member_id=None)
    described = _rows(actor, ExploitationSituation, rule, case_id, "at")
    statuses = _rows(actor, VictimStatus, rule, case_id, "at")
    words = _opened(case_id, (*described, *statuses))
    return (
        tuple(_situation(one, {}, words) for one in described),
        tuple(_status(one, {}, words) for one in statuses),
        _notes(actor, case_id, within_own_data(actor)),
    )


def _rows(
    actor: Actor, model: type[R], rule: Q, case_id: UUID, *order: str, **which: object
) -> list[R]:
    rows = model.objects.seen_by(actor, rule).filter(case_id=case_id, **which)
    return list(rows.order_by(*order))


_SEALED: dict[type[Row], tuple[str, ...]] = {
    CaseMember: ("kin", "note"),
    ExploitationSituation: ("words", "override_reason", "why"),
    VictimStatus: ("reason",),
    MinorArrangement: ("words",),
    NonPunishmentNote: ("facts", "link", "means", "source"),
}


def _opened(case_id: UUID, rows: Iterable[Row]) -> Words:
    """All sealed texts of these rows, opened with one look for the key of the case."""
    places = [(one, column) for one in rows for column in _SEALED[type(one)]]
    sealed = [(case_id, column, one.id, bytes(getattr(one, column))) for one, column in places]
    texts = open_all(sealed)
    known = {(one.id, column): text for (one, column), text in zip(places, texts, strict=True)}
    return lambda one, column: known[one.id, column]


def _people(
    actor: Actor, case: CaseRef, rows: Sequence[CaseMember], words: Words
) -> tuple[Member, ...]:
    """The person of the case and the others, with what their age means today."""
    known = ages_beside(actor, [case.person_id, *(r.person_id for r in rows if r.person_id)])
    years = known.get(case.person_id)
    person = Member(
        id=None,
        person_id=case.person_id,
        label=case.person_label,
        role=VICTIM,
        age=for_ages(years),
        years=years,
    )
    return (person, *(_member(one, known, words) for one in rows))


def _member(row: CaseMember, known: dict[UUID, tuple[int, int] | None], words: Words) -> Member:
    own = known.get(row.person_id) if row.person_id else None
    years = own or ages_of_year(row.birth_year, clock.today())
    ageless = row.role == OFFENDER or (row.role not in {VICTIM, CHILD} and years is None)
    return Member(
        id=row.id,
        person_id=row.person_id,
        label=row.label,
        role=row.role,
        relation=row.relation,
        kin=words(row, "kin"),
        note=words(row, "note"),
        age=None if ageless else for_ages(years),
        years=years,
    )


def _newest(read: Sequence[SituationRead]) -> tuple[SituationRead, ...]:
    """Each exploitation as it holds, with the versions before it."""
    found: dict[UUID, list[SituationRead]] = {}
    for one in sorted(read, key=lambda each: each.number, reverse=True):
        found.setdefault(one.situation_id, []).append(one)
    now = [replace(versions[0], earlier=tuple(versions[1:])) for versions in found.values()]
    return tuple(sorted(now, key=lambda one: one.at, reverse=True))


def _situation(
    row: ExploitationSituation, names: dict[UUID | None, str], words: Words
) -> SituationRead:
    return SituationRead(
        situation_id=row.situation_id,
        number=row.number,
        member_id=row.member_id,
        who=names.get(row.member_id, ""),
        forms=tuple(row.forms),
        sectors=tuple(row.sectors),
        started=row.started,
        ended=row.ended,
        ongoing=row.ongoing,
        recruited_in=row.recruited_in,
        places=tuple(row.places),
        abroad=row.abroad,
        coded={name: tuple(getattr(row, name)) for name in CODED},
        words=words(row, "words"),
        geography=row.geography,
        override=row.override,
        override_reason=words(row, "override_reason"),
        reclassified=row.reclassified,
        why=words(row, "why"),
        by_name=row.by_name,
        at=row.at,
    )


def _status(row: VictimStatus, names: dict[UUID | None, str], words: Words) -> StatusRead:
    return StatusRead(
        member_id=row.member_id,
        who=names.get(row.member_id, ""),
        status=row.status,
        decider=row.decider,
        decided_on=row.decided_on,
        down=row.down,
        reason=words(row, "reason"),
        by_name=row.by_name,
        at=row.at,
    )


def _arrangement(row: MinorArrangement, words: Words) -> ArrangementRead:
    return ArrangementRead(
        member_id=row.member_id,
        duty=row.duty,
        state=row.state,
        happened_on=row.happened_on,
        words=words(row, "words"),
        by_name=row.by_name,
    )


def _notes(actor: Actor, case_id: UUID, rule: Q) -> tuple[NoteRead, ...]:
    rows = _rows(actor, NonPunishmentNote, rule, case_id, "-number")
    words = _opened(case_id, rows)
    return tuple(
        NoteRead(
            number=row.number,
            facts=words(row, "facts"),
            link=words(row, "link"),
            means=words(row, "means"),
            source=words(row, "source"),
            by_name=row.by_name,
            at=row.at,
        )
        for row in rows
    )
