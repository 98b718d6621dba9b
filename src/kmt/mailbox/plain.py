"""Plain text of an HTML mail. Pure: nothing is fetched, nothing runs, nothing is remembered.

Tags are cut out here and handed to the parser of the standard library one at a time, each of
limited length. Given a whole hostile page that parser takes a minute for 100 kB (measured on
Python 3.11 with ``"<a " * 33000``); this way the time follows the length.
"""

import re
from html import unescape
from html.parser import HTMLParser
from typing import Final

#: Characters of HTML that are looked at; what comes after it is left to the mail itself.
LONGEST_HTML: Final = 1_000_000
_LONGEST_TAG = 5_000
_TOKEN = re.compile(rf"<[^<>]{{1,{_LONGEST_TAG}}}>|[^<]+|<")
_TAG = re.compile(r"</?[a-zA-Z]")
_UNSEEN = re.compile(r"<!--|<(script|style|head|title|template|noscript)\b", re.IGNORECASE)
_APART = frozenset(
    {"blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre", "table", "ul"}
)
_NEW_LINE = _APART | {
    *("address", "article", "body", "br", "center", "dd", "div", "dl", "dt", "fieldset", "footer"),
    *("form", "header", "li", "main", "nav", "section", "tbody", "thead", "tr"),
}
_CELLS = frozenset({"td", "th"})
_SHOWN_LINKS = ("http://", "https://", "mailto:", "tel:")
_DEEPEST_QUOTE = 3
_SPACES = re.compile(r"[ \t\r\f\v\u00a0\u200b\u200c\ufeff]+")


def plain(html: str) -> str:
    """What a reader would see, line by line; quoted parts begin with ``>``, links are written out.

    Never raises for any text.
    """
    reader = _Reader()
    for token in _TOKEN.findall(_seen(html[:LONGEST_HTML])):
        reader.take(token)
    return reader.text()


def _seen(html: str) -> str:
    """The page without comments, programs, styles and its head."""
    kept, at, endless = [], 0, set()
    while (start := _UNSEEN.search(html, at)) is not None:
        kept.append(html[at : start.start()])
        name = start[1].lower() if start[1] else ""
        at = start.end()
        if name in endless:
            kept.append(start[0])
            continue
        end = re.compile(rf"</{name}\s*>" if name else "-->", re.IGNORECASE).search(html, at)
        if end is None:  # not closed: what follows is kept, and its end is not looked for again
            endless.add(name)
            kept.append(start[0] if name else "")
        else:
            at = end.end()
    return "".join((*kept, html[at:]))


class _Reader(HTMLParser):
    """Takes the pieces of a page in their order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[tuple[int, list[str]]] = [(0, [])]
        self.quoted = 0
        self.link = ""
        self.linked: list[str] = []

    def take(self, token: str) -> None:
        """One tag, or text between tags."""
        if not token.startswith("<"):
            self._say(unescape(token).replace("\n", " "))
        elif _TAG.match(token):
            self._tag(token)
        elif len(token) == 1 or token[1] not in "!?":
            self._say(unescape(token))

    def _tag(self, token: str) -> None:
        try:
            self.feed(token)
        except (AssertionError, ValueError):  # the parser gives up: no tag that anybody would see
            pass
        finally:
            self.reset()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins on a line of its own; a link and a picture say what they are."""
        told = {name: value or "" for name, value in attrs}
        self._break_at(tag)
        if tag == "blockquote":
            self.quoted += 1
            self._new_line()
        elif tag in _CELLS:
            self._say("  ")
        elif tag == "li":
            self._say("- ")
        elif tag == "a":
            self.link, self.linked = told.get("href", "").strip(), []
        elif tag == "img" and told.get("alt", "").strip():
            self._say(f"[{told['alt'].strip()}]")

    def handle_endtag(self, tag: str) -> None:
        """A block ends its line; where a link leads is written behind its words."""
        if tag == "blockquote" and self.quoted:
            self.quoted -= 1
        self._break_at(tag)
        if tag == "a" and self.link:
            self._say_link()

    def _say_link(self) -> None:
        link, self.link = self.link, ""
        bare = link.partition("://")[2].rstrip("/") or link.partition(":")[2]
        if link.lower().startswith(_SHOWN_LINKS) and bare not in "".join(self.linked):
            self._say(f" ({link})")

    def _say(self, words: str) -> None:
        self.lines[-1][1].append(words)
        if self.link:
            self.linked.append(words)

    def _break_at(self, tag: str) -> None:
        """Begin a new line where a browser would, after an empty one where it leaves room."""
        if tag == "br" or (tag in _NEW_LINE and self.lines[-1][1]):
            self._new_line()
        if tag in _APART:
            self._new_line()

    def _new_line(self) -> None:
        self.lines.append((min(self.quoted, _DEEPEST_QUOTE), []))

    def text(self) -> str:
        """The lines that hold something, with at most one empty line between them."""
        found: list[str] = []
        for depth, parts in self.lines:
            line = _SPACES.sub(" ", "".join(parts)).strip()
            if line:
                found.append("> " * depth + line)
            elif found and found[-1]:
                found.append("")
        return "\n".join(found).strip()
