"""The public pages: light, without a trace, in plain words, whole without JavaScript."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.intake.conftest import text_of, token_in

PAGES = ["/", "/melden/", "/code/", "/privacy/", "/toegankelijkheid/"]
BOTH = [*PAGES, *(f"/en{path}" for path in PAGES)]


@pytest.mark.parametrize("path", BOTH)
def test_everybody_gets_in_without_a_cookie(path: str, visitor) -> None:
    page = visitor.get(path)
    assert page.status_code == 200
    assert not page.cookies
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("path", BOTH)
def test_a_page_with_its_styles_and_script_weighs_less_than_60_kb(path: str, visitor) -> None:
    html = visitor.get(path).content
    assets = re.findall(r'(?:href|src)="/statisch/([^"]+)"', html.decode())
    weight = len(html) + sum(Path(finders.find(one)).stat().st_size for one in assets)
    assert len(assets) >= 3
    assert weight < 60_000


@pytest.mark.parametrize("path", BOTH)
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(path: str, visitor) -> None:
    html = visitor.get(path).content.decode()
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*src=)", html)
    assert not re.findall(r'(?:src|action)="https?:', html)


def test_the_entrance_offers_what_there_is_and_nothing_else(visitor) -> None:
    html = visitor.get("/").content.decode()
    choices = re.search(r'<ul class="choices">.*?</ul>', html, re.DOTALL)[0]
    found = re.findall(r'href="([^"]+)"', choices)
    assert found[:2] == ["tel:112", "/melden/"]
    assert found[-1] == "/code/"
    assert {visitor.get(one.partition("?")[0]).status_code for one in found[1:]} == {200}


def test_the_entrance_says_what_cannot_be_promised(visitor) -> None:
    said = text_of(visitor.get("/"))
    assert "Wat wij niet kunnen beloven" in said
    assert "Veilig Thuis" in said


def test_the_title_tells_a_bystander_nothing(visitor) -> None:
    for path in BOTH:
        title = re.search(r"<title>(.*?)</title>", visitor.get(path).content.decode())[1]
        assert not re.search(r"mensenhandel|trafficking|uitbuiting|meld", title, re.IGNORECASE)


def test_the_english_pages_are_english(visitor) -> None:
    said = text_of(visitor.get("/en/melden/"))
    assert "What is happening?" in said
    assert "Wat gebeurt er?" not in said


def test_only_one_question_must_be_answered(visitor) -> None:
    html = visitor.get("/melden/").content.decode()
    asked = re.findall(r'<(?:label|legend) class="label"[^>]*>(.*?)</(?:label|legend)>', html, re.S)
    required = [one for one in asked if "niet verplicht" not in one]
    assert len(asked) > 8
    assert [text.strip() for text in required] == ["Wat gebeurt er?"]


def _sentences(said: str) -> list[str]:
    return [one for one in re.split(r"(?<=[.?!])\s+", said) if len(one.split()) > 2]


@pytest.mark.parametrize("path", PAGES)
def test_the_dutch_is_plain(path: str, visitor) -> None:
    """Short sentences and no long words: a simple measure, not a proof of level B1."""
    html = visitor.get(path).content.decode()
    main = re.search(r"<main.*?</main>", html, re.DOTALL)[0]
    blocks = re.findall(r"<(?:p|li|h1|h2|legend|label|span|div class=\"hint\")[^>]*>([^<]+)", main)
    sentences = [one for block in blocks for one in _sentences(" ".join(block.split()))]
    assert len(sentences) >= 3
    lengths = [len(one.split()) for one in sentences]
    assert sum(lengths) / len(lengths) <= 12
    assert max(lengths) <= 20, max(sentences, key=lambda one: len(one.split()))
    allowed = {"Persoonsgegevens", "Toegankelijkheid", "kenniscentrum", "Kenniscentrum"}
    words = set(re.findall(r"\w+", " ".join(sentences))) - allowed
    assert [one for one in words if len(one) > 16] == []


def test_the_receipt_page_is_plain_too(visitor, token) -> None:
    sent = visitor.post("/melden/", {"token": token, "narrative": "Er is iets mis."})
    main = re.search(r"<main.*?</main>", sent.content.decode(), re.DOTALL)[0]
    said = [one for block in re.findall(r">([^<]+)<", main) for one in _sentences(block.strip())]
    lengths = [len(one.split()) for one in said]
    assert len(lengths) > 8
    assert sum(lengths) / len(lengths) <= 12


def test_every_form_page_has_a_token_of_its_own(visitor) -> None:
    tokens = {token_in(visitor.get("/melden/").content.decode()) for _ in range(3)}
    assert len(tokens) == 3
