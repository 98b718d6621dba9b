"""The parts of which the actions of teamwork are made; each runs inside an act of its caller."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from uuid import UUID

from django.db import models, transaction
from django.db.models import F

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.care.joining import drop_due, seal, set_due, set_glance
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id, new_label
from kmt.partners.queries import names_of
from kmt.teamwork import access
from kmt.teamwork.models import CaseComment, FeedUse, KnownThing, LetIn, PartnerTask
from kmt.teamwork.rules import PART, ROOM, KnownKind, glimpse
from kmt.teamwork.states import TaskState
from kmt.teamwork.wording import organisation_name

PREFIX = "D"
KEPT = timedelta(hours=24)
#: The key of a line among what must happen starts with what it is of.
TASK, COMMENT = "task", "comment"


@contextmanager
def on_own_part(
    by: Actor, part_id: UUID, *, reason: str, needs: Permission = Permission.TEAMWORK_PART_READ
) -> Iterator[LetIn]:
    """The act of a partner on their own part, which is held: whoever is let out finds nothing."""
    with act(by, needs, action="update", object_type=PART, object_id=str(part_id), reason=reason):
        rows = LetIn.objects.seen_by(by, access.own_parts(by)).select_for_update()
        yield rows.one(id=part_id)


def sent_before(by: Actor, model: type[models.Model], token: UUID) -> bool:
    """Whether this form was sent already; by whoever sends it now."""
    rows = model._default_manager.seen_by(by, models.Q(by=by.id, token=token))  # type: ignore[attr-defined]
    return bool(rows.exists())


def free_label() -> str:
    """A neutral number that no other part has."""
    while True:
        label = f"{PREFIX}-{new_label()}"
        if not LetIn.objects.filter(label=label).exists():
            return label


def note_known(
    by: Actor,
    case_id: UUID,
    kind: str,
    *,
    part: LetIn | None = None,
    account: str = "",
    organisation: str = "",
    receiver: str = "",
    words: str = "",
    data: Iterable[str] = (),
    basis: str = "",
    until: date | None = None,
) -> None:
    """Keep on the case that somebody got to know something of it."""
    row_id = new_id()
    KnownThing(
        id=row_id,
        case_id=case_id,
        kind=kind,
        account=part.account if part else account,
        organisation=part.organisation if part else organisation,
        receiver=seal(by, case_id, "receiver", row_id, receiver),
        words=seal(by, case_id, "words", row_id, words),
        data="|".join(sorted(data)),
        basis=basis or (part.basis if part else ""),
        until=until,
        at=clock.now(),
        by=by.id,
    ).save()


def show(by: Actor, case_id: UUID) -> None:
    """Keep the one line that the case shows of this room as it is now."""
    inside = LetIn.objects.filter(case_id=case_id, ended_at=None).count()
    tasks = PartnerTask.objects.filter(case_id=case_id).values_list("state", "due")
    seen = glimpse(inside, tasks, clock.today())
    set_glance(by, case_id, room=ROOM, text=seen.text, kind=seen.kind, facts=seen.facts)


def line_of_task(by: Actor, task: PartnerTask, part: LetIn, what: str) -> None:
    """Let the line among what must happen follow the task.

    As long as the partner has it, it is theirs; one that was declined is for the coordinator today.
    """
    key = f"{TASK}:{task.id}"
    if task.state in {TaskState.DONE, TaskState.WITHDRAWN}:
        drop_due(by, task.case_id, room=ROOM, key=key, done=task.state == TaskState.DONE)
    elif task.state == TaskState.DECLINED:
        words = f"Geweigerd door {organisation_name(part.organisation)}: {what}"
        set_due(by, task.case_id, room=ROOM, key=key, what=words, due=clock.today())
    else:
        owner = f"{organisation_name(part.organisation)}, {part.name}"
        set_due(by, task.case_id, room=ROOM, key=key, what=what, due=task.due, owner_text=owner)


def write_comment(
    by: Actor,
    case_id: UUID,
    *,
    to: str,
    text: str,
    token: UUID,
    part: LetIn | None = None,
    answers: CaseComment | None = None,
) -> None:
    """Keep words to a named person; what is answered counts as read."""
    row_id = new_id()
    CaseComment(
        id=row_id,
        case_id=case_id,
        let_in=part,
        answers=answers,
        to_account=to,
        by=by.id,
        text=seal(by, case_id, "text", row_id, text),
        at=clock.now(),
        token=token,
    ).save(force_insert=True)
    if answers is not None and answers.read_at is None:
        answers.read_at = clock.now()
        answers.save()
    inside = part if part is not None and part.account == to else None
    if part is None or inside is not None:
        note_known(by, case_id, KnownKind.COMMENT, part=inside, account="" if inside else to)


def name_of(account: str) -> str:
    """The name of an account; empty for nobody."""
    return names_of({account}).get(account, "")


def count_use(feed: str) -> int:
    """Count that a calendar was asked for in this hour, and say how often; older hours go."""
    hour = clock.this_hour()
    with transaction.atomic():
        FeedUse.objects.filter(hour__lt=hour - KEPT).delete()
        FeedUse.objects.get_or_create(feed=feed, hour=hour)
        rows = FeedUse.objects.filter(feed=feed, hour=hour)
        rows.update(number=F("number") + 1)
        return rows.values_list("number", flat=True).get()
