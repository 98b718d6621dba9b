"""Reading care cases: one case, who may be in it, and the counts for insight.

Every reader gets frozen objects with codes; names of codes and places belong to the page. A look
at a list or a case is recorded once, whatever it holds. The number of queries does not grow with
the number of cases, actions or events.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from kmt.access.acts import check, refusals_recorded
from kmt.access.files import FileRef
from kmt.access.limits import count_opening
from kmt.access.permissions import Permission
from kmt.access.queries import reach_of, tie_of, tie_read, with_tie
from kmt.access.rules import Reach, Tie, reach
from kmt.audit.actions import read_of
from kmt.care import retained
from kmt.care.access import (
    is_shielded,
    listed,
    numbered,
    visible,
    visible_through_case,
)
from kmt.care.beside import all_beside, beside
from kmt.care.casefile import (
    ActionLine,
    CaseView,
    EventLine,
    Look,
    MoveOption,
    PartLine,
    PersonCount,
)
from kmt.care.models import CareCase, CaseEvent, Glance, NextAction, subject_of
from kmt.care.rules import (
    CARE_CASE,
    UNDO_HOURS,
    MoveFacts,
    Outcome,
    due_on,
    may_move,
)
from kmt.care.states import Guard, State, transitions_from
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

#: How many events of a timeline stand on one page.
EVENTS = 15


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


def case(
    actor: Actor, case_id: UUID, *, emergency: bool = True, page: int = 1, record: bool = True
) -> CaseView:
    """One case as its page shows it; the look is recorded, and marked where it is shielded.

    ``emergency``: emergency access is enough to see it for what is about to be done. ``page`` is
    that of the timeline, newest first.
    """
    row, tie = open_row(actor, case_id, emergency=emergency)
    rule = visible_through_case(actor)
    events, more = _page_of_events(actor, case_id, page)
    ended = [one.action_id for one in events if one.action_id]
    actions = NextAction.objects.seen_by(actor, rule).filter(case_id=case_id)
    view = _case_view(
        actor,
        row,
        list(actions.filter(Q(done_at=None) | Q(id__in=ended)).order_by("due", "added_at")),
        events,
        tie=tie,
        page=(page, more),
    )
    if record:
        record_look(actor, case_id, tie)
    return view


def record_look(actor: Actor, case_id: UUID, tie: Tie, part: str = "") -> None:
    """Put down that somebody looked at a case, and at which part of it."""
    read_of(
        actor,
        object_type=CARE_CASE,
        object_id=str(case_id),
        purpose=tie.purpose,
        reason="shielded" if tie.shielded else part,
    )


def _page_of_events(actor: Actor, case_id: UUID, page: int) -> tuple[list[CaseEvent], bool]:
    """One page of a timeline, and whether there is an older one."""
    rows = CaseEvent.objects.seen_by(actor, visible_through_case(actor)).filter(case_id=case_id)
    start = (max(page, 1) - 1) * EVENTS
    found = list(rows.order_by("-happened_on", "-at")[start : start + EVENTS + 1])
    return found[:EVENTS], len(found) > EVENTS


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
    row, tie = open_row(actor, case_id)
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
    glances: Iterable[Glance],
    *,
    ends: Collection[str],
    closing_reason: str | None = None,
) -> MoveFacts:
    """What the rules need to know of a case; the page and the gate both ask here.

    ``ends`` are the outcomes of its actions, empty for one that is open.
    """
    facts = {one.room: frozenset(one.facts.split()) for one in glances}
    since = clock.local(row.state_since).date()
    return MoveFacts(
        state=State(row.state),
        state_before=State(row.state_before) if row.state_before else None,
        actions_open=sum(1 for one in ends if not one),
        actions_done=sum(1 for one in ends if one == Outcome.DONE),
        contacts=0 if row.last_contact is None else 1,
        spoken_since=row.last_spoken is not None and row.last_spoken >= since,
        accepted_elsewhere=any(ACCEPTED_ELSEWHERE in one for one in facts.values()),
        hindered={to: found for to in State if (found := _hindrances(facts, to))},
        closing_reason=closing_reason,
    )


#: The code with which a room above says that another region took a case over.
ACCEPTED_ELSEWHERE = "accepted_elsewhere"


def _hindrances(facts: Mapping[str, frozenset[str]], to: State) -> tuple[str, ...]:
    """Why rooms above hold back a step to this state."""
    reasons = (one.hinders(facts.get(one.room, frozenset()), to) for one in all_beside())
    return tuple(reason for reason in reasons if reason)


def ends_of(actor: Actor, case_id: UUID) -> list[str]:
    """How each action of a case ended; empty for an open one."""
    rows = NextAction.objects.seen_by(actor, visible_through_case(actor)).filter(case_id=case_id)
    return list(rows.values_list("outcome", flat=True))


def glances_of(actor: Actor, case_id: UUID) -> list[Glance]:
    """What the rooms above say of a case."""
    rows = Glance.objects.seen_by(actor, visible_through_case(actor)).filter(case_id=case_id)
    return list(rows)


def require_reach(actor: Actor, row: CareCase, *, emergency: bool = True) -> Tie:
    """Refuse who is not involved in a case, and say whom to ask; ``emergency``: enough here."""
    tie = tie_read(actor, row, CARE_CASE, shielded=is_shielded(row.state, row.shielded))
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


def open_row(actor: Actor, case_id: UUID, *, emergency: bool = True) -> tuple[CareCase, Tie]:
    """One case of the actor's world and what ties them to it; a refusal is recorded."""
    with refusals_recorded(actor, object_type=CARE_CASE, object_id=str(case_id)):
        check(actor, Permission.CARE_CASE_READ)
        done = NextAction.objects.seen_by(actor, Q(case_id=OuterRef("pk"), outcome=Outcome.DONE))
        rows = CareCase.objects.seen_by(actor, listed(actor))
        row = rows.annotate(something_done=Exists(done), **with_tie(actor, CARE_CASE)).one(
            id=case_id
        )
        tie = require_reach(actor, row, emergency=emergency)
        if not tie.opened:
            count_opening(actor, CARE_CASE, row.id)
        return row, tie


def _case_view(
    actor: Actor,
    row: CareCase,
    actions: Sequence[NextAction],
    events: Sequence[CaseEvent],
    *,
    tie: Tie,
    page: tuple[int, bool],
) -> CaseView:
    names = names_beside(
        actor,
        {row.coordinator} | {one.owner_account for one in actions} | {one.by for one in events},
    )
    glances = glances_of(actor, row.id)
    opened = texts_of(actions, events, glances)
    something_done: bool = getattr(row, "something_done", False)
    ends = [one.outcome for one in actions] + [Outcome.DONE] * something_done
    facts = move_facts(row, glances, ends=ends)
    undone = {one.id for one in actions if may_undo(one)}
    return CaseView(
        id=row.id,
        number=row.number,
        person_id=row.person_id,
        person_label=row.person_label,
        report_number=row.report_number,
        municipality=row.municipality,
        municipality_basis=row.municipality_basis,
        forms=tuple(row.form_codes.split()),
        state=facts.state,
        state_since=row.state_since,
        closing_reason=row.closing_reason,
        coordinator=names.get(row.coordinator, ""),
        opened_at=row.opened_at,
        version=row.version,
        actions=tuple(
            action_line(actor, one, opened, names) for one in actions if one.done_at is None
        ),
        events=tuple(_event_line(one, opened, names, undone) for one in events),
        moves=_moves(facts),
        last_contact=row.last_spoken,
        emergency_until=tie.running_out,
        parts=part_lines(actor, glances, opened),
        event_page=page[0],
        more_events=page[1],
    )


def names_beside(actor: Actor, accounts: set[str]) -> dict[str, str]:
    """Names by account; whoever looks is known already, and often the only one."""
    return {actor.id: actor.name} | names_of(accounts - {actor.id, ""})


def may_undo(one: NextAction) -> bool:
    """Whether the tick of an action can still be taken back; what a room above put there: there."""
    recent = one.done_at is not None and clock.now() - one.done_at < timedelta(hours=UNDO_HOURS)
    return recent and not one.source


def part_lines(actor: Actor, glances: Iterable[Glance], opened: "Opened") -> tuple[PartLine, ...]:
    """What each room above says of a case, or what it is for; only rooms that the actor enters."""
    found = {one.room: one for one in glances}
    return tuple(
        PartLine(
            room=one.room,
            words=str(one.words),
            page=one.page,
            text=opened.get(("text", glance.id), "") if glance else "",
            kind=glance.kind if glance else "",
            until=glance.until if glance else None,
            empty=str(one.empty),
        )
        for one in all_beside()
        if actor.may(one.needs)
        for glance in (found.get(one.room),)
    )


def _moves(facts: MoveFacts) -> tuple[MoveOption, ...]:
    """The moves to show: every one of the table, but a pause only goes back to where it was."""
    return tuple(
        MoveOption(to=one.to, decision=may_move(facts, one.to))
        for one in transitions_from(facts.state)
        if one.guard is not Guard.CAME_FROM or one.to is facts.state_before
    )


Opened = dict[tuple[str, UUID], str]


def texts_of(
    actions: Sequence[NextAction],
    events: Sequence[CaseEvent] = (),
    glances: Sequence[Glance] = (),
) -> Opened:
    """Every text of these rows, opened with one query for the keys."""
    found: list[tuple[NextAction | CaseEvent | Glance, str]] = [
        *((row, column) for row in actions for column in ("what", "owner_text")),
        *((row, "text") for row in events),
        *((row, "text") for row in glances),
    ]
    sealed = [
        (row.case_id, column, row.id, value)
        for row, column in found
        if (value := bytes(getattr(row, column)))
    ]
    texts = open_texts(
        [(subject_of(case), column_of(column, row), value) for case, column, row, value in sealed]
    )
    return {(column, row): text for (_, column, row, _), text in zip(sealed, texts, strict=True)}


def action_line(actor: Actor, row: NextAction, opened: Opened, names: dict[str, str]) -> ActionLine:
    """One thing that must happen, with its words opened and the page it belongs to."""
    return ActionLine(
        id=row.id,
        what=opened.get(("what", row.id), ""),
        owner=names.get(row.owner_account, "") or opened.get(("owner_text", row.id), ""),
        mine=row.owner_account == actor.id,
        due=due_on(row.due, clock.today()),
        source=row.source,
        source_key=row.source_key,
        page=above.page if (above := beside(row.source)) else "",
        rule=row.rule,
    )


def _event_line(
    row: CaseEvent, opened: Opened, names: dict[str, str], undone: Collection[UUID]
) -> EventLine:
    return EventLine(
        kind=row.kind,
        happened_on=row.happened_on,
        at=row.at,
        by=names.get(row.by, ""),
        to_state=row.to_state,
        text=opened.get(("text", row.id), ""),
        action=opened.get(("what", row.action_id), "") if row.action_id else "",
        minutes=row.minutes,
        undo=row.action_id if row.action_id in undone else None,
    )
