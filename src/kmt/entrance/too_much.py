"""The answer when more is sent than can be read: what was typed is still in the browser."""

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils.translation import gettext as _

#: What reading a form raises when there is too much of it, or when it is cut off.
UNREADABLE = (SuspiciousOperation, MultiPartParserError, OSError, ValueError)
#: A file that is too large (a film from a phone) is read past and let go, up to this many bytes:
#: an answer given while the browser is still sending is an answer that nobody sees.
BODY_LIMIT = 100_000_000
PIECE = 65_536


def too_much(request: HttpRequest) -> HttpResponse:
    """More came in than can be read; the browser still has what was typed."""
    _read_past(request)
    context = {
        "heading": _("This is too much at once"),
        "sentence": _("We could not read what you sent, because there is too much of it."),
        "next_step": _(
            "Go back to the page before this one: your text is still there. "
            "Make it shorter, leave out the file, or send it in parts."
        ),
    }
    return render(request, "kernel/message.html", context, status=413)


def _read_past(request: HttpRequest) -> None:
    """Let the rest of the body go by."""
    try:
        for _piece in range(BODY_LIMIT // PIECE):
            if not request.read(PIECE):
                return
    except OSError:
        return
