"""Explains the words of the field where they stand on a page, on hover and for who hears the page.

The first time a known word stands in the running text of a page it becomes a ``<dfn>`` that can be
reached by keyboard and is described by its explanation. Words in links, buttons, fields and
headings stay as they are. The explanations are ours, in plain Dutch; ``data/explained.csv``.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

FILE = Path(__file__).parent / "data" / "explained.csv"
#: In these a word keeps its own meaning for who operates the page.
LEFT_ALONE = frozenset(
    [
        "a",
        "button",
        "h1",
        "label",
        "option",
        "script",
        "style",
        "summary",
        "textarea",
        "title",
        "dfn",
        "svg",
        "code",
    ]
)
_PIECE = re.compile(r"(<!--.*?-->|<[^>]+>)", re.DOTALL)
_NAME = re.compile(r"</?([a-zA-Z][\w-]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A word of the field and what it means, in plain Dutch, with its source where it has one."""

    term: str
    words: tuple[str, ...]
    explanation: str
    source: str


@cache
def explained_terms() -> tuple[Explained, ...]:
    """Every word that is explained, in alphabetic order."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Explained(
                term=row["term"],
                words=(row["term"], *filter(None, row["also"].split(";"))),
                explanation=row["explanation"],
                source=row["source"],
            )
            for row in csv.DictReader(lines)
        )


def explain_in(html: str) -> str:
    """The same page with the first of each known word explained.

    ``html`` is what a template wrote: text is escaped already and stays as it is.
    """
    told: set[str] = set()
    closed_by: list[str] = []
    pieces = _PIECE.split(html)
    for number, piece in enumerate(pieces):
        if number % 2:
            _follow(piece, closed_by)
        elif not closed_by and piece.strip():
            pieces[number] = _explain(piece, told)
    return "".join(pieces)


def _follow(tag: str, closed_by: list[str]) -> None:
    """Keep in which of the elements that are left alone the text stands now."""
    found = _NAME.match(tag)
    name = found[1].lower() if found else ""
    if name not in LEFT_ALONE or tag.endswith("/>"):
        return
    if not tag.startswith("</"):
        closed_by.append(name)
    elif closed_by and closed_by[-1] == name:
        closed_by.pop()


def _explain(text: str, told: set[str]) -> str:
    by_word, pattern = _pattern()

    def one(found: re.Match[str]) -> str:
        known = by_word.get(found[0]) or by_word[found[0].casefold()]
        if known.term in told:
            return found[0]
        told.add(known.term)
        ident = f"uitleg-{re.sub(r'[^a-z0-9]+', '-', known.term.casefold())}"
        meaning = escape(known.explanation)
        return (
            f'<dfn tabindex="0" title="{meaning}" aria-describedby="{ident}">{found[0]}</dfn>'
            f'<span hidden id="{ident}">{meaning}</span>'
        )

    return pattern.sub(one, text)


@cache
def _pattern() -> tuple[dict[str, Explained], re.Pattern[str]]:
    """Every word in the way it is looked up: "OM" is not "om", other words begin a sentence too."""
    by_word = {_as_found(word): one for one in explained_terms() for word in one.words}
    longest_first = sorted(by_word, key=len, reverse=True)
    words = "|".join(
        re.escape(word) if _is_name(word) else f"(?i:{re.escape(word)})" for word in longest_first
    )
    return by_word, re.compile(rf"(?<![\w-])(?:{words})(?![\w-])")


def _as_found(word: str) -> str:
    return word if _is_name(word) else word.casefold()


def _is_name(word: str) -> bool:
    """Names and abbreviations are only meant when they are written so."""
    return word != word.lower()
