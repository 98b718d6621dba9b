"""The desk in a conversation: answer, and say that one acted on "not safe"."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kmt.access.permissions import Permission
from kmt.conversation import actions, queries
from kmt.conversation.forms.desk import AnswerForm
from kmt.conversation.reading import OfDesk
from kmt.conversation.standard import standard_text
from kmt.conversation.topics import topic_of
from kmt.entrance import page_mark
from kmt.entrance.languages import LANGUAGES
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import Invalid, NotFound


@open_to(Permission.CONVERSATION_ANSWER_WRITE)
def answer(request: StaffRequest, conversation_id: UUID) -> HttpResponse:
    """Answer the one with the code; a standard text is put in first, and sent by a second press."""
    found = queries.opened(request.actor, conversation_id)
    if request.method != "POST":
        return _page(request, found, AnswerForm(initial={"token": page_mark.new()[1]}))
    form = AnswerForm(request.POST)
    form.is_valid()
    text = str(form.cleaned_data.get("text", ""))
    mark = page_mark.read(str(form.cleaned_data.get("token", "")))
    if "insert" in request.POST or mark is None:
        more = standard_text(str(form.cleaned_data.get("standard", "")), found.language)
        joined = "\n\n".join(filter(None, (text, more)))
        fresh = AnswerForm(initial={"text": joined, "token": page_mark.new()[1]})
        return _page(request, found, fresh, again=mark is None)
    try:
        actions.answer(
            by=request.actor,
            object_type=found.object_type,
            object_id=found.object_id,
            page=mark.nonce,
            text=text,
        )
    except Invalid as refused:
        show_refusal(form, refused)
        return _page(request, found, form, status=refused.status)
    messages.success(request, _("Your answer waits for the one with the code."))
    return redirect(_record_page(found), found.object_id)


@open_to(Permission.CONVERSATION_ANSWER_WRITE)
def care_for(request: StaffRequest, conversation_id: UUID) -> HttpResponse:
    """Something was done for who said not to be safe."""
    found = queries.opened(request.actor, conversation_id)
    if request.method == "POST":
        actions.care_for(by=request.actor, object_type=found.object_type, object_id=found.object_id)
        messages.success(request, _("It no longer stands on top of the list."))
    return redirect(_record_page(found), found.object_id)


def _record_page(found: OfDesk) -> str:
    topic = topic_of(found.object_type)
    if topic is None:
        raise NotFound
    return topic.page


def _page(
    request: StaffRequest,
    found: OfDesk,
    form: AnswerForm,
    *,
    again: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "conversation": found,
        "answer_form": form,
        "again": again,
        "record_page": _record_page(found),
        "language": dict(LANGUAGES).get(found.language, found.language),
    }
    return render(request, "conversation/answer.html", context, status=status)
