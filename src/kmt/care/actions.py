"""Writing in a care case: open, add, finish, move. One act, one line in the record.

Every action that adds something takes the ``token`` of the form it came from: the same form sent
twice changes one thing. Texts are sealed before they are kept.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.care.access import may_place, retained
from kmt.care.models import CareCase, CaseEvent, CaseForm
from kmt.care.queries import move_facts, offered_report
from kmt.care.rules import (
    WRITTEN,
    EventKind,
    Move,
    NewAction,
    Outcome,
    Places,
    may_move,
    may_write,
    not_yet,
    responsible_municipality,
    text_problem,
)
from kmt.care.states import BEGIN, State
from kmt.care.writing import (
    action_problems,
    actions_of,
    apply_move,
    changing,
    check_texts,
    closing_problem,
    form_words,
    forms_decision,
    held_case,
    new_case,
    sent_before,
    take_out,
    take_report,
    why_other,
    write_action,
    write_event,
    write_forms,
)
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict, Decision, Invalid


def open_case(
    *,
    by: Actor,
    report_id: UUID,
    person_id: UUID,
    forms: Iterable[str],
    places: Places,
    first: NewAction,
    token: UUID | None = None,
) -> UUID:
    """Open a case for one person of a report that was handed over; returns its id.

    ``by`` becomes the coordinator. A case starts with a first action, so that nothing waits for
    nobody. The report leaves the list of the desk's hand-overs when each victim in it has a case.
    """
    token = token or new_id()
    sent = sent_before(by, token)
    if sent is not None:
        return sent
    check_texts(**action_problems(first))
    report = offered_report(by, report_id)
    responsible = responsible_municipality(places)
    wanted, case_id = frozenset(forms), new_id()
    decisions = (
        responsible.decision,
        may_place(by, responsible.municipality),
        forms_decision(wanted),
    )
    with act(
        by,
        Permission.CARE_CASE_OPEN,
        action="create",
        object_type="care_case",
        object_id=str(case_id),
        decision=Decision.of(*(reason for one in decisions for reason in one.reasons)),
        case_state=BEGIN,
    ):
        case = new_case(by, report, person_id, responsible)
        case.id = case_id
        case.save(force_insert=True)
        write_forms(case, wanted)
        write_event(by, case, EventKind.OPENED, text=why_other(responsible, places), token=token)
        write_action(by, case, first, new_id())
        take_report(by, report)
    return case_id


def add_action(*, by: Actor, case_id: UUID, action: NewAction, token: UUID | None = None) -> None:
    """Write down what must happen, by whom and before when."""
    token = token or new_id()
    check_texts(**action_problems(action))
    if actions_of(by, case_id).filter(token=token).exists():
        return
    with changing(by, case_id):
        case = held_case(by, case_id)
        may_write(State(case.state)).check()
        write_action(by, case, action, token)


def finish_action(
    *, by: Actor, case_id: UUID, action_id: UUID, outcome: Outcome = Outcome.DONE
) -> None:
    """Note that an action is done, or no longer needed; once, whoever presses again."""
    rows = actions_of(by, case_id).filter(id=action_id)
    if rows.exclude(done_at=None).exists():
        return
    with changing(by, case_id):
        case = held_case(by, case_id)
        row = rows.select_for_update().one()
        row.done_at, row.done_by, row.outcome = clock.now(), by.id, outcome
        row.save()
        kind = EventKind.ACTION_DONE if outcome is Outcome.DONE else EventKind.ACTION_DROPPED
        write_event(by, case, kind, action_id=row.id)


def add_note(
    *,
    by: Actor,
    case_id: UUID,
    kind: EventKind,
    text: str,
    happened_on: date | None = None,
    token: UUID | None = None,
) -> None:
    """Write a contact or a note on the timeline; ``happened_on`` is today unless said otherwise."""
    token, day = token or new_id(), happened_on or clock.today()
    check_texts(text=text_problem(text), happened_on=not_yet(day, clock.today()))
    if kind not in WRITTEN:
        raise Invalid("Dit soort gebeurtenis wordt niet met de hand geschreven.")
    if sent_before(by, token):
        return
    with changing(by, case_id):
        case = held_case(by, case_id)
        may_write(State(case.state)).check()
        write_event(by, case, kind, text=text, happened_on=day, token=token)


def set_forms(*, by: Actor, case_id: UUID, forms: Iterable[str], token: UUID | None = None) -> None:
    """Say anew which forms of exploitation a case is about; what it was stays on the timeline."""
    token, wanted = token or new_id(), frozenset(forms)
    if sent_before(by, token):
        return
    with changing(by, case_id, decision=forms_decision(wanted)):
        case = held_case(by, case_id)
        may_write(State(case.state)).check()
        CaseForm.objects.filter(case=case).delete()
        write_forms(case, wanted)
        write_event(by, case, EventKind.FORMS_SET, text=form_words(wanted), token=token)


def move_case(*, by: Actor, case_id: UUID, move: Move, token: UUID | None = None) -> None:
    """Move a case to another state, with the reason why.

    Raises :class:`Conflict` when the case was moved since the page was opened.
    """
    token = token or new_id()
    if sent_before(by, token):
        return
    check_texts(reason=text_problem(move.reason), closing_reason=closing_problem(move))
    with changing(by, case_id, reason=move.closing_reason, state=move.to):
        case = held_case(by, case_id)
        if case.version != move.version:
            raise Conflict(
                "De stand van deze casus is gewijzigd sinds je de pagina opende.",
                "Kijk wat er veranderd is en kies dan opnieuw.",
            )
        facts = move_facts(
            case,
            actions_of(by, case_id),
            CaseEvent.objects.filter(case=case),
            move.closing_reason,
        )
        may_move(facts, move.to).check()
        write_event(by, case, EventKind.MOVED, text=move.reason, to_state=move.to, token=token)
        apply_move(case, move)
        case.save()


def destroy_case(*, by: Actor, object_id: UUID, part: str = "") -> int:
    """Destroy a case whose term is over; for the job that guards the terms.

    The key is destroyed by the caller. Returns how many rows went, zero when it was gone already.
    """
    with act(
        by,
        Permission.RETENTION_TERM_RUN,
        action="delete",
        object_type="care_case",
        object_id=str(object_id),
        reason=part,
    ):
        row = CareCase.objects.seen_by(by, retained(by)).filter(pk=object_id).first()
        return 0 if row is None else take_out(row)
