"""Which reports share words with what is asked."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kmt.access.permissions import Permission
from kmt.desk.forms import WordsForm
from kmt.intake import queries
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import Refused


@never_cache
@open_to(Permission.VAULT_TEXT_SEARCH)
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: StaffRequest) -> HttpResponse:
    """Reports that share words with what is asked: by number and how many, nothing opened."""
    form = WordsForm(request.POST or None)
    found = None
    status = 422 if request.method == "POST" else 200
    if form.is_valid():
        words, purpose = form.cleaned_data["words"], form.cleaned_data["purpose"]
        try:
            found, status = queries.reports_with_words(request.actor, words, purpose), 200
        except Refused as refused:
            show_refusal(form, refused)
    return render(request, "desk/search.html", {"form": form, "found": found}, status=status)
