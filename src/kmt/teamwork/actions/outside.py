"""What a partner does in their own part: answer a task, read, write back, leave.

They work outside the case: each act holds their part, and where that is closed nothing is there.
The case hears of it by its timeline and by what must happen.
"""

from uuid import UUID

from kmt.access.files import FileRef
from kmt.access.permissions import Permission
from kmt.access.queries import coordinator_of
from kmt.care.joining import note_event, open_all, seal
from kmt.care.rules import CARE_CASE
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Conflict, Invalid
from kmt.teamwork import access
from kmt.teamwork.actions.letting_in import end_part
from kmt.teamwork.models import CaseComment, LetIn, PartnerTask
from kmt.teamwork.rules import EndWhy, step_of, text_problem
from kmt.teamwork.states import Side, Step, step_from
from kmt.teamwork.writing import line_of_task, on_own_part, sent_before, show, write_comment

ANSWER = Permission.TEAMWORK_TASK_ANSWER
ANSWERS = {
    Step.ACCEPT: "teamwork.accepted",
    Step.DECLINE: "teamwork.declined",
    Step.FINISH: "teamwork.done",
}


def answer_task(*, by: Actor, part_id: UUID, task_id: UUID, step: str, words: str = "") -> None:
    """Accept, decline with a reason, or say what came of it.

    One that is declined goes back to the coordinator, today. The same answer twice is one answer.
    Raises ``Conflict`` when it was taken back or answered otherwise meanwhile.
    """
    with on_own_part(by, part_id, reason="partner_task_answered", needs=ANSWER) as part:
        rows = PartnerTask.objects.seen_by(by, access.own_parts(by, "let_in__"))
        task = rows.filter(let_in=part).one(id=task_id)
        found, problem = step_of(task.state, step, Side.PARTNER, words)
        if found is None:
            if _answered_so(task, step):
                return
            raise Conflict(
                "Deze taak staat intussen anders.", "Kijk hieronder hoe; je woorden staan er nog."
            )
        if problem:
            raise Invalid("Er ontbreekt nog iets.", fields={"words": problem})
        task.state, task.changed_at = found.to, clock.now()
        if found.words:
            task.words = seal(by, task.case_id, "words", task.id, words)
        task.save()
        (what,) = open_all([(task.case_id, "what", task.id, bytes(task.what))])
        line_of_task(by, task, part, what)
        said = f"{what}: {words}" if found.words else what
        note_event(by, task.case_id, ANSWERS[found.step], text=said)
        show(by, task.case_id)


def _answered_so(task: PartnerTask, step: str) -> bool:
    """Whether this very answer was given already."""
    return any(
        one is not None and one.to == task.state
        for state in ("asked", "accepted")
        for one in [step_from(state, step, Side.PARTNER)]
    )


def read_own(*, by: Actor, part_id: UUID, comment_id: UUID) -> None:
    """Say to have read what was addressed to oneself; the moment is kept, the first time."""
    with on_own_part(by, part_id, reason="comment_read") as part:
        row = _to_me(by, part, comment_id)
        if row.read_at is None:
            row.read_at = clock.now()
            row.save()


def write_back(
    *, by: Actor, part_id: UUID, text: str, token: UUID, answers: UUID | None = None
) -> None:
    """Write to who coordinates the case now, or answer them; a partner sees nobody else there."""
    if sent_before(by, CaseComment, token):
        return
    with on_own_part(by, part_id, reason="comment_written") as part:
        problem = text_problem(text)
        if problem:
            raise Invalid("Er ontbreekt nog iets.", fields={"text": problem})
        earlier = _to_me(by, part, answers) if answers else None
        file = FileRef(
            object_type=CARE_CASE, object_id=part.case_id, label=part.label, person_id=part.id
        )
        to = coordinator_of(by, file) or part.by
        write_comment(by, part.case_id, to=to, text=text, token=token, part=part, answers=earlier)


def _to_me(by: Actor, part: LetIn, comment_id: UUID) -> CaseComment:
    rows = CaseComment.objects.seen_by(by, access.own_comments(by)).filter(let_in=part)
    found: CaseComment = rows.filter(to_account=by.id).one(id=comment_id)
    return found


def leave(*, by: Actor, part_id: UUID) -> None:
    """End one's own part: from then on nothing is there for them any more."""
    with on_own_part(by, part_id, reason="partner_let_out") as part:
        end_part(by, part, EndWhy.SELF)
