"""The page that asks the sharing matrix anything: from whom, to whom, what for, which data.

Nothing on it is about anybody: it holds codes alone, so that the question may stand in the address
and be sent to a colleague.
"""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kmt.access.permissions import Permission
from kmt.kernel.door import StaffRequest, open_to
from kmt.lawfulness.forms import QuestionForm
from kmt.lawfulness.queries import MatrixAnswer, matrix_answer


@open_to(Permission.LAWFULNESS_MATRIX_READ)
@require_safe
def question(request: StaffRequest) -> HttpResponse:
    """Ask, and read the answer with its sentence, its rows and what is still open."""
    form = QuestionForm(request.GET or None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return _page(request, form.ask_only(()), status=status)
    answer = matrix_answer(request.actor, form.request())
    return _page(request, form.ask_only(answer.open), answer)


def _page(
    request: StaffRequest,
    form: QuestionForm,
    answer: MatrixAnswer | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "answer": answer}
    return render(request, "lawfulness/question.html", context, status=status)
