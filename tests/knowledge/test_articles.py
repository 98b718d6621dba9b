"""The shipped articles: complete, sourced, easy to read, and promising nothing that is not so."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kmt.entrance import readability
from kmt.entrance.languages import LANGUAGES
from kmt.kernel.rich_text import left_out, plain
from kmt.knowledge import rules
from kmt.knowledge.rules import About, Audience, Kind, Sector, Text

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "src/kmt/knowledge/data/articles"
KEYS = {"title", "summary", "audience", "kind", "forms", "sector", "review_after", "sources"}
#: Long words that stay: the name of a form, of an organisation and of who helps.
STAY = {"arbeidsuitbuiting", "slachtofferhulp", "zorgcoördinator"}
#: Names of the trade, in texts for who meets it at work: everybody there knows them.
OF_THE_TRADE = {
    *("aandachtsfunctionaris", "bedrijfsterrein", "beroepsvereniging", "brandveiligheid"),
    *("huisartsenpraktijk", "jeugdhulpverlener", "kindermishandeling", "ongebruikelijke"),
    *("privacyfunctionaris", "rekeningnummers", "stemmingswisseling", "toezichthouders"),
    *("veiligheidshuis", "verantwoordelijk", "zelfbeschadiging", "zorgcoördinatie"),
}
AT_WORK = {"sector", "law", "conversation"}
#: The most important public ones, in every language of the public side.
EVERYWHERE = {
    *("wat-is-mensenhandel", "arbeidsuitbuiting", "signalen", "wat-kun-je-doen"),
    *("na-je-melding", "opvang", "jouw-rechten"),
}
#: The longest sentence of the public side in other languages (tools/public_messages.py).
LONGEST = 22
_PHONE = re.compile(r"(?<!\d)(?:0800|0900|0\d{1,3})[\s-]?\d[\d\s-]{2,}\d|(?<!\d)112(?!\d)")
_LINK = re.compile(r"\]\(([^)]*)\)")


@dataclass(frozen=True, slots=True)
class Article:
    """One file: its language, its address, what holds for it, and its text."""

    language: str
    slug: str
    about: dict[str, Any]
    body: str

    @property
    def text(self) -> Text:
        return Text(title=self.about["title"], summary=self.about["summary"], body=self.body)

    @property
    def pieces(self) -> list[str]:
        return [self.about["title"], self.about["summary"], *plain(self.body)]


@cache
def articles() -> tuple[Article, ...]:
    found = []
    for path in sorted(FOLDER.glob("*/*.md")):
        before, head, body = path.read_text(encoding="utf-8").split("+++\n", 2)
        assert before == "", path
        found.append(Article(path.parent.name, path.stem, tomllib.loads(head), body))
    return tuple(found)


def named(one: Article) -> str:
    return f"{one.language}-{one.slug}"


DUTCH = [one for one in articles() if one.language == "nl"]
PUBLIC = [one for one in DUTCH if one.about["audience"] == Audience.PUBLIC]
OTHERS = [one for one in articles() if one.language != "nl"]
each = pytest.mark.parametrize("one", articles(), ids=named)
each_public = pytest.mark.parametrize("one", PUBLIC, ids=named)
each_other = pytest.mark.parametrize("one", OTHERS, ids=named)


def test_there_are_articles_of_every_kind_for_every_form_and_sector() -> None:
    assert {one.about["kind"] for one in DUTCH} == set(Kind)
    assert {form for one in DUTCH for form in one.about["forms"]} == set(rules.FORMS)
    assert {one.about["sector"] for one in DUTCH} == {"", *Sector}
    assert len(DUTCH) >= 20


@each
def test_the_front_matter_is_complete_and_its_codes_exist(one: Article) -> None:
    assert set(one.about) == KEYS
    facts = {name: value for name, value in one.about.items() if name not in {"title", "summary"}}
    facts["forms"], facts["sources"] = tuple(facts["forms"]), tuple(facts["sources"])
    assert rules.about_problems(About(**facts)) == {}
    assert (one.about["kind"] == Kind.SECTOR) == bool(one.about["sector"])
    assert rules.slug_problem(one.slug) == ""


@each
def test_the_text_can_be_kept_and_every_mark_of_it_is_shown(one: Article) -> None:
    assert rules.text_problems(one.text) == {}
    assert left_out(one.body) == ()


@each
def test_the_sources_are_named(one: Article) -> None:
    assert one.about["sources"]
    assert all(len(source) > 8 for source in one.about["sources"]), one.about["sources"]


@each
def test_links_lead_to_articles_that_are_there_in_dutch(one: Article) -> None:
    slugs = {each.slug for each in DUTCH}
    for address in _LINK.findall(one.body):
        found = re.fullmatch(r"\.\./([a-z0-9-]+)/", address)
        assert found, f"{address}: link to an article as ../its-address/"
        assert found[1] in slugs
        assert found[1] != one.slug


@each
def test_no_telephone_number_is_made_up(one: Article) -> None:
    region = tomllib.loads((ROOT / "regions/twente.toml").read_text(encoding="utf-8"))
    known = {"112", *(line["phone"] for line in region["help"] if "phone" in line)}
    found = {match[0].strip() for match in _PHONE.finditer(one.body)}
    assert {one.replace("\u00a0", " ") for one in found} <= known
    assert "@" not in one.body
    assert "http" not in one.body


@each_public
def test_a_public_text_is_easy_to_read(one: Article) -> None:
    trade = OF_THE_TRADE if one.about["kind"] in AT_WORK else set()
    found = readability.measure(one.pieces, STAY | trade)
    assert found.easy, found
    assert found.long_words == ()


@each_public
def test_a_public_text_leads_to_public_texts_only(one: Article) -> None:
    open_to_all = {it.slug for it in PUBLIC}
    led = {
        link.removeprefix("../").strip("/") for link in _LINK.findall(one.body) if link[:3] == "../"
    }
    assert led - open_to_all == set()


@each_public
def test_a_public_text_says_where_help_is_or_leads_to_it(one: Article) -> None:
    assert "112" in one.body or "../wat-kun-je-doen/" in one.body or "../opvang/" in one.body


@pytest.mark.parametrize("one", DUTCH, ids=named)
def test_nothing_is_promised_that_cannot_be_kept(one: Article) -> None:
    said = " ".join(one.pieces).lower()
    for promise in ("blijft geheim", "altijd anoniem", "niemand komt erachter"):
        assert promise not in said
    for sentence in re.split(r"(?<=[.!?])\s+", said):
        if "wij beloven" in sentence:
            assert re.search(r"\bniet\b", sentence), sentence
        if "meldrecht" in sentence:
            assert re.search(r"geen|niet|veilig thuis", sentence), sentence


@pytest.mark.parametrize("one", DUTCH, ids=named)
def test_signals_are_never_shown_as_proof(one: Article) -> None:
    shown = {"signals"} | ({"form"} if one.slug != "wat-is-mensenhandel" else set())
    if one.about["kind"] in shown:
        said = " ".join(one.pieces).lower()
        assert "bewijst niet" in said or "geen bewijs" in said or "../signalen/" in one.body


def test_the_most_important_public_texts_are_there_in_every_public_language() -> None:
    for language, _name in LANGUAGES:
        found = {one.slug for one in articles() if one.language == language}
        assert found >= EVERYWHERE, language


@each_other
def test_a_translation_is_of_a_public_dutch_text_and_holds_the_same(one: Article) -> None:
    dutch = next(each for each in DUTCH if each.slug == one.slug)
    for key in KEYS - {"title", "summary"}:
        assert one.about[key] == dutch.about[key]
    assert dutch.about["audience"] == Audience.PUBLIC
    assert sorted(_LINK.findall(one.body)) == sorted(_LINK.findall(dutch.body))
    assert sorted(_PHONE.findall(one.body)) == sorted(_PHONE.findall(dutch.body))
    for mark in (r"(?m)^## ", r"(?m)^- ", r"(?m)^\d+\. "):
        assert len(re.findall(mark, one.body)) == len(re.findall(mark, dutch.body)), mark


@each_other
def test_no_sentence_of_a_translation_is_longer_than_a_reader_takes_in(one: Article) -> None:
    sentences = readability.sentences_of(one.pieces)
    assert [said for said in sentences if len(said.split()) > LONGEST] == []


def test_the_measure_would_see_a_hard_text_and_a_made_up_number() -> None:
    hard = "Desbetreffende registratieprocedures geschieden overeenkomstig vigerende regelgeving."
    assert not readability.measure([hard]).easy
    assert _PHONE.search("Bel 053 123 45 67")
    assert not _PHONE.search("in 2022 of in 30 dagen")
