"""Published articles, for the public and for colleagues: each in the language of the reader.

What is not there in that language is there in Dutch, and says so (``ArticleLine.language``).
"""

from collections.abc import Iterable

from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotFound
from kmt.knowledge.access import readable
from kmt.knowledge.models import ArticleText
from kmt.knowledge.rules import FIRST, Kind, best_language
from kmt.knowledge.seen import ArticleLine, ArticleSeen
from kmt.knowledge.states import State

_ORDER = {kind: place for place, kind in enumerate(Kind)}


def articles(
    actor: Actor,
    *,
    language: str,
    form: str = "",
    sector: str = "",
    audience: str = "",
    kind: str = "",
) -> tuple[ArticleLine, ...]:
    """Every published article that this actor may read, by kind and title. One query.

    An article about no form in particular is about all of them.
    """
    rows = (
        ArticleText.objects.filter(readable(actor), language__in={language, FIRST})
        .select_related("article", "published")
        .defer("published__body", "article__sources")
    )
    found = [
        one
        for one in lines_of(rows, language)
        if (not form or not one.forms or form in one.forms)
        and (not sector or one.sector == sector)
        and (not audience or one.audience == audience)
        and (not kind or one.kind == kind)
    ]
    return tuple(sorted(found, key=lambda one: (_ORDER.get(Kind(one.kind), 99), one.title)))


def newest(actor: Actor, *, language: str, most: int = 30) -> tuple[ArticleLine, ...]:
    """What was published last, the newest first: for the feed. One query."""
    found = sorted(articles(actor, language=language), key=lambda one: (one.published_at, one.slug))
    return tuple(reversed(found[-most:]))


def article(actor: Actor, slug: str, *, language: str) -> ArticleSeen:
    """One published article; ``NotFound`` alike for one that is not there and one for others."""
    rows = list(
        ArticleText.objects.filter(readable(actor), article__slug=slug)
        .select_related("article", "published")
        .order_by("language")
    )
    there = {row.language: row for row in rows}
    row = there.get(best_language(language, tuple(there)))
    if row is None or row.published is None:
        raise NotFound
    return ArticleSeen(
        line=line_of(row),
        body=row.published.body,
        number=row.published.number,
        reviewed_on=row.article.reviewed_on,
        sources=tuple(row.article.sources),
        languages=tuple(there),
        article_id=row.article_id,
    )


def published_languages(actor: Actor) -> tuple[tuple[str, str], ...]:
    """Slug and language of every published text that this actor may read: for the sitemap."""
    rows = ArticleText.objects.filter(readable(actor), state=State.PUBLISHED)
    return tuple(
        rows.order_by("article__slug", "language").values_list("article__slug", "language")
    )


def lines_of(rows: Iterable[ArticleText], language: str) -> list[ArticleLine]:
    """One line per article: in this language when it is there, else in Dutch."""
    per_article: dict[object, dict[str, ArticleText]] = {}
    for row in rows:
        per_article.setdefault(row.article_id, {})[row.language] = row
    found = []
    for there in per_article.values():
        best = best_language(language, tuple(there))
        if best:
            found.append(line_of(there[best]))
    return found


def line_of(row: ArticleText) -> ArticleLine:
    """What a list says of a published text."""
    if row.published is None or row.published_at is None:
        raise NotFound
    return ArticleLine(
        slug=row.article.slug,
        title=row.published.title,
        summary=row.published.summary,
        language=row.language,
        kind=row.article.kind,
        audience=row.article.audience,
        forms=codes_in(row.article.forms),
        sector=row.article.sector,
        published_at=row.published_at,
    )


def codes_in(joined: str) -> tuple[str, ...]:
    """The codes between bars."""
    return tuple(one for one in joined.split("|") if one)
