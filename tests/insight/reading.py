"""Reading a PDF as a screen reader does: the text of each tagged paragraph, in order.

Typst writes one CID font per face with a ToUnicode map and marks every piece of text with the id of
its tag; that is all this needs.
"""

import re
from collections import defaultdict
from io import BytesIO

import pikepdf

PARTS = {"/P", "/H1", "/H2", "/TR", "/LI", "/Caption", "/Lbl", "/Title"}
Marks = dict[tuple[int, int], str]
#: Where the text of a page stands that no tag reads out: its foot, and a mark across it.
_BESIDE = -1


def paragraphs_of(content: bytes) -> list[str]:
    """The text of every paragraph, heading, list item and table row."""
    with pikepdf.open(BytesIO(content)) as pdf:
        marked: Marks = {}
        for number, page in enumerate(pdf.pages):
            marked |= {(number, mark): text for mark, text in _marked(page).items()}
        pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        found: list[str] = []
        _walk(pdf.Root.StructTreeRoot, marked, pages, None, found)
    return [" ".join(text.split()) for text in found if text.strip()]


def everything_in(content: bytes) -> str:
    """Every word of the document, tagged as a paragraph or not: to see what is not in it."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return " ".join(text for page in pdf.pages for text in _marked(page).values())


def _walk(node, marked: Marks, pages, page, found: list[str]) -> None:
    """Collect the text of the parts; a part is not cut up any further."""
    kind = str(node.get("/S", "")) if isinstance(node, pikepdf.Dictionary) else ""
    if kind in PARTS:
        found.append(" ".join(_text(node, marked, pages, page)))
        return
    for kid in _kids(node):
        _walk(kid, marked, pages, _page_of(node, page), found)


def _text(node, marked: Marks, pages, page) -> list[str]:
    page = _page_of(node, page)
    texts = []
    for kid in _kids(node):
        if isinstance(kid, int):
            texts.append(marked.get((pages[page.objgen], kid), ""))
        elif isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
            own = _page_of(kid, page)
            texts.append(marked.get((pages[own.objgen], int(kid.MCID)), ""))
        else:
            texts += _text(kid, marked, pages, page)
    return texts


def _page_of(node, page):
    return node.Pg if isinstance(node, pikepdf.Dictionary) and "/Pg" in node else page


def _kids(node) -> list:
    if not isinstance(node, pikepdf.Dictionary) or "/K" not in node:
        return []
    kids = node.K
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _marked(page: pikepdf.Page) -> dict[int, str]:
    """The text of each marked piece of a page; its head, foot and mark together beside them."""
    fonts = {name: _unicode_of(font) for name, font in page.Resources.Font.items()}
    texts: dict[int, str] = defaultdict(str)
    mark, font = _BESIDE, {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "BDC":
            mark = _mark_of(operands[1])
        elif name == "EMC":
            mark = _BESIDE
        elif name == "Tf":
            font = fonts[str(operands[0])]
        elif name in {"Tj", "TJ"}:
            texts[mark] += _decoded(operands[0], font)
    return dict(texts)


def _mark_of(properties) -> int:
    return int(properties.MCID) if "/MCID" in properties else _BESIDE


def _decoded(shown, font: dict[int, str]) -> str:
    pieces = shown if isinstance(shown, pikepdf.Array) else [shown]
    raw = b"".join(bytes(one) for one in pieces if isinstance(one, pikepdf.String))
    codes = (int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2))
    return "".join(font.get(code, "") for code in codes)


def _unicode_of(font) -> dict[int, str]:
    """The ToUnicode map of a font: glyph code to text."""
    table = font.ToUnicode.read_bytes().decode("latin-1")
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            start = int(text, 16)
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + step] = chr(start + step)
    return found
