"""The living page: every component in every state, so that a change is seen before it is used."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kmt.kernel import examples
from kmt.kernel.door import SIGNED_IN, open_to
from kmt.kernel.forms import ExampleForm


@open_to(SIGNED_IN)
def components_page(request: HttpRequest) -> HttpResponse:
    """Show all components; the forms on it are filled in here and go nowhere."""
    filled = {"line": "Voorbeeldstraat 1", "seen": "yes", "place": "z"}
    return render(
        request,
        "kernel/components_page.html",
        {
            "form": ExampleForm(prefix="empty"),
            "wrong": ExampleForm(filled, prefix=None, auto_id="wrong_%s"),
            "kinds": examples.KINDS,
            "links": examples.links(),
            "page": examples.page_of_many(request.GET.get("pagina", "2")),
            "charts": examples.charts(),
        },
    )
