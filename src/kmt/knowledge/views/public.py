"""The public pages: no account, no cookie, nothing that depends on who looks.

They may be kept for five minutes, but not what somebody searched (decision record 0032).
"""

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext

from kmt.kernel.door import PUBLIC, StaffRequest, open_to
from kmt.kernel.headers import may_be_kept
from kmt.kernel.links import FilterLink
from kmt.kernel.refusals import NotFound
from kmt.kernel.rich_text import rich
from kmt.knowledge import queries
from kmt.knowledge.public_words import (
    FORM_NAMES,
    SECTOR_PAGES,
    form_word,
    kind_word,
    sector_word,
)
from kmt.knowledge.rules import FIRST, Kind
from kmt.knowledge.seen import ArticleLine

#: What is asked behind the question mark.
WORDS, FORM = "woorden", "vorm"
LONGEST_SEARCH = 200
#: What somebody at work needs beside the texts of their own sector.
_FOR_ALL = (Kind.SIGNALS, Kind.WHAT_TO_DO, Kind.CONVERSATION)


@open_to(PUBLIC)
def articles(request: StaffRequest) -> HttpResponse:
    """Every public article, by what it is about; narrowed to a form when one is chosen."""
    form = request.GET.get(FORM, "")
    if form and form not in FORM_NAMES:
        raise NotFound
    found = queries.articles(request.actor, language=language(), form=form)
    page = render(
        request,
        "knowledge/articles.html",
        {
            "groups": grouped(found),
            "any": bool(found),
            "forms": form_links(form),
            "sectors": sector_links(),
            "here": language(),
        },
    )
    return may_be_kept(request, page)


@open_to(PUBLIC)
def sector(request: StaffRequest, name: str) -> HttpResponse:
    """What there is for who meets it in this work, and what everybody needs."""
    if name not in SECTOR_PAGES:
        raise NotFound
    code = SECTOR_PAGES[name]
    found = queries.articles(request.actor, language=language())
    page = render(
        request,
        "knowledge/sector.html",
        {
            "word": sector_word(code),
            "own": [one for one in found if one.sector == code],
            "groups": grouped(
                [one for one in found if not one.sector and Kind(one.kind) in _FOR_ALL]
            ),
            "sectors": sector_links(code),
            "here": language(),
        },
    )
    return may_be_kept(request, page)


@open_to(PUBLIC)
def article(request: StaffRequest, slug: str) -> HttpResponse:
    """One article; in Dutch, and said so, when it is not there in this language."""
    found = queries.article(request.actor, slug, language=language())
    page = render(
        request,
        "knowledge/article.html",
        {
            "article": found,
            "line": found.line,
            "html": rich(found.body),
            "kind": kind_word(found.line.kind),
            "forms": [form_word(one) for one in found.line.forms],
            "sector": sector_word(found.line.sector),
            "fell_back": found.line.language != language(),
        },
    )
    return may_be_kept(request, page)


@open_to(PUBLIC)
def search(request: StaffRequest) -> HttpResponse:
    """What a search finds. The words are kept nowhere here, and this page is never kept."""
    words = request.GET.get(WORDS, "")[:LONGEST_SEARCH]
    form = request.GET.get(FORM, "")
    found = queries.search(
        request.actor, words, language=language(), form=form if form in FORM_NAMES else ""
    )
    return render(
        request,
        "knowledge/search.html",
        {"found": found, "words": words, "lines": found.lines, "here": language()},
    )


def language() -> str:
    """The language of this page."""
    return get_language() or FIRST


def grouped(
    found: list[ArticleLine] | tuple[ArticleLine, ...],
) -> list[tuple[str, list[ArticleLine]]]:
    """Articles under what they are about."""
    by_kind = groupby(found, key=lambda one: one.kind)
    return [(kind_word(kind), list(lines)) for kind, lines in by_kind]


def form_links(chosen: str) -> list[FilterLink]:
    """A link per form of exploitation, and one for all."""
    here = reverse("knowledge:articles")
    every = FilterLink(label=gettext("All forms"), url=here, current=not chosen)
    return [
        every,
        *(
            FilterLink(label=str(name), url=f"{here}?{FORM}={code}", current=code == chosen)
            for code, name in FORM_NAMES.items()
        ),
    ]


def sector_links(chosen: str = "") -> list[FilterLink]:
    """A link to the page of each sector."""
    return [
        FilterLink(
            label=sector_word(code),
            url=reverse("knowledge:sector", kwargs={"name": name}),
            current=code == chosen,
        )
        for name, code in SECTOR_PAGES.items()
    ]
