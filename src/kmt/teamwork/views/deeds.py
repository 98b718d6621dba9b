"""What the pages of teamwork do alike: try what a form asks, keep what was typed."""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse

from kmt.kernel.door import StaffRequest
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import NotFound, Refused
from kmt.teamwork.forms import WordsForm
from kmt.teamwork.reading import CommentLine

Show = Callable[[Form, int], HttpResponse]


def attempt(
    request: StaffRequest,
    form: Form,
    deed: Callable[[], None],
    *,
    said: str,
    done: Callable[[], HttpResponse],
    show: Show,
) -> HttpResponse:
    """Do it and send the browser on; or show the page again, with the sentence and what was typed.

    What is not there for whoever asks is not there: that is no error of a form.
    """
    if not form.is_valid():
        return show(form, 422)
    try:
        deed()
    except NotFound:
        raise
    except Refused as refused:
        show_refusal(form, refused)
        return show(form, refused.status)
    messages.success(request, said)
    return done()


def id_in(request: StaffRequest, name: str) -> UUID:
    """The id that a button sends along; ``NotFound`` for what is none."""
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError as wrong:
        raise NotFound from wrong


def with_answers(
    comments: Iterable[CommentLine], sent: Form | None = None
) -> list[tuple[CommentLine, WordsForm | None]]:
    """Each comment with the form to answer it, where it waits for whoever looks.

    The form that did not go through keeps what was typed in it.
    """
    answered = answer_in(sent)
    return [
        (
            one,
            None
            if not one.mine or one.answered
            else answered[1]
            if answered is not None and answered[0] == str(one.id)
            else WordsForm(initial={"answers": one.id}, auto_id=f"answer-{number}-%s"),
        )
        for number, one in enumerate(comments)
    ]


def answer_in(sent: Form | None) -> tuple[str, WordsForm] | None:
    """The answer that was sent, with the comment it answers; None for any other form."""
    if isinstance(sent, WordsForm) and sent.data.get("answers"):
        return str(sent.data["answers"]), sent
    return None


def fresh_words(sent: Form | None) -> WordsForm:
    """The form for new words: as it was sent, unless that was an answer."""
    return sent if isinstance(sent, WordsForm) and answer_in(sent) is None else WordsForm()
