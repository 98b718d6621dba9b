"""One turn of the public form: what came with it, which page it leads to, and that page itself."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.datastructures import MultiValueDict

from kmt.entrance import carrying, effort, page_mark
from kmt.entrance.page_mark import PageMark
from kmt.intake.forms.public import CHECK, STEPS, WHAT, ReportForm, Step, step_named


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What somebody did on a page: the answers so far, and where they want to go.

    ``step`` is the page they were on, None for the form on one page; ``to`` the page they asked
    for, None to send. ``lost``: what was typed on earlier pages could not be opened any more.
    """

    token: str
    mark: PageMark | None
    step: Step | None
    to: Step | None
    answers: MultiValueDict[str, str]
    lost: bool
    effort: str

    @property
    def forward(self) -> bool:
        """Whether they go on, and not back to change something."""
        return None not in (self.step, self.to) and STEPS.index(self.step) < STEPS.index(self.to)

    @classmethod
    def of(cls, sent: QueryDict) -> "Turn":
        """Read what a page of ours sent; what is no answer of ours is left where it is."""
        token = sent.get("token", "")
        mark = page_mark.read(token)
        step = step_named(sent.get("step", ""))
        carried = carrying.NOTHING
        if step is not None:
            carried = carrying.unpack(sent.get("carried", ""), mark.nonce if mark else "")
        return cls(
            token=token,
            mark=mark,
            step=step,
            to=step_named(sent.get("do", "")) if step else None,
            answers=_answers(sent, step, carried),
            lost=carried.expired,
            effort=sent.get("effort", ""),
        )


def _answers(
    sent: QueryDict, step: Step | None, carried: carrying.Carried
) -> MultiValueDict[str, str]:
    """The answers of this page over those of the pages before it."""
    found: MultiValueDict[str, str] = MultiValueDict()
    here = ReportForm.base_fields.keys() if step is None else step.fields
    for name in ReportForm.base_fields:
        values = sent.getlist(name) if name in here else carried.answers.get(name, [])
        if values:
            found.setlist(name, values)
    return found


def form_page(
    request: HttpRequest,
    form: ReportForm,
    step: Step | None,
    *,
    said: str = "",
    mark: str = "",
    status: int = 200,
) -> HttpResponse:
    """The form at this step, or whole; every answer is on the page or rides along with it.

    ``said``: why it comes back (``lost``, ``busy``, ``stale`` or ``broken``); ``mark`` when the
    page keeps the mark it had, so that the time it stood open goes on counting.
    """
    if step is not None:
        form.look_only_at(step)
    known = page_mark.read(mark)
    kept = known is not None and not known.expired
    nonce, token = (known.nonce, mark) if known and kept else page_mark.new()
    context = {
        "form": form,
        "step": step,
        "sections": [(one, form.shown(one)) for one in (STEPS if step is None else (step,))],
        "number": STEPS.index(step) + 1 if step else 0,
        "total": len(STEPS),
        "before": _beside(step, -1),
        "after": _beside(step, +1),
        "first": step is not None and step.name == WHAT,
        "last": step is None or step.name == CHECK,
        "answered": form.answered() if step and step.name == CHECK else (),
        "said": said,
        "token": token,
        "nonce": nonce,
        "bits": effort.bits(),
        "carried": _carried(form, step, nonce),
        "file_lost": form.is_bound and bool(request.FILES),
    }
    return render(request, "intake/report_form.html", context, status=status)


def _beside(step: Step | None, by: int) -> Step | None:
    """The step before or after this one; None where there is none."""
    at = STEPS.index(step) + by if step else -1
    return STEPS[at] if 0 <= at < len(STEPS) else None


def _carried(form: ReportForm, step: Step | None, nonce: str) -> str:
    """The answers that are not on this page, sealed for it."""
    if step is None or not form.is_bound:
        return ""
    there = [name for name in form.fields if name not in {*step.fields, "attachment"}]
    typed = form.data if isinstance(form.data, MultiValueDict) else MultiValueDict()
    return carrying.pack({name: typed.getlist(name) for name in there}, nonce)
