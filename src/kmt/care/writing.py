"""The parts of which the actions on a care case are made; each runs inside an act of its caller."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Min

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.access.queries import tie_of
from kmt.access.rows import GatedQuerySet
from kmt.care.access import listed, visible_through_case
from kmt.care.models import (
    CareCase,
    CaseEvent,
    CaseForm,
    CaseNumber,
    Glance,
    NextAction,
    subject_of,
)
from kmt.care.queries import require_reach
from kmt.care.rules import (
    CARE_CASE,
    CONTACTS,
    OWNER_LIMIT,
    EventKind,
    Move,
    NewAction,
    Outcome,
    attention,
    may_have_forms,
    report_is_taken,
    text_problem,
    too_early,
)
from kmt.care.states import ENDED, PAUSES, State
from kmt.intake.actions import mark_taken
from kmt.intake.reading import ReportForCare
from kmt.intake.rules import VICTIM
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id, year_number
from kmt.kernel.refusals import ALLOWED, Conflict, Decision, Invalid
from kmt.triage.rules.places import Basis, Places, Responsible
from kmt.vault.actions import seal_text
from kmt.vault.rules import column_of
from kmt.vocabulary.queries import FORMS, codes_of, forms_on, label

NUMBER = "Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Whose a line among what must happen is, and which room above put it there under which key."""

    room: str
    key: str
    rule: str = ""
    owner_account: str = ""


_CHOOSE = "Kies een persoon van deze melding."


def changing(
    by: Actor,
    case_id: UUID,
    *,
    needs: Permission = Permission.CARE_CASE_WRITE,
    decision: Decision = ALLOWED,
    reason: str = "",
    state: str = "",
) -> AbstractContextManager[None]:
    """The act of changing a case: permission, rule, one line in the record with its purpose."""
    return act(
        by,
        needs,
        action="update",
        object_type="care_case",
        object_id=str(case_id),
        decision=decision,
        reason=reason,
        case_state=state,
        purpose=tie_of(by, CARE_CASE, case_id).purpose,
    )


def listed_case(by: Actor, case_id: UUID) -> CareCase:
    """The case for who divides the work, held; nothing of what is in it is read."""
    return CareCase.objects.seen_by(by, listed(by)).select_for_update().one(id=case_id)


def held_case(by: Actor, case_id: UUID, *, emergency: bool = False) -> CareCase:
    """The case, held until the act is over, so that two acts on it follow each other.

    ``emergency``: this act is one that somebody with emergency access may do too.
    """
    row = listed_case(by, case_id)
    require_reach(by, row, emergency=emergency)
    return row


def sent_before(by: Actor, token: UUID) -> UUID | None:
    """The case in which this actor's form with this mark was already written; None when not."""
    rows = CaseEvent.objects.seen_by(by, visible_through_case(by))
    return rows.filter(token=token, by=by.id).values_list("case_id", flat=True).first()


def actions_of(by: Actor, case_id: UUID) -> GatedQuerySet[NextAction]:
    """The actions of a case, as far as this actor may know of the case."""
    return NextAction.objects.seen_by(by, visible_through_case(by)).filter(case_id=case_id)


def new_case(
    by: Actor, report: ReportForCare, person_id: UUID, responsible: Responsible, begin: State
) -> CareCase:
    """The row of a case, numbered in its year, counted in the year of the person's first report."""
    person = next((one for one in report.persons if one.id == person_id), None)
    if person is None:
        raise Invalid("Deze persoon hoort niet bij deze melding.", fields={"person": _CHOOSE})
    now = clock.now()
    year = clock.local(now).year
    number = year_number(NUMBER, year, CaseNumber.next_of(year))
    mine = CareCase.objects.filter(person_id=person_id)
    if (same := mine.filter(report_id=report.id).first()) is not None:
        raise Conflict(
            f"Voor deze persoon is uit deze melding al een casus geopend: {same.number}.",
            "Zoek hem op in de lijst van alle casussen.",
        )
    earliest: int | None = mine.aggregate(year=Min("first_report_year"))["year"]
    received = clock.local(report.received_at).year
    return CareCase(
        number=number,
        person_id=person_id,
        person_label=person.label,
        report_id=report.id,
        report_number=report.number,
        first_report_year=min(received, earliest or received),
        municipality=responsible.municipality,
        municipality_basis=responsible.basis,
        state=begin,
        state_since=now,
        coordinator=by.id,
        opened_at=now,
        attention_on=clock.today(),
    )


def write_forms(case: CareCase, forms: frozenset[str]) -> None:
    """Keep the forms of a case; none is a case of which the form is unknown."""
    CaseForm.objects.bulk_create(CaseForm(case=case, form=form) for form in sorted(forms))
    case.form_codes = " ".join(sorted(forms))
    case.save(update_fields=["form_codes"])


def write_action(
    by: Actor, case: CareCase, action: NewAction, token: UUID, line: Line | None = None
) -> None:
    """Keep a next action, its words sealed; without an owner it is for whoever wrote it.

    ``line``: whose it is and where it comes from, for one of a room above.
    """
    action_id, owner = new_id(), action.owner.strip()
    own = "" if owner else by.id
    NextAction(
        id=action_id,
        case=case,
        what=seal(by, case.id, column_of("what", action_id), action.what),
        owner_account=(line.owner_account or own) if line else own,
        owner_text=seal(by, case.id, column_of("owner_text", action_id), owner),
        source=line.room if line else "",
        source_key=line.key if line else "",
        rule=line.rule if line else "",
        due=action.due,
        added_at=clock.now(),
        added_by=by.id,
        token=token,
    ).save(force_insert=True)
    count_again(case)


def end_action(by: Actor, case: CareCase, row: NextAction, outcome: Outcome) -> None:
    """Tick an action off, with its line on the timeline."""
    row.done_at, row.done_by, row.outcome = clock.now(), by.id, outcome
    row.save()
    count_again(case)
    done = outcome is Outcome.DONE
    kind = EventKind.ACTION_DONE if done else EventKind.ACTION_DROPPED
    write_event(by, case, kind, action_id=row.id)


def count_again(case: CareCase) -> None:
    """Keep from which day the case asks for attention, after its actions changed."""
    first: date | None = NextAction.objects.filter(case=case, done_at=None).aggregate(
        day=Min("due")
    )["day"]
    case.attention_on = attention(first, clock.today())
    case.save(update_fields=["attention_on"])


def write_event(
    by: Actor,
    case: CareCase,
    kind: str,
    *,
    token: UUID | None = None,
    text: str = "",
    happened_on: date | None = None,
    to_state: str = "",
    action_id: UUID | None = None,
    minutes: int = 0,
) -> None:
    """Put one event on the timeline, its words sealed; a contact counts as the last one."""
    event_id, day = new_id(), happened_on or clock.today()
    CaseEvent(
        id=event_id,
        case=case,
        kind=kind,
        at=clock.now(),
        happened_on=day,
        by=by.id,
        minutes=minutes,
        to_state=to_state,
        action_id=action_id,
        text=seal(by, case.id, column_of("text", event_id), text),
        token=token or new_id(),
    ).save(force_insert=True)
    if kind in CONTACTS:
        case.last_contact = max(day, case.last_contact or day)
        if kind == EventKind.CONTACT_PERSON:
            case.last_spoken = max(day, case.last_spoken or day)
        case.save(update_fields=["last_contact", "last_spoken"])


def seal(by: Actor, case_id: UUID, column: str, text: str) -> bytes:
    """A text under the key of its case; nothing where there is none."""
    if not text.strip():
        return b""
    return seal_text(by=by, subject=subject_of(case_id), column=column, text=text.strip())


def why_other(responsible: Responsible, places: Places) -> str:
    """The reason of an override; a reason typed without one is not kept."""
    return places.reason if responsible.basis is Basis.OVERRIDE else ""


def take_report(by: Actor, report: ReportForCare) -> None:
    """Tell the desk that its hand-over is done, once each victim in the report has a case."""
    if report.taken:
        return
    taken = CareCase.objects.filter(report_id=report.id).values_list("person_id", flat=True)
    victims = frozenset(str(one.id) for one in report.persons if one.role == VICTIM)
    if report_is_taken(victims, frozenset(str(one) for one in taken)):
        mark_taken(by=by, report_id=report.id)


def apply_move(case: CareCase, move: Move) -> None:
    """Change the row of a case that may move: its state, where it pauses from, how it closed."""
    now = clock.now()
    before = State(case.state)
    if move.to in PAUSES:
        case.state_before = case.state_before if before in PAUSES else before
    else:
        case.state_before = ""
    ending = move.to in ENDED
    case.state, case.state_since, case.version = move.to, now, case.version + 1
    case.closed_at = now if ending else None
    case.closing_reason = move.closing_reason if move.to is State.CLOSED else ""


def check_texts(**problems: str) -> None:
    """Refuse what was typed, each field with its own sentence."""
    found = {name: problem for name, problem in problems.items() if problem}
    if found:
        raise Invalid("Kijk de gemarkeerde velden na.", fields=found)


def action_problems(action: NewAction) -> dict[str, str]:
    """What is wrong with a new action, per field of its form; empty where nothing is."""
    owner = text_problem(action.owner, limit=OWNER_LIMIT) if action.owner.strip() else ""
    return {
        "what": text_problem(action.what),
        "owner": owner,
        "due": too_early(action.due, clock.today()),
    }


def closing_problem(move: Move) -> str:
    """Whether the reason of closing is a code that we know; empty when it is."""
    strange = move.closing_reason not in {"", *codes_of("closing_reason")}
    return "Deze reden staat niet in de lijst." if strange else ""


def forms_decision(forms: frozenset[str]) -> Decision:
    """Whether these forms may be given to a case today."""
    known = frozenset(one.code for one in forms_on(clock.today()))
    return may_have_forms(forms, known)


def form_words(forms: frozenset[str]) -> str:
    """The names of forms, for the timeline."""
    return ", ".join(label(FORMS, form) for form in sorted(forms))


def take_out(row: CareCase) -> int:
    """Remove a case with everything that hangs under it; how many rows that were."""
    parts = (
        CaseForm.objects.filter(case_id=row.pk),
        CaseEvent.objects.filter(case_id=row.pk),
        NextAction.objects.filter(case_id=row.pk),
        Glance.objects.filter(case_id=row.pk),
        CareCase.objects.filter(pk=row.pk),
    )
    return sum(rows.delete()[0] for rows in parts)
