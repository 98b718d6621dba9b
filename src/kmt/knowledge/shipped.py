"""The articles that come with the product: files of text with a head of facts.

``data/articles/<language>/<slug>.md``: facts in TOML between two lines ``+++``, then CommonMark.
The facts of the Dutch file hold for all languages; of the others only title and summary count.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kmt.entrance.languages import LANGUAGES
from kmt.knowledge.rules import FIRST, About, Text, about_problems, slug_problem, text_problems

ARTICLES = Path(__file__).parent / "data" / "articles"
_FENCE = "+++"
_WORDS = ("title", "summary", "audience", "kind", "sector", "review_after")
_LISTS = ("forms", "sources")


class BrokenFile(ValueError):
    """A file that cannot be an article; the message says which, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedArticle:
    """One file: an article in one language."""

    slug: str
    language: str
    text: Text
    about: About


def shipped(folder: Path = ARTICLES) -> tuple[ShippedArticle, ...]:
    """Every file, Dutch first; raises :class:`BrokenFile` with the name of the first that is not.

    A folder that is not there holds no articles.
    """
    found = [
        read(path) for code, _name in LANGUAGES for path in sorted((folder / code).glob("*.md"))
    ]
    dutch = {one.slug for one in found if one.language == FIRST}
    for one in found:
        if one.slug not in dutch:
            raise BrokenFile(f"{one.language}/{one.slug}.md: the Dutch article is not there.")
    return tuple(found)


def read(path: Path) -> ShippedArticle:
    """One file; the folder is its language and the name its address."""
    where = f"{path.parent.name}/{path.name}"
    before, fence, rest = path.read_text(encoding="utf-8").partition(f"{_FENCE}\n")
    head, end, body = rest.partition(f"\n{_FENCE}\n")
    if before.strip() or not fence or not end:
        raise BrokenFile(f"{where}: facts stand between two lines {_FENCE}, at the top.")
    try:
        facts = tomllib.loads(head)
    except tomllib.TOMLDecodeError as wrong:
        raise BrokenFile(f"{where}: {wrong}") from wrong
    if unknown := sorted(set(facts) - {*_WORDS, *_LISTS}):
        raise BrokenFile(f"{where}: {unknown[0]!r} is no fact of an article.")
    words = {name: facts.get(name, "") for name in _WORDS}
    lists = {name: facts.get(name, []) for name in _LISTS}
    if not _all_texts(words, lists):
        raise BrokenFile(f"{where}: a fact is a text, or a list of texts.")
    text = Text(title=words["title"], summary=words["summary"], body=body)
    about = _about(words, lists) if path.parent.name == FIRST else About()
    found = [
        slug_problem(path.stem),
        *text_problems(text).values(),
        *about_problems(about).values(),
    ]
    for sentence in filter(None, found):
        raise BrokenFile(f"{where}: {sentence}")
    return ShippedArticle(slug=path.stem, language=path.parent.name, text=text, about=about)


def _all_texts(words: dict[str, Any], lists: dict[str, Any]) -> bool:
    listed = all(isinstance(one, list) for one in lists.values())
    each = [*words.values(), *(one for many in lists.values() if listed for one in many)]
    return listed and all(isinstance(one, str) for one in each)


def _about(words: dict[str, str], lists: dict[str, list[str]]) -> About:
    """The facts of a Dutch file: for whom and about what it is, it must say itself."""
    return About(
        audience=words["audience"],
        kind=words["kind"],
        sector=words["sector"],
        review_after=words["review_after"],
        forms=tuple(lists["forms"]),
        sources=tuple(lists["sources"]),
    )
