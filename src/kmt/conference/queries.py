"""Reading conferences: one's own, one with its agenda, one file on it, who sat at the table.

Every reader gets frozen objects; the look is recorded once per page. The number of queries does
not grow with the number of files, people or agreements. Only files that the reader sees are read.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import repeat
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q

from kmt.access.acts import check, refusals_recorded
from kmt.access.permissions import Permission
from kmt.audit.actions import read_of
from kmt.conference import access
from kmt.conference.models import (
    Admission,
    AgendaItem,
    Agreement,
    Attendance,
    Conference,
    Contribution,
    Participant,
    subject_of,
)
from kmt.conference.reading import (
    AdmissionLine,
    AgreementLine,
    ConferenceLine,
    ConferenceView,
    ContributionLine,
    Head,
    ItemLine,
    ItemView,
    MoveOption,
    PersonAtTable,
    Span,
    TableOfFile,
    Waiting,
)
from kmt.conference.rules import Informed, ItemFacts, MoveFacts, may_move
from kmt.conference.sealing import Sealed, file_key, opened
from kmt.conference.seating import Seats, at_table
from kmt.conference.states import END, OPEN_TO_CHANGE, State, transitions_from
from kmt.conference.workshops import workshop_of
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.partners.queries import names_of, team_on
from kmt.sharing.basing import colleague_basis, outside_basis, standing

CONFERENCE = "conference"
PAGE = 50
COMING, ENDED = "coming", "ended"


def conferences(actor: Actor, shown: str = COMING) -> tuple[ConferenceLine, ...]:
    """The conferences that somebody leads, takes part in or has a file on; next first."""
    check(actor, access.READ)
    read_of(actor, object_type=CONFERENCE, action="search")
    ended = Q(state=END)
    found = Conference.objects.seen_by(actor, access.conferences(actor))
    found = found.filter(ended) if shown == ENDED else found.exclude(ended)
    order = (
        ("-meets_at", "number")
        if shown == ENDED
        else (F("meets_at").asc(nulls_last=True), "number")
    )
    rows = list(found.order_by(*order)[:PAGE])
    seen = AgendaItem.objects.seen_by(actor, access.items(actor)).annotate(
        waiting=Count("agreements", filter=Q(agreements__outcome=""))
    )
    items: dict[UUID, list[AgendaItem]] = {row.id: [] for row in rows}
    for one in seen.filter(conference__in=list(items)).order_by("position"):
        items[one.conference_id].append(one)
    names = names_of({row.chair for row in rows})
    return tuple(
        ConferenceLine(
            id=row.id,
            number=row.number,
            state=State(row.state),
            meets_at=row.meets_at,
            chair=names.get(row.chair, ""),
            files=tuple(f"{one.label} ({one.person_label})" for one in items[row.id]),
            open_agreements=sum(vars(one)["waiting"] for one in items[row.id]),
            leads=_leads(actor, row),
        )
        for row in rows
    )


def conference(actor: Actor, conference_id: UUID) -> ConferenceView:
    """One conference with its agenda and who takes part; the look is recorded."""
    row = found_conference(actor, conference_id)
    every = counted(actor, row.id)
    found = [one for one in every if one.seen]
    items = [one.row for one in found]
    seats = _seats(actor, row, items)
    texts = opened(
        [
            (subject_of(row.id), "place", row.id, row.place),
            (subject_of(row.id), "called_off", row.id, row.called_off),
            *((file_key(one), "goal", one.id, one.goal) for one in items),
            *seats.sealed(),
        ]
    )
    place, called_off, *rest = texts
    seats = seats.named(rest[len(items) :])
    lines = tuple(
        _item_line(one, goal, seats) for one, goal in zip(found, rest[: len(items)], strict=True)
    )
    read_of(actor, object_type=CONFERENCE, object_id=str(row.id))
    leads, facts = _leads(actor, row), move_facts(actor, row, (one.facts for one in every))
    return ConferenceView(
        head=head_of(actor, row, seats.names, place),
        called_off=called_off,
        items=lines,
        elsewhere=len(every) - len(lines),
        people=seats.all() if leads else seats.admitted_to({one.id for one in items}),
        moves=tuple(
            MoveOption(to=one.to, decision=may_move(facts, one.to))
            for one in (transitions_from(facts.state) if leads else ())
        ),
    )


def prepared_item(actor: Actor, item_id: UUID) -> ItemView:
    """One file on the agenda: goal, what the person knows, who is admitted and who waits."""
    item = found_item(actor, item_id)
    row = item.conference
    seats = _seats(actor, row, [item])
    view, seats = _item_view(actor, item, seats)
    changes = row.state in OPEN_TO_CHANGE and _leads(actor, row)
    return replace(view, waiting=_waiting(actor, item, view, seats.all()) if changes else ())


def item_at_table(actor: Actor, item_id: UUID) -> ItemView:
    """The same file while it is discussed: who sits there, what is said and agreed."""
    item = found_item(actor, item_id)
    rows = Admission.objects.seen_by(actor, access.under({item.id})).filter(ended_at=None)
    admitted = list(rows.select_related("participant").order_by("participant__added_at"))
    people = [one.participant for one in admitted]
    seats = at_table(people, admitted, (), also={item.conference.chair})
    return _item_view(actor, item, seats, at_table=True)[0]


def prepared(actor: Actor) -> tuple[tuple[UUID, str], ...]:
    """The conferences that somebody leads and on whose agenda a file can still come."""
    check(actor, access.WRITE)
    rows = Conference.objects.seen_by(actor, access.led(actor)).filter(state__in=OPEN_TO_CHANGE)
    return tuple(rows.order_by("-convened_at").values_list("id", "number")[:PAGE])


def found_conference(actor: Actor, conference_id: UUID) -> Conference:
    """The row of a conference of the actor; a refusal is recorded."""
    with refusals_recorded(actor, object_type=CONFERENCE, object_id=str(conference_id)):
        check(actor, access.READ)
        return Conference.objects.seen_by(actor, access.conferences(actor)).one(id=conference_id)


def found_item(actor: Actor, item_id: UUID) -> AgendaItem:
    """The row of a file on an agenda, with its conference; a refusal is recorded."""
    with refusals_recorded(actor, object_type=CONFERENCE, object_id=str(item_id)):
        check(actor, access.READ)
        rows = AgendaItem.objects.seen_by(actor, access.items(actor))
        return rows.select_related("conference").one(id=item_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A file on an agenda with what the moves must know of it; ``seen``: open to the actor."""

    row: AgendaItem
    seen: bool
    facts: ItemFacts


def counted(actor: Actor, conference_id: UUID) -> list[Counted]:
    """Every file of a conference that was found, counted for the moves.

    Of one that is not seen nothing goes further than its number and these counts.
    """
    spans, agreed = "admissions__attendances", "agreements"
    here = Q(admissions__ended_at=None, admissions__isnull=False) & ~Q(
        admissions__participant__account=F("conference__chair")
    )
    inside = Q(**{f"{spans}__isnull": False, f"{spans}__left_at": None})
    rows = AgendaItem.objects.seen_by(actor, Q(conference=conference_id)).annotate(
        seen=ExpressionWrapper(access.items(actor), BooleanField()),
        contributors=Count("admissions", filter=here, distinct=True),
        attended=Count(spans, distinct=True),
        inside=Count(spans, filter=inside, distinct=True),
        waiting=Count(agreed, filter=Q(**{f"{agreed}__outcome": ""}), distinct=True),
    )
    return [_counted(row) for row in rows.order_by("position")]


def _counted(row: AgendaItem) -> Counted:
    found: dict[str, Any] = vars(row)
    facts = ItemFacts(
        number=row.label,
        has_goal=bool(row.goal and row.goal_with and row.goal_on),
        informed=bool(row.informed),
        contributors=found["contributors"],
        attended=found["attended"] > 0,
        inside=found["inside"],
        has_summary=bool(row.summary),
        open_agreements=found["waiting"],
    )
    return Counted(row=row, seen=bool(found["seen"]), facts=facts)


def move_facts(
    actor: Actor, row: Conference, items: Iterable[ItemFacts], reason: str | None = None
) -> MoveFacts:
    """What the rules need to know; the page and the gate both ask here."""
    return MoveFacts(
        state=State(row.state),
        items=tuple(items),
        has_time_and_place=bool(row.meets_at and row.place),
        by_chair=row.chair == actor.id,
        reason=reason,
    )


def tables_of(actor: Actor, kind: str, object_id: UUID) -> tuple[TableOfFile, ...]:
    """Who sat at the table when a file was discussed, newest first; for who sees that file.

    The workshop records the look, on its own file.
    """
    rows = AgendaItem.objects.seen_by(actor, access.items(actor) & access.of_file(kind, object_id))
    found = rows.annotate(waiting=Count("agreements", filter=Q(agreements__outcome="")))
    items = list(found.select_related("conference").order_by("-added_at"))
    if not items:
        return ()
    spans = attendances(actor, {one.id for one in items})
    there = list({one.admission_id: one.admission for one in spans}.values())
    seats = at_table([one.participant for one in there], there, spans)
    goals = [(file_key(one), "goal", one.id, one.goal) for one in items]
    texts = opened([*goals, *seats.sealed()])
    seats = seats.named(texts[len(goals) :])
    opens = actor.may(access.READ)
    return tuple(
        TableOfFile(
            conference_id=one.conference_id,
            item_id=one.id,
            number=one.conference.number,
            state=State(one.conference.state),
            meets_at=one.conference.meets_at,
            goal=goal,
            present=seats.present(one.id, names=True),
            open_agreements=vars(one)["waiting"],
            opens=opens,
        )
        for one, goal in zip(items, texts, strict=False)
    )


def colleagues(actor: Actor) -> list[tuple[str, str]]:
    """Who can sit at a table with an account today: id and name."""
    check(actor, access.WRITE)
    return [(one.id, one.name) for one in team_on(clock.today()) if one.may_work]


def id_of_number(actor: Actor, number: str) -> UUID | None:
    """The conference with this number, for who decides about its term; nothing of it is read."""
    check(actor, Permission.RETENTION_TERM_DECIDE)
    rows = Conference.objects.seen_by(actor, access.numbered(actor)).filter(number=number)
    return rows.values_list("id", flat=True).first()


def _leads(actor: Actor, row: Conference) -> bool:
    return actor.id in {row.chair, row.convened_by} and actor.may(access.WRITE)


def head_of(actor: Actor, row: Conference, names: Mapping[str, str], place: str) -> Head:
    """The head of a conference that was found, with what was opened of it."""
    return Head(
        id=row.id,
        number=row.number,
        state=State(row.state),
        version=row.version,
        chair=row.chair,
        chair_name=names.get(row.chair, ""),
        is_chair=row.chair == actor.id,
        leads=_leads(actor, row),
        meets_at=row.meets_at,
        minutes=row.minutes,
        place=place,
    )


def _seats(actor: Actor, row: Conference, items: Sequence[AgendaItem]) -> Seats:
    """Who takes part and where they are admitted; names are opened by the caller."""
    ids = {one.id for one in items}
    people = Participant.objects.seen_by(actor, access.of_conference(row.id))
    admitted = Admission.objects.seen_by(actor, access.under(ids)).filter(ended_at=None)
    return at_table(list(people.order_by("added_at")), list(admitted), (), also={row.chair})


def attendances(actor: Actor, items: Iterable[UUID]) -> list[Attendance]:
    """Who sat there when, of files that were found for this actor."""
    rows = Attendance.objects.seen_by(actor, Q(admission__item__in=list(items)))
    return list(rows.select_related("admission__participant").order_by("came_at"))


def _item_line(found: Counted, goal: str, seats: Seats) -> ItemLine:
    item = found.row
    return ItemLine(
        id=item.id,
        label=item.label,
        person_label=item.person_label,
        kind=item.kind,
        object_id=item.object_id,
        goal=goal,
        informed=Informed(item.informed) if item.informed else None,
        admitted=seats.admitted_to({item.id}),
        facts=found.facts,
    )


def _item_view(
    actor: Actor, item: AgendaItem, seats: Seats, *, at_table: bool = False
) -> tuple[ItemView, Seats]:
    """One file with its texts opened in one look; the look at it is recorded."""
    row, key, rule = item.conference, file_key(item), access.under({item.id})
    said: list[Contribution] = []
    agreed: list[Agreement] = []
    if at_table:
        said = list(Contribution.objects.seen_by(actor, rule).order_by("at"))
        agreed = list(Agreement.objects.seen_by(actor, rule).order_by("due", "added_at"))
        seats = seats.with_spans(attendances(actor, {item.id}))
    sealed: list[Sealed] = [(subject_of(row.id), "place", row.id, row.place)]
    sealed += [(key, column, item.id, getattr(item, column)) for column in _OF_ITEM]
    sealed += [(key, "why", one.id, one.why) for one in seats.admissions]
    sealed += [(key, "contribution", one.id, one.text) for one in said]
    sealed += [(key, name, one.id, getattr(one, name)) for one in agreed for name in AGREED]
    texts = iter(opened([*sealed, *seats.sealed()]))
    place = next(texts)
    own = {column: next(texts) for column in _OF_ITEM}
    whys = [next(texts) for _ in seats.admissions]
    words = [next(texts) for _ in said]
    parts = [tuple(next(texts) for _ in AGREED) for _ in agreed]
    seats = seats.named(list(texts))
    read_of(actor, object_type=CONFERENCE, object_id=str(row.id), reason="conference:item")
    bare = _bare_view(item, head_of(actor, row, seats.names, place), own)
    view = replace(
        bare,
        admitted=tuple(map(_admission, seats.admissions, whys, repeat(seats))),
        contributions=tuple(map(_contribution, said, words, repeat(seats))),
        agreements=tuple(map(agreement_line, agreed, parts, repeat(seats))),
    )
    return view, seats


def _bare_view(item: AgendaItem, head: Head, own: Mapping[str, str]) -> ItemView:
    """A file on the agenda with its own texts, without people."""
    workshop = workshop_of(item.kind)
    return ItemView(
        head=head,
        id=item.id,
        version=item.version,
        label=item.label,
        person_label=item.person_label,
        kind=item.kind,
        kind_words=str(workshop.words),
        page=workshop.page,
        object_id=item.object_id,
        person_id=item.person_id,
        municipality=item.municipality,
        goal_on=item.goal_on,
        informed=Informed(item.informed) if item.informed else None,
        informed_on=item.informed_on,
        review_on=item.review_on,
        admitted=(),
        goal=own["goal"],
        goal_with=own["goal_with"],
        why_not_told=own["why_not_told"],
        summary=own["summary"],
    )


def _contribution(row: Contribution, text: str, seats: Seats) -> ContributionLine:
    return ContributionLine(
        id=row.id, supplier=seats.words(row.participant_id), text=text, at=row.at
    )


_OF_ITEM = ("goal", "goal_with", "why_not_told", "summary")
AGREED = ("what", "owner_text", "note")


def agreement_line(row: Agreement, texts: Sequence[str], seats: Seats) -> AgreementLine:
    """An agreement with its opened texts: what, who in words, what came of it."""
    what, owner_text, note = texts
    return AgreementLine(
        id=row.id,
        what=what,
        owner=owner_text or (seats.words(row.owner_id) if row.owner_id else ""),
        owner_id=row.owner_id,
        due=row.due,
        outcome=row.outcome,
        note=note,
        late=not row.outcome and row.due < clock.today(),
    )


def _admission(row: Admission, why: str, seats: Seats) -> AdmissionLine:
    return AdmissionLine(
        id=row.id,
        person=seats.person(row.participant_id),
        why=why,
        rows=tuple(row.rows.split("|")) if row.rows else (),
        disclosure_id=row.disclosure_id,
        spans=tuple(
            Span(came_at=one.came_at, left_at=one.left_at)
            for one in seats.attendances
            if one.admission_id == row.id
        ),
    )


def _waiting(
    actor: Actor, item: AgendaItem, view: ItemView, everybody: Sequence[PersonAtTable]
) -> tuple[Waiting, ...]:
    """Who takes part in the conference and is not admitted here, each with the basis there is."""
    inside = {one.person.id for one in view.admitted}
    found = [one for one in everybody if one.id not in inside]
    if not found:
        return ()
    workshop = workshop_of(item.kind)
    outside = any(not one.account for one in found)
    decisions = standing(actor, {item.person_id}) if outside else ()
    colleague = any(one.account for one in found)
    roles = {one.id: one.role for one in team_on(clock.today())} if colleague else {}
    return tuple(
        Waiting(
            person=one,
            basis=colleague_basis(workshop, roles.get(one.account, ""))
            if one.account
            else outside_basis(workshop, item.person_id, one.party, decisions),
        )
        for one in found
    )
