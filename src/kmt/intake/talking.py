"""What a conversation about a report can be: how far it is in words, and what the desk must see.

The room ``conversation`` stands below this one; it is told here, once, at the start.
"""

from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kmt.access.permissions import Permission
from kmt.conversation.topics import News, Standing, Topic
from kmt.intake import access, queries
from kmt.intake.models import Report, ReportStep
from kmt.intake.retained import REPORT, owner_of
from kmt.intake.states import CLOSE, CLOSED, FEEDBACK, NEW, ROUTED
from kmt.kernel import clock
from kmt.kernel.actor import Actor

_DECIDED = _("We have decided what happens next. We are working on it.")
_WORDS = {
    NEW: _("Your report has come in. We will read it within two working days."),
    ROUTED: _DECIDED,
    FEEDBACK: _DECIDED,
    CLOSED: _("We have closed your report. Thank you for telling us."),
}
_READ_AGAIN: Promise = _("We look at your report once more.")
_BEING_READ: Promise = _("Someone is reading your report and weighs what is needed.")
TAKING_BACK: tuple[Promise, ...] = (
    _("We then know that you take back what you told. We stop if we can."),
    _("Is someone in serious danger, or is it about a child? Then we may still have to act."),
    _("We do not erase your report at once. There are rules on how long we keep it."),
    _("Did you stay anonymous? Then you still are. We do not know who you are."),
)


def standing(actor: Actor, report_id: UUID) -> Standing | None:
    """How far a report is, for who has its code: no more than that, and when it was closed."""
    rule = access.told_with_code(actor, report_id)
    row = Report.objects.seen_by(actor, rule).only("state", "reopened_at").first()
    if row is None:
        return None
    steps = ReportStep.objects.seen_by(actor, access.told_with_code(actor, report_id, "report"))
    closed = None
    if row.state == CLOSED:
        closed = steps.filter(event=CLOSE).order_by("-at").values_list("at", flat=True).first()
    return Standing(
        words=_WORDS.get(row.state, _READ_AGAIN if row.reopened_at else _BEING_READ),
        closed=clock.local(closed).date() if closed else None,
    )


def _changed(by: Actor, report_id: UUID, news: News) -> None:
    """Have the work list show it; not a change of what the desk decided, so no new version."""
    Report.objects.filter(pk=report_id).update(
        unread=news.unread, unsafe_since=news.unsafe_since, withdrawn_at=news.withdrawn_at
    )


TOPIC = Topic(
    object_type=REPORT,
    reads=Permission.INTAKE_REPORT_READ,
    sees=queries.sees,
    standing=standing,
    changed=_changed,
    page="intake:report_detail",
    taking_back=TAKING_BACK,
    files=owner_of,
)
