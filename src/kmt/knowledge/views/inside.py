"""The pages of colleagues: what they may read and find; nothing is written here."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kmt.access.permissions import Permission
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.links import FilterLink
from kmt.kernel.rich_text import rich
from kmt.knowledge import queries, wording
from kmt.knowledge.access import audiences_of, writes
from kmt.knowledge.public_words import kind_word, sector_word
from kmt.knowledge.seen import ArticleLine
from kmt.knowledge.views.public import FORM, LONGEST_SEARCH, WORDS, grouped, language

SECTOR, AUDIENCE = "sector", "voor"


@open_to(Permission.KNOWLEDGE_BASE_READ)
def inside(request: StaffRequest) -> HttpResponse:
    """Everything that this colleague may read: by subject, or the best hits of a search."""
    asked = _asked(request)
    words = request.GET.get(WORDS, "")[:LONGEST_SEARCH]
    found = queries.search(request.actor, words, language=language(), **asked)
    lines = (
        found.lines
        if found.tried
        else queries.articles(request.actor, language=language(), **asked)
    )
    own = audiences_of(request.actor)
    return render(
        request,
        "knowledge/inside.html",
        {
            "words": words,
            "tried": found.tried,
            "lines": lines,
            "groups": _shown(lines) if not found.tried else [],
            "hits": [_line(one) for one in lines] if found.tried else [],
            "forms": wording.form_pairs(),
            "sectors": wording.sector_pairs(),
            "asked": asked,
            "audiences": _audience_links(own, asked["audience"]),
            "writes": writes(request.actor),
            "due": sum(one.due for one in queries.kept(request.actor))
            if writes(request.actor)
            else 0,
        },
    )


@open_to(Permission.KNOWLEDGE_BASE_READ)
def inside_article(request: StaffRequest, slug: str) -> HttpResponse:
    """One article as colleagues read it, with for whom it is."""
    found = queries.article(request.actor, slug, language=language())
    return render(
        request,
        "knowledge/inside_article.html",
        {
            "article": found,
            "line": found.line,
            "html": rich(found.body),
            "fell_back": found.line.language != language(),
            "audience": wording.audience_word(found.line.audience),
            "audience_kind": wording.audience_kind(found.line.audience),
            "kind": kind_word(found.line.kind),
            "sector": sector_word(found.line.sector),
            "forms": [wording.form_word(one) for one in found.line.forms],
            "told_in": [wording.language_word(one) for one in found.languages],
            "writes": writes(request.actor),
        },
    )


def _asked(request: StaffRequest) -> dict[str, str]:
    """What the list is narrowed to; what is not on a list narrows nothing."""
    known = {
        "form": (FORM, dict(wording.form_pairs())),
        "sector": (SECTOR, dict(wording.sector_pairs())),
        "audience": (AUDIENCE, dict(wording.audience_pairs())),
    }
    sent = {name: request.GET.get(place, "") for name, (place, _codes) in known.items()}
    return {name: value if value in known[name][1] else "" for name, value in sent.items()}


def _line(one: ArticleLine) -> dict[str, object]:
    return {
        "line": one,
        "audience": wording.audience_word(one.audience),
        "audience_kind": wording.audience_kind(one.audience),
    }


def _shown(lines: tuple[ArticleLine, ...]) -> list[tuple[str, list[dict[str, object]]]]:
    return [(kind, [_line(one) for one in each]) for kind, each in grouped(lines)]


def _audience_links(own: tuple[str, ...], chosen: str) -> list[FilterLink]:
    here = reverse("knowledge:inside")
    every = FilterLink(label=_("All articles"), url=here, current=not chosen)
    return [
        every,
        *(
            FilterLink(
                label=wording.audience_word(one),
                url=f"{here}?{AUDIENCE}={one}",
                current=one == chosen,
            )
            for one in own
        ),
    ]
