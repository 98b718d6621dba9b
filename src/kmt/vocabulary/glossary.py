"""Writes the glossary as a page: the words that bind names in code, screens and papers.

``page()`` is the whole of ``docs/glossary.md``; the page is never edited by hand.
"""

import re

from kmt.vocabulary import queries
from kmt.vocabulary.entries import Term

_HEAD = """\
# Glossary

Words bind names: what is called one thing in Dutch has one name in the code and one in English.
This page is written by `kmt.vocabulary.glossary.page()` from `src/kmt/vocabulary/data/glossary.csv`
and the code lists; change the data, not the page. Sources (`S1`, `MEMO`) are listed at the end;
*house* means that the word is our own choice, *verify* that it is not yet checked."""

_SECTIONS = (
    ("field", "Words of the field"),
    ("house", "Names in the code"),
    ("permission", "Words in permissions (`room.thing.verb`)"),
)


def page() -> str:
    """The glossary as Markdown: three tables of words, the code lists, and the sources cited."""
    terms = queries.glossary()
    parts = [_HEAD]
    for kind, title in _SECTIONS:
        found = sorted((each for each in terms if each.kind == kind), key=_alphabet)
        parts.append(_section(title, "Dutch | Code name | English | Meaning | Source", found))
    parts += [_code_lists(), _sources(terms)]
    return "\n\n".join(parts) + "\n"


def _alphabet(term: Term) -> str:
    return term.dutch.casefold()


def _section(title: str, columns: str, terms: list[Term]) -> str:
    lines = [_row(t.dutch, _names(t), t.english, t.meaning, t.source) for t in terms]
    return _table(title, columns, lines)


def _names(term: Term) -> str:
    return f"`{term.code}`, `{term.name}`" if term.name else f"`{term.code}`"


def _code_lists() -> str:
    lines = []
    for each in queries.lists():
        codes = ", ".join(f"`{code}`" for code in queries.codes_of(each.list))
        lines.append(_row(each.dutch, f"`{each.list}`", each.english, codes, each.source))
    return _table("Code lists", "Dutch | Code name | English | Codes | Source", lines)


def _sources(terms: tuple[Term, ...]) -> str:
    texts = [each.source for each in terms] + [each.source for each in queries.lists()]
    cited = {key for text in texts for key in re.findall(r"S\d+|MEMO", text)}
    lines = [
        _row(each.source, ". ".join(part for part in (each.title, each.address) if part))
        for each in queries.sources()
        if each.source in cited
    ]
    return _table("Sources", "Nr | Source", lines)


def _table(title: str, columns: str, lines: list[str]) -> str:
    rule = " | ".join("---" for _ in columns.split(" | "))
    return "\n".join([f"## {title}", "", f"| {columns} |", f"| {rule} |", *lines])


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
