"""What a reader would see of an HTML mail: nothing is fetched, and nothing that is hidden runs."""

import pytest

from kmt.mailbox.plain import plain


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Een</p><p>Twee</p>", "Een\n\nTwee"),
        ("<div>Een</div><div>Twee</div>", "Een\nTwee"),
        ("Een<br>Twee", "Een\nTwee"),
        ("<ul><li>een<li>twee</ul>", "- een\n- twee"),
        ("Jan &amp; Mia &lt;3 &eacute;", "Jan & Mia <3 é"),
        ("1 < 2 en <3", "1 < 2 en <3"),
        ("<script>alert('x')</script>Tekst", "Tekst"),
        ("<style>p{}</style><head><title>t</title></head>Tekst", "Tekst"),
        ("<!-- verborgen -->Tekst", "Tekst"),
        ("<!-- nooit dicht Tekst", "nooit dicht Tekst"),
        ("<style>nooit dicht", "nooit dicht"),
        ("<a href='https://example.org/ad'>hier</a>", "hier (https://example.org/ad)"),
        ("<a href='https://example.org'>example.org</a>", "example.org"),
        ("<a href='javascript:kwaad()'>hier</a>", "hier"),
        ("<img src='https://example.org/spoor.gif'>Tekst", "Tekst"),
        ("<img src='x' alt='foto van huis'>", "[foto van huis]"),
        ("<blockquote>oud<blockquote>ouder</blockquote></blockquote>", "> oud\n\n> > ouder"),
        ("<![if x]>Tekst<![endif]>", "Tekst"),
        ("<iframe src='https://example.org'></iframe>Tekst", "Tekst"),
        ("<td>a</td><td>b</td>", "a b"),
        ("", ""),
    ],
)  # fmt: skip
def test_html_is_read_as_somebody_would(html: str, text: str) -> None:
    assert plain(html) == text
