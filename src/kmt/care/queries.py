"""Reading care cases: the caseload, one case, and the counts for insight.

Every reader gets frozen objects with codes; names of codes and places belong to the page. A look
at a list or a case is recorded once, whatever it holds. The number of queries does not grow with
the number of cases, actions or events.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from kmt.access.acts import check, refusals_recorded
from kmt.access.files import FileRef
from kmt.access.limits import count_opening
from kmt.access.permissions import Permission
from kmt.access.queries import reach_of, tie_of
from kmt.access.rules import Reach, Tie, reach
from kmt.audit.actions import read_of
from kmt.care import retained
from kmt.care.access import (
    is_shielded,
    listed,
    listed_through_case,
    numbered,
    visible,
    visible_through_case,
)
from kmt.care.casefile import (
    ActionLine,
    CaseLine,
    Caseload,
    CaseView,
    EventLine,
    Look,
    MoveOption,
    PersonCount,
)
from kmt.care.models import CareCase, CaseEvent, CaseForm, NextAction, subject_of
from kmt.care.rules import (
    CARE_CASE,
    CONTACTS,
    EventKind,
    MoveFacts,
    Outcome,
    attention,
    due_on,
    may_move,
)
from kmt.care.states import Guard, State, transitions_from
from kmt.duty.queries import stands_in_for
from kmt.intake.queries import report_for_care, routed_to_care
from kmt.intake.reading import ReportForCare
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotPermitted
from kmt.partners.queries import names_of
from kmt.retention.keepers import Holding
from kmt.vault.queries import open_identity, open_texts
from kmt.vault.rules import column_of
from kmt.vocabulary.entries import UNKNOWN_FORM

MINE, COVER, ALL, CLOSED = "mine", "cover", "all", "closed"
LISTS = (MINE, COVER, ALL, CLOSED)


def offered(actor: Actor) -> tuple[ReportForCare, ...]:
    """The reports that the desk handed over and nobody has taken yet; none without the right."""
    return routed_to_care(actor) if actor.may(Permission.CARE_CASE_OPEN) else ()


def offered_report(actor: Actor, report_id: UUID) -> ReportForCare:
    """One report that waits for a case; refuses who may not open one."""
    check(actor, Permission.CARE_CASE_OPEN)
    return report_for_care(actor, report_id)


def persons_with_case(actor: Actor, report_id: UUID) -> frozenset[UUID]:
    """Which people of a report already have a case."""
    check(actor, Permission.CARE_CASE_OPEN)
    rows = CareCase.objects.seen_by(actor, listed(actor)).filter(report_id=report_id)
    return frozenset(rows.values_list("person_id", flat=True))


def cases(actor: Actor, shown: str = MINE) -> Caseload:
    """The caseload: own, of whom one stands in for, all, or closed; late and forgotten first.

    ``sizes`` has no list of whom one stands in for when that is nobody.
    """
    check(actor, Permission.CARE_CASE_LIST)
    rows = CareCase.objects.seen_by(actor, listed(actor))
    absent = stands_in_for(actor, CARE_CASE)
    rules = {name: _shown(actor, name, absent) for name in LISTS if absent or name != COVER}
    found = list(rows.filter(rules.get(shown, rules[MINE])).order_by("-closed_at", "number"))
    lines = _case_lines(actor, found)
    read_of(actor, object_type="care_case", action="search")
    if shown != CLOSED:
        today = clock.today()
        lines.sort(key=lambda one: attention(one.first.due.on if one.first else None, today))
    sizes: dict[str, int] = rows.aggregate(
        **{name: Count("id", filter=rule) for name, rule in rules.items()}
    )
    return Caseload(shown=shown, cases=tuple(lines), sizes=sizes)


def case(actor: Actor, case_id: UUID, *, emergency: bool = True) -> CaseView:
    """One case as its page shows it; the look is recorded, and marked where it is shielded.

    ``emergency``: emergency access is enough to see it for what is about to be done.
    """
    row, tie = _one(actor, case_id, emergency=emergency)
    rule = visible_through_case(actor)
    actions = NextAction.objects.seen_by(actor, rule).filter(case_id=case_id)
    events = CaseEvent.objects.seen_by(actor, rule).filter(case_id=case_id)
    forms = CaseForm.objects.seen_by(actor, rule).filter(case_id=case_id).order_by("form")
    view = _case_view(
        actor,
        row,
        tuple(forms.values_list("form", flat=True)),
        list(actions.order_by("due", "added_at")),
        list(events.order_by("-happened_on", "-at")),
        tie=tie,
    )
    read_of(
        actor,
        object_type="care_case",
        object_id=str(case_id),
        purpose=tie.purpose,
        reason="shielded" if tie.shielded else "",
    )
    return view


def file_of(case: CareCase) -> FileRef:
    """A case as a file that people are involved in."""
    return FileRef(
        object_type=CARE_CASE,
        object_id=case.id,
        label=case.number,
        person_id=case.person_id,
        shielded=is_shielded(case.state, case.shielded),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseHead:
    """What the list tells of a case, for who divides the work: nothing of what is in it."""

    file: FileRef
    state: str
    marked: bool
    coordinator: str
    coordinator_name: str
    mine: bool


def case_head(actor: Actor, case_id: UUID) -> CaseHead:
    """The head of one case in the actor's world."""
    check(actor, Permission.CARE_CASE_LIST)
    row = CareCase.objects.seen_by(actor, listed(actor)).one(id=case_id)
    return CaseHead(
        file=file_of(row),
        state=row.state,
        marked=row.shielded,
        coordinator=row.coordinator,
        coordinator_name=names_of({row.coordinator}).get(row.coordinator, ""),
        mine=row.coordinator == actor.id,
    )


def reach_in(actor: Actor, head: CaseHead) -> Reach:
    """How far the actor comes in a case now; nothing of it is read."""
    return reach_of(actor, head.file)


def sees(actor: Actor, case_id: UUID) -> bool:
    """Whether this case exists for the actor; nothing of it is read."""
    if not actor.may(Permission.CARE_CASE_READ):
        return False
    return CareCase.objects.seen_by(actor, visible(actor)).filter(id=case_id).exists()


def persons_of(actor: Actor) -> tuple[UUID, ...]:
    """The persons of the cases that an actor works on now."""
    if not actor.may(Permission.CARE_CASE_READ):
        return ()
    rows = CareCase.objects.seen_by(actor, visible(actor))
    return tuple(rows.values_list("person_id", flat=True))


def cases_about(actor: Actor, person_id: UUID) -> tuple[tuple[UUID, str, datetime | None], ...]:
    """The cases of a person that the actor may open: id, number, and when emergency access ends."""
    if not actor.may(Permission.CARE_CASE_READ):
        return ()
    rows = CareCase.objects.seen_by(actor, visible(actor)).filter(person_id=person_id)
    return tuple(
        (one, number, tie_of(actor, CARE_CASE, one).running_out)
        for one, number in rows.order_by("opened_at").values_list("id", "number")
    )


def identity(actor: Actor, case_id: UUID, *, reason: str) -> Look:
    """Who the person of a case is: the vault asks for the reason and records the look."""
    row, tie = _one(actor, case_id)
    looking = replace(actor, purpose=tie.purpose or actor.purpose)
    return Look(
        case_id=row.id,
        number=row.number,
        person_label=row.person_label,
        identity=open_identity(looking, row.person_id, reason=reason),
        emergency_until=tie.running_out,
    )


def counts(actor: Actor) -> tuple[PersonCount, ...]:
    """Every person in care per form, place and year of first report; unknown form as ``UNK``."""
    check(actor, Permission.INSIGHT_COUNT_READ)
    rows = CareCase.objects.seen_by(actor, listed(actor)).values_list(
        "person_id", "forms__form", "municipality", "first_report_year"
    )
    found = {
        PersonCount(person_key=person, form=form or UNKNOWN_FORM, municipality=place, year=year)
        for person, form, place, year in rows
    }
    return tuple(sorted(found, key=lambda one: (one.year, one.form, str(one.person_key))))


def retained_records(actor: Actor) -> Iterator[Holding]:
    """Every case as its retention term sees it: for the job of the night alone."""
    check(actor, Permission.RETENTION_TERM_RUN)
    return retained.holdings(actor)


def persons_in_use(actor: Actor, persons: Collection[UUID]) -> frozenset[UUID]:
    """Which of these persons have a case."""
    check(actor, Permission.RETENTION_TERM_RUN)
    return retained.persons_in_use(actor, persons)


def id_of_number(actor: Actor, number: str) -> UUID | None:
    """The case with this number, for who decides about its term; nothing of it is read."""
    check(actor, Permission.RETENTION_TERM_DECIDE)
    rows = CareCase.objects.seen_by(actor, numbered(actor)).filter(number=number)
    return rows.values_list("id", flat=True).first()


def move_facts(
    row: CareCase,
    actions: Iterable[NextAction],
    events: Iterable[CaseEvent],
    closing_reason: str | None = None,
) -> MoveFacts:
    """What the rules need to know of a case; the page and the gate both ask here."""
    ends = [one.outcome for one in actions]
    return MoveFacts(
        state=State(row.state),
        state_before=State(row.state_before) if row.state_before else None,
        actions_open=ends.count(""),
        actions_done=ends.count(Outcome.DONE),
        contacts=sum(1 for one in events if one.kind in CONTACTS),
        closing_reason=closing_reason,
    )


def require_reach(actor: Actor, row: CareCase, *, emergency: bool = True) -> Tie:
    """Refuse who is not involved in a case, and say whom to ask; ``emergency``: enough here."""
    tie = tie_of(actor, CARE_CASE, row.id, shielded=is_shielded(row.state, row.shielded))
    found = reach(tie, clock.now())
    if found is Reach.FULL or (emergency and found is Reach.LIMITED):
        return tie
    if found is Reach.LIMITED:
        raise NotPermitted(
            "Met noodtoegang kun je lezen, een actie zetten en een notitie maken.",
            "Vraag voor de rest de coördinator of de teamleider om je bij de casus te betrekken.",
        )
    if tie.shielded:
        raise NotPermitted(
            "Deze casus is afgeschermd.",
            "Alleen de teamleider kan je erbij betrekken, met een reden.",
        )
    who = names_of({row.coordinator}).get(row.coordinator, "")
    raise NotPermitted(
        "Je bent niet betrokken bij deze casus.",
        f"Vraag {who or 'de coördinator'} of de teamleider om je te betrekken. Kan het niet "
        "wachten, open dan noodtoegang vanuit de lijst van casussen.",
    )


def _one(actor: Actor, case_id: UUID, *, emergency: bool = True) -> tuple[CareCase, Tie]:
    """One case of the actor's world and what ties them to it; a refusal is recorded."""
    with refusals_recorded(actor, object_type=CARE_CASE, object_id=str(case_id)):
        check(actor, Permission.CARE_CASE_READ)
        row = CareCase.objects.seen_by(actor, listed(actor)).one(id=case_id)
        tie = require_reach(actor, row, emergency=emergency)
        count_opening(actor, CARE_CASE, row.id)
        return row, tie


def _shown(actor: Actor, shown: str, absent: Collection[str]) -> Q:
    closed = Q(state=State.CLOSED)
    if shown == CLOSED:
        return closed
    if shown == COVER:
        return ~closed & Q(coordinator__in=absent)
    return ~closed & Q(coordinator=actor.id) if shown == MINE else ~closed


def _case_lines(actor: Actor, rows: Sequence[CareCase]) -> list[CaseLine]:
    """The lines of a list: the texts of first actions only, of cases the actor may open."""
    found = NextAction.objects.seen_by(actor, listed_through_case(actor))
    waiting: dict[UUID, list[NextAction]] = {row.id: [] for row in rows}
    for one in found.filter(case_id__in=waiting, done_at=None).order_by("due", "added_at"):
        waiting[one.case_id].append(one)
    firsts = [actions[0] for actions in waiting.values() if actions]
    names = names_of({row.coordinator for row in rows} | {one.owner_account for one in firsts})
    mine = _within_reach(actor, waiting)
    opened = _texts_of([one for one in firsts if one.case_id in mine])
    lines = {one.case_id: _action_line(actor, one, opened, names) for one in firsts}
    return [
        _case_line(actor, row, lines.get(row.id), waiting[row.id], names, opens=row.id in mine)
        for row in rows
    ]


def _within_reach(actor: Actor, cases: Collection[UUID]) -> frozenset[UUID]:
    """Which of these cases the actor may open now."""
    if not actor.may(Permission.CARE_CASE_READ):
        return frozenset()
    rows = CareCase.objects.seen_by(actor, visible(actor)).filter(id__in=cases)
    return frozenset(rows.values_list("id", flat=True))


def _case_line(
    actor: Actor,
    row: CareCase,
    first: ActionLine | None,
    waiting: Sequence[NextAction],
    names: dict[str, str],
    *,
    opens: bool,
) -> CaseLine:
    today = clock.today()
    return CaseLine(
        id=row.id,
        number=row.number,
        person_label=row.person_label,
        municipality=row.municipality,
        state=State(row.state),
        state_since=row.state_since,
        closing_reason=row.closing_reason,
        coordinator=names.get(row.coordinator, ""),
        mine=row.coordinator == actor.id,
        opens=opens,
        shielded=is_shielded(row.state, row.shielded),
        first=first,
        actions_open=len(waiting),
        actions_overdue=sum(1 for one in waiting if one.due < today),
    )


def _case_view(
    actor: Actor,
    row: CareCase,
    forms: tuple[str, ...],
    actions: Sequence[NextAction],
    events: Sequence[CaseEvent],
    *,
    tie: Tie,
) -> CaseView:
    names = names_of(
        {row.coordinator} | {one.owner_account for one in actions} | {one.by for one in events}
    )
    opened = _texts_of(actions, events)
    facts = move_facts(row, actions, events)
    contacts = [one.happened_on for one in events if one.kind == EventKind.CONTACT_PERSON]
    return CaseView(
        id=row.id,
        number=row.number,
        person_id=row.person_id,
        person_label=row.person_label,
        report_number=row.report_number,
        municipality=row.municipality,
        municipality_basis=row.municipality_basis,
        forms=forms,
        state=facts.state,
        state_since=row.state_since,
        closing_reason=row.closing_reason,
        coordinator=names.get(row.coordinator, ""),
        opened_at=row.opened_at,
        version=row.version,
        actions=tuple(
            _action_line(actor, one, opened, names) for one in actions if one.done_at is None
        ),
        events=tuple(_event_line(one, opened, names) for one in events),
        moves=_moves(facts),
        last_contact=max(contacts, default=None),
        emergency_until=tie.running_out,
    )


def _moves(facts: MoveFacts) -> tuple[MoveOption, ...]:
    """The moves to show: every one of the table, but a pause only goes back to where it was."""
    return tuple(
        MoveOption(to=one.to, decision=may_move(facts, one.to))
        for one in transitions_from(facts.state)
        if one.guard is not Guard.CAME_FROM or one.to is facts.state_before
    )


Opened = dict[tuple[str, UUID], str]


def _texts_of(actions: Sequence[NextAction], events: Sequence[CaseEvent] = ()) -> Opened:
    """Every text of these rows, opened with one query for the keys."""
    sealed = [
        (row.case_id, column, row.id, value)
        for rows, columns in ((actions, ("what", "owner_text")), (events, ("text",)))
        for row in rows
        for column in columns
        if (value := bytes(getattr(row, column)))
    ]
    texts = open_texts(
        [(subject_of(case), column_of(column, row), value) for case, column, row, value in sealed]
    )
    return {(column, row): text for (_, column, row, _), text in zip(sealed, texts, strict=True)}


def _action_line(
    actor: Actor, row: NextAction, opened: Opened, names: dict[str, str]
) -> ActionLine:
    return ActionLine(
        id=row.id,
        what=opened.get(("what", row.id), ""),
        owner=names.get(row.owner_account, "") or opened.get(("owner_text", row.id), ""),
        mine=row.owner_account == actor.id,
        due=due_on(row.due, clock.today()),
    )


def _event_line(row: CaseEvent, opened: Opened, names: dict[str, str]) -> EventLine:
    return EventLine(
        kind=row.kind,
        happened_on=row.happened_on,
        at=row.at,
        by=names.get(row.by, ""),
        to_state=row.to_state,
        text=opened.get(("text", row.id), ""),
        action=opened.get(("what", row.action_id), "") if row.action_id else "",
    )
