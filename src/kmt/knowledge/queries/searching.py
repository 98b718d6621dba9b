"""Searching by stems: one way on both databases, and the best hit first.

A word hits a text by its stem, or a little by a part of a longer word (Dutch writes compounds as
one: ``uitbuiting`` finds ``arbeidsuitbuiting``). All words must hit. What is searched is kept
nowhere.
"""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Q

from kmt.kernel.actor import Actor
from kmt.knowledge.access import readable
from kmt.knowledge.models import ArticleStem, ArticleText
from kmt.knowledge.queries.reading import lines_of
from kmt.knowledge.rules import FIRST
from kmt.knowledge.seen import Found
from kmt.knowledge.stemming import asked

#: How much more a whole word counts than a part of one.
_WHOLE, _PART = 4, 1
#: A part of a word has so many letters at least.
_SHORTEST_PART = 4
MOST_FOUND = 50


def search(
    actor: Actor,
    words: str,
    *,
    language: str,
    form: str = "",
    sector: str = "",
    audience: str = "",
) -> Found:
    """Articles that hold every word, in the reader's language or, failing that, in Dutch.

    Ranked by where the words stand: title before summary before text. At most two queries.
    """
    wanted = {one: asked(words, one) for one in {language, FIRST}}
    if not any(wanted.values()):
        return Found(lines=(), tried=False)
    scores = _scores(actor, wanted)
    rows = (
        ArticleText.objects.filter(readable(actor), language__in=wanted, article__texts__in=scores)
        .distinct()
        .select_related("article", "published")
        .defer("published__body", "article__sources")
    )
    by_slug: dict[str, int] = {}
    shown = list(rows)
    for row in shown:
        slug = row.article.slug
        by_slug[slug] = max(by_slug.get(slug, 0), scores.get(row.id, 0))
    found = [
        one
        for one in lines_of(shown, language)
        if (not form or not one.forms or form in one.forms)
        and (not sector or one.sector == sector)
        and (not audience or one.audience == audience)
    ]
    found.sort(key=lambda one: (-by_slug[one.slug], one.title))
    return Found(lines=tuple(found[:MOST_FOUND]), tried=True)


def _scores(actor: Actor, wanted: Mapping[str, tuple[frozenset[str], ...]]) -> dict[UUID, int]:
    """How well each text fits; texts that lack a word are not in it."""
    rule = Q(pk__in=[])
    for language, words in wanted.items():
        for stem in {stem for word in words for stem in word}:
            like = Q(stem__contains=stem) if len(stem) >= _SHORTEST_PART else Q(stem=stem)
            rule |= like & Q(text__language=language)
    readable_texts = ArticleText.objects.filter(readable(actor)).values("id")
    rows = ArticleStem.objects.filter(rule, text__in=readable_texts)
    hits: dict[UUID, list[tuple[str, int]]] = {}
    languages: dict[UUID, str] = {}
    for text, language, stem, weight in rows.values_list(
        "text_id", "text__language", "stem", "weight"
    ):
        hits.setdefault(text, []).append((stem, weight))
        languages[text] = language
    found = {}
    for text, stems in hits.items():
        each = [_score(word, stems) for word in wanted[languages[text]]]
        if all(each):
            found[text] = sum(each)
    return found


def _score(word: frozenset[str], stems: list[tuple[str, int]]) -> int:
    """What one word weighs in one text: its best hit, whole or as a part."""
    best = 0
    for stem, weight in stems:
        if stem in word:
            best = max(best, weight * _WHOLE)
        elif any(len(one) >= _SHORTEST_PART and one in stem for one in word):
            best = max(best, weight * _PART)
    return best
