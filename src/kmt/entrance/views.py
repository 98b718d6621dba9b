"""Pages to read: no account, no cookie, nothing asked of the database."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kmt.entrance.wording import FORMS, HELP
from kmt.kernel.door import PUBLIC, open_to
from kmt.partners.region import region


@open_to(PUBLIC)
def explained(request: HttpRequest) -> HttpResponse:
    """What trafficking is, and how one can recognise it."""
    return render(request, "entrance/explained.html")


@open_to(PUBLIC)
def forms(request: HttpRequest) -> HttpResponse:
    """Its forms, each with what one may see of it."""
    return render(request, "entrance/forms.html", {"forms": FORMS})


@open_to(PUBLIC)
def afterwards(request: HttpRequest) -> HttpResponse:
    """What happens after a report: who reads it, in which steps, how long it takes."""
    return render(request, "entrance/afterwards.html", {"region": region()})


@open_to(PUBLIC)
def help_elsewhere(request: HttpRequest) -> HttpResponse:
    """Whom one can call, as the region has it."""
    lines = [(line, HELP[line.kind]) for line in region().help]
    noted = min((line.noted for line, _for in lines), default=None)
    return render(request, "entrance/help.html", {"lines": lines, "noted": noted})


@open_to(PUBLIC)
def promises(request: HttpRequest) -> HttpResponse:
    """What we promise and what we cannot: no secrecy that a judge can end."""
    return render(request, "entrance/promises.html")


@open_to(PUBLIC)
def traces(request: HttpRequest) -> HttpResponse:
    """What the button to leave does and does not do, and how to wipe the rest."""
    return render(request, "entrance/traces.html")


@open_to(PUBLIC)
def professionals(request: HttpRequest) -> HttpResponse:
    """What there is for who meets it at work, and what there is not yet."""
    return render(request, "entrance/professionals.html")


@open_to(PUBLIC)
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of a visit and of a report, and what is not."""
    return render(request, "entrance/privacy.html", {"region": region()})


@open_to(PUBLIC)
def accessibility(request: HttpRequest) -> HttpResponse:
    """What was done so that everybody can use these pages, and where to say that it fails."""
    return render(request, "entrance/accessibility.html")
