"""Headers for every answer, whoever gives it: a page, a refusal, a redirect, a file."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class KeepNothing:
    """The outermost middleware: nobody on the way keeps what does not say that it may be kept.

    A redirect too: a browser keeps a permanent one for good, and so remembers the visit.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and say that the answer is not to be stored."""
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response
