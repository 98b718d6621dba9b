"""What is shown when a sentence lacks the language of the page: Dutch, and it says so.

A check keeps the catalogues complete (``tools/public_messages.py``); this is for the day on which
it did not. The Dutch is marked with ``lang``, so that a screen reader changes its voice and the
line its direction.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, trans_real

from kmt.entrance.languages import LANGUAGES, STAFF_LANGUAGES

# Two signs of the private use area: no keyboard types them, and no text keeps them.
_OPEN, _CLOSE = "\ue0d1", "\ue0d2"
_MARKED = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
#: What cannot hold an element: a tag with its attributes, and elements that hold bare text.
_BARE = re.compile(r"(<(title|option|textarea)\b.*?</\2>|<[^>]*>)", re.DOTALL)
_SPAN = r'<span lang="nl" dir="ltr">\1</span>'


class _Marked:
    """Stands behind a catalogue: what that does not have, this says in Dutch, between marks."""

    def __init__(self, dutch: trans_real.DjangoTranslation) -> None:
        self._dutch = dutch

    def gettext(self, message: str) -> str:
        """A sentence; what is no sentence of ours (a key of a format) stays as it is."""
        said: str = self._dutch.gettext(message)
        return said if said == message else f"{_OPEN}{said}{_CLOSE}"

    def ngettext(self, one: str, more: str, number: int) -> str:
        """A sentence with a number."""
        return f"{_OPEN}{self._dutch.ngettext(one, more, number)}{_CLOSE}"


class Fallback:
    """Middleware: makes a missing translation visible, in every language but those of staff."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; where a sentence fell back to Dutch, say so in the markup."""
        code = get_language()
        if code in STAFF_LANGUAGES:
            return self.get_response(request)
        stand_behind(code)
        response = self.get_response(request)
        if not response.streaming and _OPEN.encode() in response.content:
            response.content = show_fallback(response.content.decode())
        return response


@lru_cache(maxsize=len(LANGUAGES))
def stand_behind(code: str) -> None:
    """Let the catalogue of this language fall back to marked Dutch, once per process."""
    dutch = trans_real.translation("nl")
    catalogue: Any = trans_real.translation(code)
    catalogue._fallback = _Marked(dutch)


def show_fallback(html: str) -> str:
    """Marked sentences as elements of their own language; in an attribute without a mark."""
    parts: list[str] = []
    end = 0
    for bare in _BARE.finditer(html):
        parts += [_MARKED.sub(_SPAN, html[end : bare.start()]), _MARKED.sub(r"\1", bare[0])]
        end = bare.end()
    return "".join([*parts, _MARKED.sub(_SPAN, html[end:])])
