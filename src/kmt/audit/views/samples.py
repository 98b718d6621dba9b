"""The yearly check on screen: draw looks by lot, and write down what was found of each."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kmt.audit.actions.samples import draw_sample, judge_look
from kmt.audit.forms import DrawForm, FindingsForm
from kmt.audit.queries import READ
from kmt.audit.queries.samples import Sample, samples
from kmt.audit.shown import Row, row_of
from kmt.kernel import clock
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import NotFound, Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A sample with its form: per look the line of the record and the field for the finding."""

    sample: Sample
    form: FindingsForm

    @property
    def rows(self) -> list[tuple[Row, object]]:
        """Each look in words, with its field."""
        return [
            (row_of(line.event), self.form.field_of(line.event.seq)) for line in self.sample.lines
        ]


@open_to(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def sample_checks(request: StaffRequest) -> HttpResponse:
    """Every sample, newest first; drawing one and keeping findings are sent to the same page."""
    drawing = request.POST.get("do") == "draw"
    draw = DrawForm(
        request.POST if drawing else None, initial={"year": clock.today().year}, today=clock.today()
    )
    if request.method == "POST":
        done = _draw(request, draw) if drawing else _keep(request)
        if done is not None:
            return done
    shown = [Shown(sample=one, form=FindingsForm(sample=one)) for one in samples(request.actor)]
    status = 422 if draw.errors else 200
    return render(request, "audit/samples.html", {"shown": shown, "draw": draw}, status=status)


def _draw(request: StaffRequest, form: DrawForm) -> HttpResponse | None:
    if not form.is_valid():
        return None
    try:
        draw_sample(by=request.actor, **form.cleaned_data)
    except Refused as refused:
        show_refusal(form, refused)
        return None
    messages.success(request, _("The sample is drawn. Look at each line, and say what you found."))
    return redirect("audit:samples")


def _keep(request: StaffRequest) -> HttpResponse:
    asked = request.POST.get("sample", "")
    found = [one for one in samples(request.actor) if str(one.id) == asked]
    if not found:
        raise NotFound
    form = FindingsForm(request.POST, sample=found[0])
    for seq, outcome in form.changes():
        judge_look(by=request.actor, sample_id=found[0].id, seq=seq, outcome=outcome)
    messages.success(request, _("What you found is kept."))
    return redirect("audit:samples")
