"""What colleagues do in a case: ask a partner, take it back, write to somebody by name."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kmt.access.permissions import Permission
from kmt.access.queries import accounts_in
from kmt.care.joining import note_event, open_all, seal, working_on
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict, Invalid
from kmt.teamwork import access
from kmt.teamwork.models import CaseComment, LetIn, PartnerTask
from kmt.teamwork.queries import file_of
from kmt.teamwork.rules import KnownKind, day_problem, text_problem
from kmt.teamwork.states import OPEN, Side, Step, TaskState, step_from
from kmt.teamwork.wording import organisation_name
from kmt.teamwork.writing import (
    TASK,
    line_of_task,
    note_known,
    sent_before,
    show,
    write_comment,
)

ASKED, TAKEN_BACK = "teamwork.asked", "teamwork.taken_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What is asked of a partner, before or on which day."""

    what: str
    due: date


def ask_task(*, by: Actor, case_id: UUID, part_id: UUID, asked: Asking, token: UUID) -> None:
    """Ask a partner who is let in to do something; it stands among what must happen as theirs."""
    if sent_before(by, PartnerTask, token):
        return
    found = {"what": text_problem(asked.what), "due": day_problem(asked.due, clock.today())}
    _refuse(found)
    with working_on(by, case_id, reason="partner_task_asked"):
        rows = LetIn.objects.seen_by(by, access.in_cases(by)).filter(access.running())
        part = rows.filter(case_id=case_id).one(id=part_id)
        task_id = new_id()
        task = PartnerTask(
            id=task_id,
            let_in=part,
            case_id=case_id,
            what=seal(by, case_id, "what", task_id, asked.what),
            due=asked.due,
            state=TaskState.ASKED,
            at=clock.now(),
            by=by.id,
            changed_at=clock.now(),
            token=token,
        )
        task.save(force_insert=True)
        line_of_task(by, task, part, asked.what)
        note_event(by, case_id, ASKED, text=f"{organisation_name(part.organisation)}: {asked.what}")
        note_known(by, case_id, KnownKind.TASK, part=part, words=asked.what)
        show(by, case_id)


def withdraw_task(*, by: Actor, case_id: UUID, task_id: UUID) -> None:
    """Take back what was asked, as long as it is not done; a second time changes nothing."""
    with working_on(by, case_id, reason="partner_task_withdrawn"):
        rows = PartnerTask.objects.seen_by(by, access.in_cases(by)).select_for_update(of=("self",))
        task = rows.filter(case_id=case_id).select_related("let_in").one(id=task_id)
        if task.state == TaskState.WITHDRAWN:
            return
        _take_back(by, task)
        line_of_task(by, task, task.let_in, "")
        (what,) = open_all([(case_id, "what", task.id, bytes(task.what))])
        who = organisation_name(task.let_in.organisation)
        note_event(by, case_id, TAKEN_BACK, text=f"{who}: {what}")
        show(by, case_id)


def _take_back(by: Actor, task: PartnerTask) -> None:
    if step_from(task.state, Step.WITHDRAW, Side.CARE) is None:
        raise Conflict("Deze taak is al klaar.", "Kijk wat eruit kwam.")
    task.state, task.changed_at = TaskState.WITHDRAWN, clock.now()
    task.save()


def finished(by: Actor, case_id: UUID, key: str, done: bool) -> None:
    """The line of a task was ticked off on the page of the case: the task follows.

    Inside the act of ``care``. Done counts as done, however the partner let it know.
    """
    kind, _, task_id = key.partition(":")
    if kind != TASK:
        return
    rows = PartnerTask.objects.filter(case_id=case_id, id=task_id, state__in=OPEN)
    for task in rows:
        task.state = TaskState.DONE if done else TaskState.WITHDRAWN
        task.changed_at = clock.now()
        task.save()
    show(by, case_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """Words to one named person: an account; in the part of a partner, or between colleagues."""

    to: str
    text: str
    part_id: UUID | None = None
    answers: UUID | None = None


def comment(*, by: Actor, case_id: UUID, asked: Saying, token: UUID) -> None:
    """Write to a colleague who works on the case, or to a partner who is let in.

    An answer goes to whoever wrote, and what is answered counts as read.
    """
    if sent_before(by, CaseComment, token):
        return
    with working_on(by, case_id, reason="comment_written", needs=Permission.CARE_CASE_READ) as case:
        rows = CaseComment.objects.seen_by(by, access.in_cases(by)).filter(case_id=case_id)
        earlier = rows.filter(to_account=by.id).one(id=asked.answers) if asked.answers else None
        part_id = earlier.let_in_id if earlier else asked.part_id
        part = None
        if part_id is not None:
            parts = LetIn.objects.seen_by(by, access.in_cases(by)).filter(access.running())
            part = parts.filter(case_id=case_id).one(id=part_id)
        to = part.account if part else earlier.by if earlier else asked.to
        works = part is not None or to in accounts_in(by, file_of(case)) | {case.coordinator}
        right = works and to != by.id
        _refuse(
            {
                "text": text_problem(asked.text),
                "to": "" if right else "Kies iemand die aan deze casus werkt.",
            }
        )
        write_comment(by, case_id, to=to, text=asked.text, token=token, part=part, answers=earlier)


def read_comment(*, by: Actor, case_id: UUID, comment_id: UUID) -> None:
    """Say to have read what was addressed to oneself; the moment is kept, the first time."""
    with working_on(by, case_id, reason="comment_read", needs=Permission.CARE_CASE_READ):
        rows = CaseComment.objects.seen_by(by, access.in_cases(by)).filter(case_id=case_id)
        row = rows.filter(to_account=by.id).one(id=comment_id)
        if row.read_at is None:
            row.read_at = clock.now()
            row.save()


def _refuse(found: dict[str, str]) -> None:
    wrong = {name: problem for name, problem in found.items() if problem}
    if wrong:
        raise Invalid("Er ontbreekt nog iets. Bij elk veld staat wat.", fields=wrong)
