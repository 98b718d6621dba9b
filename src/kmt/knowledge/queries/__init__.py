"""Reading in the knowledge base: published articles, what a search finds, what is being written."""

from kmt.knowledge.queries.keeping import (
    comparable,
    editing,
    kept,
    managed,
    owners,
)
from kmt.knowledge.queries.reading import article, articles, newest, published_languages
from kmt.knowledge.queries.searching import search

__all__ = [
    "article",
    "articles",
    "comparable",
    "editing",
    "kept",
    "managed",
    "newest",
    "owners",
    "published_languages",
    "search",
]
