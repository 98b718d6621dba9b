"""What the conversation must know of advice: who reads it, how far it is, taking it back."""

from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kmt.access.permissions import Permission
from kmt.advice import access, queries, states
from kmt.advice.models import AdviceRequest, AdviceStep
from kmt.advice.queries import ADVICE
from kmt.advice.writing import note_step, pieces_in
from kmt.conversation.topics import News, Standing, Topic
from kmt.kernel import clock
from kmt.kernel.actor import Actor

_LEAVE = _("Leave it out. We do not need it.")
_WORDS = {
    states.ASKED: _("Your question has come in. We answer within two working days."),
    states.TAKEN: _("Somebody is working on your question."),
    states.ANSWERED: _("We have answered your question. You read it below."),
    states.CLOSED: _("Your question is closed."),
}


def _standing(actor: Actor, request_id: UUID) -> Standing | None:
    row = AdviceRequest.objects.seen_by(actor, access.with_code(actor, request_id)).first()
    if row is None:
        return None
    closed = None
    if row.state == states.CLOSED:
        rule = access.parts_of(row.pk)
        ends = AdviceStep.objects.seen_by(actor, rule).filter(to_state=states.CLOSED)
        at = ends.order_by("at").values_list("at", flat=True).first()
        closed = clock.local(at).date() if at else None
    return Standing(words=_WORDS[row.state], may_write=row.state != states.CLOSED, closed=closed)


def _changed(actor: Actor, request_id: UUID, news: News) -> None:
    """Keep what the list must show; an answer answers, and a new message on it is work again."""
    row = AdviceRequest.objects.seen_by(actor, access.spoken_of(actor, request_id)).one()
    values: dict[str, object] = {
        "unread": news.unread,
        "unsafe_since": news.unsafe_since,
        "withdrawn_at": news.withdrawn_at,
    }
    event = ""
    if news.answered and row.state in states.OPEN:
        event = states.ANSWER
        values["due_at"] = None
    elif news.unread > row.unread and row.state == states.ANSWERED:
        event = states.SPEAK
    if event:
        values["state"] = states.after(row.state, event)
        note_step(actor, row, event, str(values["state"]))
    AdviceRequest.objects.filter(pk=row.pk).update(**values)


def _unwelcome(text: str) -> str:
    """Why a message cannot come in: what surely tells who somebody is, has no place in advice."""
    pieces = pieces_in({"text": text}, get_language() or "nl").get("text", ())
    sure = ", ".join(f"«{one.text}»" for one in pieces if one.sure)
    if not sure:
        return ""
    found = _("This can tell who somebody is: %(pieces)s.") % {"pieces": sure}
    return f"{found} {_LEAVE}"


TOPIC = Topic(
    object_type=ADVICE,
    reads=Permission.ADVICE_QUESTION_READ,
    sees=queries.sees,
    standing=_standing,
    changed=_changed,
    page="advice:detail",
    unwelcome=_unwelcome,
    taking_back=(
        _("We then do nothing more with your question."),
        _("We keep it for five years to count it."),
    ),
)
