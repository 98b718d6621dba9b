"""Writing in a care case: open, add, finish, move. One act, one line in the record.

Every action that adds something takes the ``token`` of the form it came from: the same form sent
twice changes one thing. Texts are sealed before they are kept.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID

from kmt.access.actions import (
    end_involvement,
    hand_over,
    involve,
    open_emergency,
)
from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.access.rules import Capacity, EndReason
from kmt.access.writing import begin_file, forget_file, shield_file
from kmt.care.access import listed, may_place, retained, visible_through_case
from kmt.care.beside import all_beside, beside
from kmt.care.models import CareCase, CaseForm, NextAction
from kmt.care.queries import (
    case_head,
    ends_of,
    file_of,
    glances_of,
    may_undo,
    move_facts,
    offered_report,
)
from kmt.care.rules import (
    AFTERCARE_CHECK_DAYS,
    CARE_CASE,
    WRITTEN,
    EventKind,
    Move,
    NewAction,
    Outcome,
    may_move,
    may_write,
    minutes_problem,
    not_yet,
    text_problem,
    too_early,
)
from kmt.care.states import BEGINNINGS, ENDED, State
from kmt.care.writing import (
    Line,
    action_problems,
    actions_of,
    apply_move,
    changing,
    check_texts,
    closing_problem,
    count_again,
    end_action,
    form_words,
    forms_decision,
    held_case,
    listed_case,
    new_case,
    sent_before,
    take_out,
    take_report,
    why_other,
    write_action,
    write_event,
    write_forms,
)
from kmt.duty.writing import forget_work, note_handed_over
from kmt.intake.actions import take_back
from kmt.intake.retained import REPORT
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict, Decision, Invalid
from kmt.lawfulness.actions import accept_transfer
from kmt.triage.rules.places import Places, responsible_municipality
from kmt.vault.actions import leave_care, take_in_care


def open_case(
    *,
    by: Actor,
    report_id: UUID,
    person_id: UUID,
    forms: Iterable[str],
    places: Places,
    first: NewAction,
    begin: State = State.ACCEPTED,
    token: UUID | None = None,
) -> UUID:
    """Open a case for one person of a report that was handed over; returns its id.

    ``by`` becomes the coordinator. A case starts with a first action, so that nothing waits for
    nobody. The report leaves the list of the desk's hand-overs when each victim in it has a case.
    ``begin``: accepted, on what the desk weighed; or received, when care looks itself first.
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
        Decision.of("" if begin in BEGINNINGS else "Kies hoe de casus begint."),
    )
    with act(
        by,
        Permission.CARE_CASE_OPEN,
        action="create",
        object_type="care_case",
        object_id=str(case_id),
        decision=Decision.of(*(reason for one in decisions for reason in one.reasons)),
        case_state=begin,
    ):
        case = new_case(by, report, person_id, responsible, begin)
        case.id = case_id
        case.save(force_insert=True)
        begin_file(by, file_of(case))
        take_in_care(by=by, person_id=person_id)
        write_forms(case, wanted)
        write_event(by, case, EventKind.OPENED, text=why_other(responsible, places), token=token)
        write_action(by, case, first, new_id())
        for one in all_beside():
            one.begun(by, case_id, report.urgency)
        accept_transfer(by=by, object_type=REPORT, object_id=report_id, to_compartment="R2")
        take_report(by, report)
    return case_id


def give_back(*, by: Actor, object_id: UUID, event: str) -> None:
    """A report that waited for care goes back to the desk; who has no case leaves the view of care.

    Called inside the act of its transfer, by whoever refused it here or withdrew it there.
    """
    left = take_back(by=by, object_id=object_id, event=event)
    with_case = CareCase.objects.filter(person_id__in=left).values_list("person_id", flat=True)
    leave_care(by=by, person_ids=left - frozenset(with_case))


def add_action(*, by: Actor, case_id: UUID, action: NewAction, token: UUID | None = None) -> None:
    """Write down what must happen, by whom and before when."""
    token = token or new_id()
    check_texts(**action_problems(action))
    if actions_of(by, case_id).filter(token=token).exists():
        return
    with changing(by, case_id):
        case = held_case(by, case_id, emergency=True)
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
        case = held_case(by, case_id, emergency=True)
        row = rows.select_for_update().one()
        end_action(by, case, row, outcome)
        if (above := beside(row.source)) is not None:
            above.finished(by, case_id, row.source_key, outcome is Outcome.DONE)


def reopen_action(*, by: Actor, case_id: UUID, action_id: UUID) -> None:
    """Take a tick back that was made by mistake, within a day; the timeline keeps both."""
    with changing(by, case_id, reason="action_reopened"):
        case = held_case(by, case_id, emergency=True)
        may_write(State(case.state)).check()
        row = actions_of(by, case_id).select_for_update().one(id=action_id)
        if row.done_at is None:
            return
        Decision.of(
            "" if may_undo(row) else "Dit kan niet meer terug. Voeg de actie opnieuw toe."
        ).check()
        row.done_at, row.done_by, row.outcome = None, "", ""
        row.save()
        count_again(case)
        write_event(by, case, EventKind.ACTION_REOPENED, action_id=row.id)


def reschedule(
    *,
    by: Actor,
    lines: Collection[UUID],
    day: date | None = None,
    later: timedelta = timedelta(0),
    reason: str,
) -> int:
    """Move open actions of one's own to a day, or so much later, in one act; returns how many.

    Only what was planned by hand: a term that follows from the law or from another part of the case
    does not move by wish. ``reason`` goes on the timeline of each case.
    """
    check_texts(reason=text_problem(reason), day=too_early(day, clock.today()) if day else "")
    rule = visible_through_case(by)
    wanted = NextAction.objects.seen_by(by, rule).filter(id__in=lines, done_at=None)
    found = list(wanted.filter(owner_account=by.id, source="").order_by("case_id", "due"))
    if not found or len(found) != len(set(lines)):
        raise Conflict(
            "Een van deze acties is intussen af, of is niet van jou.",
            "Ververs de pagina en kies opnieuw.",
        )
    with act(
        by, Permission.CARE_CASE_WRITE, action="update", object_type="caseload", object_id=by.id
    ):
        for case_id, some in groupby(found, key=lambda one: one.case_id):
            with changing(by, case_id, reason="rescheduled"):
                case = held_case(by, case_id)
                may_write(State(case.state)).check()
                for one in some:
                    one.due = day or max(one.due, clock.today()) + later
                    one.save()
                    write_event(by, case, EventKind.RESCHEDULED, text=reason, action_id=one.id)
                count_again(case)
    return len(found)


def add_note(
    *,
    by: Actor,
    case_id: UUID,
    kind: EventKind,
    text: str,
    happened_on: date | None = None,
    minutes: int = 0,
    token: UUID | None = None,
) -> None:
    """Write a contact or a note on the timeline; ``happened_on`` is today unless said otherwise.

    ``minutes``: what it took, for how the work is divided.
    """
    token, day = token or new_id(), happened_on or clock.today()
    check_texts(
        text=text_problem(text),
        happened_on=not_yet(day, clock.today()),
        minutes=minutes_problem(minutes),
    )
    if kind not in WRITTEN:
        raise Invalid("Dit soort gebeurtenis wordt niet met de hand geschreven.")
    if sent_before(by, token):
        return
    with changing(by, case_id):
        case = held_case(by, case_id, emergency=True)
        may_write(State(case.state)).check()
        write_event(by, case, kind, text=text, happened_on=day, minutes=minutes, token=token)


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
        step(by, case, move, token)


def step(by: Actor, case: CareCase, move: Move, token: UUID) -> None:
    """One step of a held case, if the rules allow it; called inside the act of its caller."""
    facts = move_facts(
        case,
        glances_of(by, case.id),
        ends=ends_of(by, case.id),
        closing_reason=move.closing_reason,
    )
    may_move(facts, move.to).check()
    write_event(by, case, EventKind.MOVED, text=move.reason, to_state=move.to, token=token)
    apply_move(case, move)
    case.save()
    if move.to is State.AFTERCARE:
        _plan_check(by, case)
    if move.to in ENDED:
        shield_file(by, file_of(case))


def _plan_check(by: Actor, case: CareCase) -> None:
    """Aftercare begins with the day on which somebody asks how it goes."""
    due = clock.today() + timedelta(days=AFTERCARE_CHECK_DAYS)
    check = NewAction(what="Nazorggesprek: hoe gaat het nu, en wat is er nog nodig?", due=due)
    line = Line(room="", key="", owner_account=case.coordinator)
    write_action(by, case, check, new_id(), line)


def involve_in_case(
    *,
    by: Actor,
    case_id: UUID,
    colleague: str,
    capacity: Capacity,
    reason: str = "",
    lapses_at: datetime | None = None,
) -> None:
    """Let a colleague work on a case too; in a closed one with a reason, by the team lead.

    With ``lapses_at`` it ends by itself then: who stands in during an absence.
    """
    with changing(by, case_id, needs=Permission.ACCESS_INVOLVEMENT_GRANT, reason=capacity):
        involve(
            by=by,
            file=file_of(listed_case(by, case_id)),
            to=colleague,
            capacity=capacity,
            works=Permission.CARE_CASE_READ,
            reason=reason,
            lapses_at=lapses_at,
        )


def shield_case(*, by: Actor, case_id: UUID, shielded: bool) -> None:
    """Shield an open case, or lift that: no emergency opens it, and only the team lead lets in.

    For who is near to us: family of a colleague, or the colleague.
    """
    reason = "shielded" if shielded else "shield lifted"
    with changing(by, case_id, needs=Permission.ACCESS_INVOLVEMENT_LEAD, reason=reason):
        case = listed_case(by, case_id)
        case.shielded = shielded
        case.save()


def end_in_case(*, by: Actor, case_id: UUID, colleague: str, reason: EndReason) -> None:
    """End the part of a colleague in a case."""
    with changing(by, case_id, needs=Permission.ACCESS_INVOLVEMENT_GRANT, reason=reason):
        file = file_of(listed_case(by, case_id))
        end_involvement(by=by, file=file, account=colleague, reason=reason)


def hand_over_case(
    *, by: Actor, case_id: UUID, new: str, reason: EndReason = EndReason.HANDED_OVER
) -> None:
    """Let another colleague coordinate a case; the old one is out, the timeline says so."""
    with changing(by, case_id, needs=Permission.ACCESS_INVOLVEMENT_GRANT, reason=reason):
        case = listed_case(by, case_id)
        works = Permission.CARE_CASE_WRITE
        hand_over(by=by, file=file_of(case), new=new, works=works, reason=reason)
        note_handed_over(
            by=by,
            kind=CARE_CASE,
            object_id=case_id,
            old=case.coordinator,
            new=new,
            reason=reason,
        )
        case.coordinator, case.version = new, case.version + 1
        case.save()
        write_event(by, case, EventKind.HANDED_OVER, token=new_id())


def hand_over_caseload(*, by: Actor, old: str, new: str) -> int:
    """Hand every open case of one colleague to another, all or none; returns how many."""
    rows = CareCase.objects.seen_by(by, listed(by)).filter(coordinator=old)
    wanted = tuple(rows.filter(closed_at=None).values_list("id", flat=True))
    if not wanted:
        raise Invalid("Deze collega coördineert geen open casus.", fields={"old": _NOTHING})
    with act(
        by,
        Permission.ACCESS_INVOLVEMENT_GRANT,
        action="update",
        object_type="caseload",
        object_id=old,
        reason="handed_over",
    ):
        for case_id in wanted:
            hand_over_case(by=by, case_id=case_id, new=new)
    return len(wanted)


_NOTHING = "Kies een collega met open casussen."


def open_case_in_emergency(
    *, by: Actor, case_id: UUID, ground: str, words: str, token: UUID | None = None
) -> UUID:
    """Open a case for three hours without being involved in it; reviewed the next working day."""
    file = case_head(by, case_id).file
    return open_emergency(by=by, file=file, ground=ground, words=words, token=token)


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
        if row is None:
            return 0
        forget_file(file_of(row))
        forget_work(kind=CARE_CASE, object_id=row.id)
        above = sum(one.take_out(by, row.id) for one in all_beside())
        return above + take_out(row)
