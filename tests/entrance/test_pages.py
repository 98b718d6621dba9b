"""Every public page in every language: light, without a trace, neutral, and whole."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from kmt.kernel.headers import KEPT, NOT_KEPT
from kmt.knowledge.places import may_be_kept_at
from tests.entrance.conftest import CODES, PATHS, address, text_of

LIMIT = 60_000
SHAMES = re.compile(
    "mensenhandel|uitbuiting|trafficking|exploit|handel|ausbeut|wyzysk|trafic|трафик|kereskedelem|"
    "trata|торгівл|اتجار",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def seen() -> dict[tuple[str, str], str]:
    """What each page looked like, so that the pages differ from language to language."""
    return {}


@pytest.mark.parametrize("code", CODES)
def test_in_each_language_every_page_is_there_and_safe(code: str, visitor, seen) -> None:
    for path in PATHS:
        page = visitor.get(address(code, path))
        html = page.content.decode()
        where = (code, path)
        assert page.status_code == 200, where
        assert not page.cookies, where
        kept = KEPT if may_be_kept_at(path) else NOT_KEPT
        assert page.headers["Cache-Control"] == kept, where
        assert page.headers["Referrer-Policy"] == "no-referrer", where
        assert f'<html lang="{code}"' in html, where
        assert (' dir="rtl"' in html.split(">", 2)[1]) == (code == "ar"), where
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*src=)", html), where
        assert not re.findall(r'(?:src|action)="https?:', html), where
        assert weight(html) < LIMIT, where
        title = re.search(r"<title>(.*?)</title>", html)[1]
        assert title, where
        assert not SHAMES.search(title), where
        seen[where] = text_of(re.search(r"<main.*?</main>", html, re.DOTALL)[0])


@pytest.mark.parametrize("code", CODES)
def test_no_page_says_a_sentence_in_another_language(code: str, visitor, seen) -> None:
    for path in PATHS:
        html = visitor.get(address(code, path)).content.decode()
        assert 'span lang="nl"' not in html, (code, path)
        mine = seen.get((code, path)) or text_of(html)
        for other in set(CODES) - {code}:
            theirs = seen.get((other, path))
            assert theirs is None or theirs != mine, (code, other, path)


def weight(html: str) -> int:
    """The bytes of a page with all it loads."""
    assets = re.findall(r'(?:href|src)="/statisch/([^"]+)"', html)
    assert len(assets) >= 3
    return len(html.encode()) + sum(Path(finders.find(one)).stat().st_size for one in assets)


@pytest.mark.parametrize("code", CODES)
def test_every_page_offers_to_leave_and_all_languages_on_the_same_page(code: str, visitor) -> None:
    for path in PATHS:
        html = visitor.get(address(code, path)).content.decode()
        assert 'id="leave" rel="noreferrer noopener" href="https://' in html
        offered = re.findall(r'<a href="([^"]+)" lang="(\w+)" hreflang="\2"', html)
        assert offered == [(address(one, path), one) for one in CODES]


def test_every_link_on_a_page_stays_in_its_language(visitor) -> None:
    for path in PATHS:
        html = visitor.get(address("uk", path)).content.decode()
        html = re.sub(r'<nav class="languages".*?</nav>', "", html, flags=re.DOTALL)
        inside = set(re.findall(r'href="(/[^"]*)"', html))
        outside = {one for one in inside if not one.startswith(("/uk/", "/statisch/"))}
        assert outside <= {"/inloggen/", "/advies/professional/", "/snel/"}, path
        for link in sorted(inside - outside):
            if link.startswith("/uk/"):
                assert visitor.get(link).status_code == 200, link


def test_a_form_that_comes_back_offers_no_other_language(visitor) -> None:
    """Going on in another language would lose what was typed, or the code shown only once."""
    html = visitor.post("/pl/melden/", {"narrative": ""}).content.decode()
    assert "hreflang" not in html
    assert "Coś się jeszcze nie zgadza" in html
