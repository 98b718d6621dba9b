"""The public pages: light, kept for a while, without a trace, and Dutch where a language lacks."""

import re
from xml.etree import ElementTree as Tree

import pytest
from django.urls import reverse

from kmt.entrance.languages import LANGUAGES
from kmt.kernel.headers import KEPT, NOT_KEPT
from kmt.knowledge import actions, places
from kmt.knowledge.loading import loader
from kmt.knowledge.places import may_be_kept_at, show_in_sitemap
from kmt.knowledge.public_words import SECTOR_PAGES
from kmt.knowledge.shipped import shipped
from kmt.proof.calling import Call
from kmt.proof.judging import Seen, faults
from tests.entrance.test_pages import LIMIT, SHAMES, weight
from tests.knowledge.conftest import out, publish, said

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def _later() -> list[str]:
    """Pages of a later room."""
    return ["/later/", reverse("entrance:help")]


def main_of(page) -> str:
    return re.search(r"<main.*?</main>", page.content.decode(), re.DOTALL)[0]


@pytest.fixture
def whole(db) -> list[str]:
    """Everything that comes with the product; the addresses of its public articles."""
    files = shipped()
    actions.load_shipped(by=loader(), files=files)
    slugs = {one.slug for one in files if one.language == "nl" and one.about.audience == "public"}
    return [f"/kennis/{one}/" for one in sorted(slugs)]


@pytest.mark.parametrize("code", [code for code, _name in LANGUAGES])
def test_every_public_page_is_light_and_safe_in_each_language(code, visitor, whole) -> None:
    start = "" if code == "nl" else f"/{code}"
    sectors = [f"/kennis/sector/{name}/" for name in SECTOR_PAGES]
    for path in (
        "/kennis/",
        "/kennis/?vorm=LAB",
        "/kennis/zoeken/?woorden=hotel",
        *sectors,
        *whole,
    ):
        page = visitor.get(f"{start}{path}")
        html = page.content.decode()
        assert page.status_code == 200, path
        assert weight(html) < LIMIT, (path, weight(html))
        assert not page.cookies, path
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*src=)|<img", html), path
        assert html.count("<h1") == 1, path
        assert 'id="leave"' in html, path
        assert not SHAMES.search(re.search(r"<title>(.*?)</title>", html)[1]), path


def test_a_page_that_is_the_same_for_all_is_kept_for_five_minutes(visitor, loaded) -> None:
    page = visitor.get("/kennis/signalen-op-school/")
    assert page["Cache-Control"] == KEPT == "public, max-age=300"
    again = visitor.get("/kennis/signalen-op-school/", headers={"if-none-match": page["ETag"]})
    assert (again.status_code, again.content, again["Cache-Control"]) == (304, b"", KEPT)
    assert again["ETag"] == page["ETag"]
    other = visitor.get("/kennis/signalen-op-school/", headers={"if-none-match": '"x"'})
    assert other.status_code == 200


def test_the_judge_of_all_answers_finds_nothing_wrong_with_them(visitor, loaded) -> None:
    for path in (
        *("/kennis/", "/pl/kennis/je-rechten/", "/kennis/zoeken/?woorden=x", "/kennis/nergens/"),
        *("/kennis/nieuws.atom", "/kennis/zoeken.xml", "/sitemap.xml", "/robots.txt"),
    ):
        answer = visitor.get(path)
        headers = {name.lower(): value for name, value in answer.headers.items()}
        seen = Seen(status=answer.status_code, headers=headers, body=answer.content)
        assert faults(Call(method="GET", path=path), seen) == [], path
    elsewhere = Seen(status=200, headers=headers, body=b"")
    assert faults(Call(method="GET", path="/melden/"), elsewhere) == ["may be kept"]


def test_the_mark_of_a_page_changes_with_its_text(visitor, adviser) -> None:
    made = out(adviser)
    before = visitor.get("/kennis/dwang-op-het-werk/")["ETag"]
    actions.write_text(by=adviser, article_id=made, language="nl", text=said(body="Nieuw."), base=1)
    assert visitor.get("/kennis/dwang-op-het-werk/")["ETag"] == before
    publish(adviser, made, number=2)
    assert visitor.get("/kennis/dwang-op-het-werk/")["ETag"] != before


def test_nothing_else_is_kept(visitor, log_in, loaded) -> None:
    wies = log_in("adviser")
    for client, path in (
        (visitor, "/kennis/zoeken/?woorden=hotel"),
        (visitor, "/kennis/nergens/"),
        (visitor, "/kennis/?vorm=XYZ"),
        (visitor, "/kennis/sector/kermis/"),
        (wies, "/kennis/beheer/"),
        (wies, "/kennis/beheer/lezen/je-rechten/"),
    ):
        page = client.get(path)
        assert NOT_KEPT in page["Cache-Control"], path
        assert "ETag" not in page, path


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/kennis/", True),
        ("/pl/kennis/?vorm=LAB", True),
        ("/kennis/je-rechten/", True),
        ("/kennis/nieuws.atom", True),
        ("/sitemap.xml", True),
        ("/robots.txt", True),
        ("/kennis/zoeken/?woorden=x", False),
        ("/kennis/beheer/", False),
        ("/en/kennis/beheer/nieuw/", False),
        ("/melden/", False),
        ("/kennisbank/", False),
    ],
)
def test_which_addresses_may_be_kept(path: str, kept: bool) -> None:
    assert may_be_kept_at(path) is kept


def test_a_colleague_gets_the_same_public_page_as_everybody(visitor, log_in, loaded) -> None:
    wies = log_in("adviser")
    for path in ("/kennis/", "/kennis/je-rechten/"):
        assert wies.get(path).content == visitor.get(path).content


def test_an_article_for_professionals_is_not_there_for_the_public(visitor, adviser) -> None:
    out(adviser, "geheim", said(title="Kanarie"), audience="professionals")
    nowhere = visitor.get("/kennis/nergens/")
    page = visitor.get("/kennis/geheim/")
    assert page.status_code == nowhere.status_code == 404
    assert main_of(page) == main_of(nowhere)
    for path in (
        *("/kennis/", "/kennis/zoeken/?woorden=kanarie", "/kennis/nieuws.atom", "/sitemap.xml"),
        *(f"/kennis/sector/{name}/" for name in SECTOR_PAGES),
    ):
        assert b"Kanarie" not in visitor.get(path).content
        assert b"/geheim/" not in visitor.get(path).content


def test_a_missing_language_falls_back_to_dutch_and_says_so(visitor, loaded) -> None:
    page = main_of(visitor.get("/pl/kennis/signalen-op-school/"))
    assert "Czytasz go po niderlandzku" in page
    assert re.search(r'<article[^>]* lang="nl" dir="ltr">', page)
    listed = main_of(visitor.get("/pl/kennis/"))
    assert re.search(r'<li lang="nl" dir="ltr"><a [^>]*>Signalen op school', listed)
    assert re.search(r"<li><a [^>]*>Twoje prawa", listed)
    own = main_of(visitor.get("/pl/kennis/je-rechten/"))
    assert "niderlandzku" not in own
    assert 'lang="nl"' not in own


def test_a_page_says_what_stays_behind(visitor, loaded) -> None:
    for path in ("/kennis/", "/kennis/je-rechten/", "/kennis/sector/school/"):
        page = main_of(visitor.get(path))
        assert "Je browser bewaart dat je deze pagina las" in page
        assert reverse("entrance:traces") in page
    search = main_of(visitor.get("/kennis/zoeken/"))
    assert "geschiedenis van je browser" in search
    assert "vijf minuten" not in search
    assert reverse("entrance:traces") in search


def test_the_list_narrows_to_a_form_and_an_empty_house_says_what_to_do(visitor, loaded) -> None:
    assert "Signalen op school" in main_of(visitor.get("/kennis/?vorm=SEX"))
    narrowed = main_of(visitor.get("/kennis/?vorm=LAB"))
    assert "Signalen op school" not in narrowed
    assert "Je rechten als slachtoffer" in narrowed
    assert "Vraag het ons" in main_of(visitor.get("/kennis/sector/bank/"))


def test_a_search_shows_its_words_and_nothing_of_them_runs(visitor, loaded) -> None:
    assert "Signalen op school" in main_of(visitor.get("/kennis/zoeken/?woorden=scholen"))
    page = visitor.get("/kennis/zoeken/", {"woorden": '"><script>alert(1)</script>'})
    assert b"<script>alert" not in page.content
    assert "Niets gevonden" in page.content.decode()
    assert visitor.get("/kennis/zoeken/", {"woorden": "x" * 5000}).status_code == 200


def test_public_pages_ask_the_database_few_things(
    visitor, whole, django_assert_max_num_queries
) -> None:
    for path, most in (
        ("/kennis/", 1),
        (whole[0], 1),
        ("/kennis/sector/school/", 1),
        ("/kennis/zoeken/?woorden=hotel", 2),
        ("/kennis/nieuws.atom", 1),
        ("/sitemap.xml", 1),
    ):
        with django_assert_max_num_queries(most):
            assert visitor.get(path).status_code == 200


def test_the_feed_is_atom_with_the_newest_first(visitor, adviser, loaded) -> None:
    out(adviser)
    page = visitor.get("/kennis/nieuws.atom")
    assert page["Content-Type"].startswith("application/atom+xml")
    feed = Tree.fromstring(page.content)
    titles = [one.findtext(f"{ATOM}title") for one in feed.iter(f"{ATOM}entry")]
    assert titles[0] == "Dwang op het werk"
    assert len(titles) == 3
    for one in (feed, *feed.iter(f"{ATOM}entry")):
        assert one.findtext(f"{ATOM}id").startswith("http://testserver/kennis/")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+\+00:00", one.findtext(f"{ATOM}updated"))


def test_titles_in_the_feed_are_escaped(visitor, adviser) -> None:
    out(adviser, text=said(title="Jan & <Piet>"))
    feed = Tree.fromstring(visitor.get("/kennis/nieuws.atom").content)
    assert next(feed.iter(f"{ATOM}entry")).findtext(f"{ATOM}title") == "Jan & <Piet>"
    assert b"Jan &amp; &lt;Piet&gt;" in visitor.get("/kennis/dwang-op-het-werk/").content


def test_an_empty_feed_is_still_a_feed(visitor) -> None:
    assert Tree.fromstring(visitor.get("/pl/kennis/nieuws.atom").content).tag == f"{ATOM}feed"


def test_the_sitemap_names_every_public_page_once_and_each_leads_somewhere(
    visitor, loaded, monkeypatch
) -> None:
    monkeypatch.setattr(places, "_more", [])
    for _twice in range(2):
        show_in_sitemap(_later)
    found = Tree.fromstring(visitor.get("/sitemap.xml").content)
    urls = [one.text.removeprefix("http://testserver") for one in found.iter(f"{MAP}loc")]
    assert len(urls) == len(set(urls))
    assert {"/", "/hulp/", "/pl/hulp/", "/kennis/je-rechten/", "/pl/kennis/je-rechten/"} <= set(
        urls
    )
    assert "/pl/kennis/signalen-op-school/" not in urls
    for url in set(urls) - {one for one in urls if one.endswith("/later/")}:
        assert visitor.get(url).status_code == 200, url


def test_robots_and_search_description_lead_to_the_house_itself(visitor) -> None:
    robots = visitor.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in robots
    described = visitor.get("/kennis/zoeken.xml").content.decode()
    assert 'template="http://testserver/kennis/zoeken/?woorden={searchTerms}"' in described
    assert "zoeken.xml" not in visitor.get("/kennis/").content.decode()


def test_the_footer_of_every_public_page_leads_here(visitor) -> None:
    assert b'<a href="/kennis/">Lees er meer over</a>' in visitor.get("/").content
    assert b'href="/pl/kennis/"' in visitor.get("/pl/sporen/").content
