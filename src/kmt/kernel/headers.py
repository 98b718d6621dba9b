"""Headers for every answer, whoever gives it: a page, a refusal, a redirect, a file."""

from collections.abc import Callable
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

#: What stands on an answer that may be kept for a while: the same for whoever asks.
KEPT = "public, max-age=300"
NOT_KEPT = "no-store"


class KeepNothing:
    """The outermost middleware: nobody on the way keeps what does not say that it may be kept.

    A redirect too: a browser keeps a permanent one for good, and so remembers the visit. What says
    that it may be kept, but is about one visitor after all (a cookie, a refusal), is not kept.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and say that the answer is not to be stored."""
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", NOT_KEPT)
        if response.headers["Cache-Control"] == KEPT and not _same_for_all(response):
            response.headers["Cache-Control"] = NOT_KEPT
        return response


def may_be_kept(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let browsers and caches keep this answer for five minutes, and ask whether it changed.

    Only for public pages of the knowledge base (decision record 0032): nothing in them depends on
    who looks. Their ``ETag`` is made of what they say. Answers 304 to who has it already.
    """
    if request.method not in {"GET", "HEAD"}:
        return response
    response.headers["ETag"] = f'"{sha256(response.content).hexdigest()[:32]}"'
    response.headers["Cache-Control"] = KEPT
    answer = get_conditional_response(request, etag=response.headers["ETag"], response=response)
    if answer is None:
        return response
    answer.headers["Cache-Control"] = KEPT
    return answer


def _same_for_all(response: HttpResponse) -> bool:
    return (
        response.status_code in {200, 304}
        and not response.cookies
        and "cookie" not in response.headers.get("Vary", "").lower()
    )
