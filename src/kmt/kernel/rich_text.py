"""Text with simple marks (CommonMark) as clean HTML: what a colleague types can run nothing.

Two walls: the reader of marks takes no HTML and refuses links that lead elsewhere than a safe
scheme; after it a cleaner keeps a short list of elements and attributes and nothing else. There
are no pictures: a picture of somebody else's server tells that server who reads.
"""

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

#: Whither a link may lead, beside an address of this site itself.
SCHEMES = frozenset({"https", "tel", "mailto"})
REL = "noreferrer noopener"
_TAGS = {
    *("p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li"),
    *("strong", "em", "a", "blockquote", "code", "hr", "br"),
}
_ATTRIBUTES: dict[str, set[str]] = {"a": {"href"}, "ol": {"start"}, "*": set()}
#: What browsers read over, or read as another sign, when they take an address apart.
_STRANGE = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\\<>\"'`]")
_FIRST_LEVEL, _LAST_LEVEL = 2, 6


def may_link(address: str) -> bool:
    """Whether a link may lead there: this site, a safe site, a phone or a mail."""
    if not address or _STRANGE.search(address) or address.startswith("//"):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme == "https":
        return bool(parts.hostname) and parts.username is None
    if parts.scheme:
        return parts.scheme in SCHEMES and not parts.netloc
    return not parts.netloc and ":" not in address.partition("/")[0]


def rich(text: str) -> SafeString:
    """The text as HTML that may stand under the one ``h1`` of a page.

    The first heading becomes an ``h2`` and no level is skipped, whatever was typed.
    """
    tokens = _READER.parse(text)
    _level(tokens)
    html = str(_READER.renderer.render(tokens, _READER.options, {}))
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_filtered,
        link_rel=REL,
        url_schemes=set(SCHEMES),
        strip_comments=True,
    )
    return SafeString(clean)  # nosec B703 - cleaned by nh3, line above


def plain(text: str) -> list[str]:
    """The pieces of text that a reader sees, one per paragraph, heading or item."""
    found = []
    for token in _READER.parse(text):
        if token.type == "inline":
            said = "".join(_said(one) for one in token.children or [])
            found += [said] if said.strip() else []
        elif token.type in {"code_block", "fence"}:
            found.append(token.content)
    return found


def left_out(text: str) -> tuple[str, ...]:
    """Marks of the text that do not come on the page: pictures, HTML, links elsewhere."""
    found = re.findall(r"!\[[^\]]*\]\([^)]*\)|<[a-zA-Z/!?][^>]*>", text)
    kept = [one for one in found if not _is_autolink(one)]
    links = re.findall(r"(?<!!)\[[^\]]*\]\(\s*<?([^\s)>]*)", text)
    return (*kept, *(one for one in links if not may_link(one)))


def _is_autolink(mark: str) -> bool:
    inside = mark[1:-1]
    return (may_link(inside) and ":" in inside) or ("@" in inside and " " not in inside)


def _said(token: Token) -> str:
    if token.type in {"softbreak", "hardbreak"}:
        return " "
    return token.content


def _level(tokens: Sequence[Token]) -> None:
    """Give headings the levels of an outline: from two down, without gaps."""
    above: list[int] = []
    for token in tokens:
        if token.type == "heading_open":
            typed = int(token.tag[1:])
            while above and above[-1] >= typed:
                above.pop()
            above.append(typed)
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(len(above) - 1 + _FIRST_LEVEL, _LAST_LEVEL)}"


def _filtered(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "href":
        return value if may_link(value) else None
    if attribute == "start":
        return value if value.isascii() and value.isdecimal() and len(value) < 4 else None
    return value


def _picture(_self: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    """Of a picture its description remains."""
    return str(escape(tokens[index].content))


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "maxNesting": 20})
    reader.disable(["html_block", "html_inline"])
    reader.validateLink = may_link  # type: ignore[method-assign, assignment]
    reader.add_render_rule("image", _picture)
    return reader


_READER = _reader()
