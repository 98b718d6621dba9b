"""Which public pages the sitemap names, beside the articles: rooms above hand over theirs."""

import re
from collections.abc import Callable

from django.urls import reverse

Pages = Callable[[], list[str]]
_KEPT = re.compile(
    r"/(?:[a-z]{2}/)?(?:kennis/(?!beheer/|zoeken/)[\w./-]*|robots\.txt|sitemap\.xml)(?:\?.*)?"
)

_OF_THE_ENTRANCE = (
    "intake:entrance",
    "intake:report",
    "advice:ask",
    "entrance:explained",
    "entrance:forms",
    "entrance:afterwards",
    "entrance:help",
    "entrance:promises",
    "entrance:traces",
    "entrance:professionals",
    "entrance:privacy",
    "entrance:accessibility",
    "knowledge:articles",
)
_more: list[Pages] = []


def show_in_sitemap(pages: Pages) -> None:
    """Name the addresses that this function gives, in every language; called at the start."""
    if pages not in _more:
        _more.append(pages)


def public_pages() -> list[str]:
    """The addresses of public pages in the language of this moment, without the articles."""
    return [reverse(name) for name in _OF_THE_ENTRANCE] + [one for more in _more for one in more()]


def may_be_kept_at(path: str) -> bool:
    """Whether the page at this address may be kept by browsers (decision record 0032)."""
    return _KEPT.fullmatch(path) is not None
