"""Asking advice without an account: no cookie, no session, no address kept."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from kmt.access.actors import REPORTER
from kmt.advice import actions
from kmt.advice.forms.public import AskForm
from kmt.advice.forms.work import FeedbackForm, GoOnForm, ProfessionalAskForm
from kmt.advice.views.asking import Way, turn
from kmt.conversation import queries as conversation
from kmt.conversation import receipts
from kmt.conversation.actions import note_failed_try
from kmt.conversation.forms.public import ReceiptForm
from kmt.conversation.receipts import Secrets
from kmt.conversation.showing import receipt_context
from kmt.entrance import page_mark
from kmt.entrance.too_much import UNREADABLE, too_much
from kmt.kernel.door import AT_WORK, PUBLIC, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import NotFound, Refused

FOR_ALL = Way(form=AskForm, page="advice/ask.html", done="advice/asked.html")
OF_WORK = Way(form=ProfessionalAskForm, page="advice/ask_at_work.html", done="advice/asked.html")


@csrf_exempt
@open_to(PUBLIC)
def ask(request: HttpRequest) -> HttpResponse:
    """Ask advice without names, in the language of whoever asks."""
    return turn(request, FOR_ALL, REPORTER)


@csrf_exempt
@open_to(AT_WORK)
def ask_at_work(request: HttpRequest) -> HttpResponse:
    """The same for who meets it at work: in the two languages that the law and the desk use."""
    return turn(request, OF_WORK, REPORTER)


@csrf_exempt
@open_to(AT_WORK)
def go_on(request: HttpRequest) -> HttpResponse:
    """Go on with the code of a question: say whether it helped, or make a report of it."""
    if request.method != "POST":
        return _page(request, _feedback(), GoOnForm(), status=200)
    try:
        growing = request.POST.get("do") == "grow"
        form = GoOnForm(request.POST) if growing else _feedback(request.POST)
    except UNREADABLE:
        return too_much(request)
    feedback, grow = (_feedback(), form) if growing else (form, GoOnForm())
    held = _held_up(form) if form.is_valid() else {"said": ""}
    done = None if held else _done(request, form)
    return done or _page(request, feedback, grow, **held)


def _feedback(data: QueryDict | None = None) -> FeedbackForm:
    """The form beside the other one on the page: its fields need ids of their own."""
    return FeedbackForm(data, auto_id="feedback_%s")


def _held_up(form: ReceiptForm) -> dict[str, object]:
    """Why a code cannot be tried just now: the page stood open too long, or it is busy."""
    mark = page_mark.read(str(form.data.get("token", "")))
    if mark is None or mark.expired:
        return {"said": "stale"}
    digits = receipts.digits_of(str(form.cleaned_data["receipt"]))
    wait, waited = conversation.wait_before_next_try(), str(form.data.get("waited", ""))
    if digits is not None and wait and not receipts.has_waited(waited, digits):
        return {"said": "wait", "wait": wait, "waited": receipts.new_ticket(digits, wait)}
    return {}


def _done(request: HttpRequest, form: ReceiptForm) -> HttpResponse | None:
    """Do what was asked; None when it was refused, and the form says why."""
    digits = receipts.digits_of(str(form.cleaned_data["receipt"]))
    try:
        if digits is None:
            raise NotFound
        return _do(request, form, receipts.secrets_of(digits))
    except NotFound:
        note_failed_try()
        unknown = _("We find no question with this code. Look at the digits again.")
        form.add_error("receipt", unknown)
    except Refused as refused:
        show_refusal(form, refused)
    return None


def _do(request: HttpRequest, form: ReceiptForm, of: Secrets) -> HttpResponse:
    if isinstance(form, GoOnForm):
        grown = actions.grow_with_code(of=of, stated=form.stated())
        return render(request, "advice/grown.html", receipt_context(grown.receipt))
    actions.give_feedback(of=of, feedback=form.cleaned_data["feedback"])
    return _page(request, _feedback(), GoOnForm(), status=200, said="thanks")


def _page(
    request: HttpRequest,
    feedback: FeedbackForm | ReceiptForm,
    grow: GoOnForm | ReceiptForm,
    *,
    status: int = 422,
    **more: object,
) -> HttpResponse:
    context = {
        "feedback_form": feedback,
        "grow_form": grow,
        "token": page_mark.new()[1],
        **more,
    }
    return render(request, "advice/go_on.html", context, status=status)
