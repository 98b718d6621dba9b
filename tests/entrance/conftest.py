"""The public side, walked as a stranger would: every page in every language."""

import re
from html import unescape

import pytest
from django.test import Client

from kmt.entrance.languages import LANGUAGES

CODES = tuple(code for code, _name in LANGUAGES)
#: Every page that somebody without an account can open, as its Dutch address.
PATHS = (
    "/",
    "/melden/",
    "/advies/",
    "/code/",
    "/uitleg/",
    "/vormen/",
    "/daarna/",
    "/hulp/",
    "/beloven/",
    "/sporen/",
    "/professionals/",
    "/privacy/",
    "/toegankelijkheid/",
    "/kennis/",
    "/kennis/zoeken/",
)
#: Public too, but for machines or about one thing: walked by the tests of their own room.
ELSEWHERE = {
    "/robots.txt",
    "/sitemap.xml",
    "/kennis/zoeken.xml",
    "/kennis/nieuws.atom",
    "/kennis/sector/<slug:name>/",
    "/kennis/<slug:slug>/",
}


def address(code: str, path: str) -> str:
    """The address of a page in a language."""
    return path if code == "nl" else f"/{code}{path}"


def text_of(html: str) -> str:
    """What a reader sees, in one line."""
    bare = re.sub(r"<(script|style|svg).*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", bare)).split())


@pytest.fixture
def visitor(db) -> Client:
    """Somebody without an account."""
    return Client()
