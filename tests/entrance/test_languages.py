"""The language is in the address: whole journeys in it, and what happens where it is lacking."""

import re

import pytest
from django.urls import get_resolver
from django.utils.translation import override, trans_real

from kmt.access.actors import REPORTER
from kmt.access.rows import gate_open
from kmt.entrance.fallback import _CLOSE, _OPEN, show_fallback
from kmt.entrance.languages import LANGUAGES, STAFF_LANGUAGES
from kmt.entrance.wording import spoken
from kmt.intake.models import Report
from kmt.kernel.door import PUBLIC, audience_of
from tests.building.test_doors import addresses
from tests.entrance.conftest import CODES, ELSEWHERE, PATHS, address, text_of

OTHERS = tuple(code for code in CODES if code not in STAFF_LANGUAGES)
ZERO = {"pl": "zero", "uk": "нуль", "ar": "صفر", "hu": "nulla"}


@pytest.mark.parametrize("code", ["pl", "ar"])
def test_a_whole_report_in_the_language_of_the_reporter(code: str, visitor) -> None:
    form = visitor.get(address(code, "/melden/")).content.decode()
    token = re.search(r'name="token" value="([^"]+)"', form)[1]
    sent = visitor.post(address(code, "/melden/"), {"token": token, "narrative": "Ośmiu mężczyzn."})
    html = sent.content.decode()
    assert f'<html lang="{code}"' in html
    assert "span lang" not in html
    digits = re.search(r'class="receipt">([\d ]{19})<', html)[1]
    back = visitor.post(address(code, "/code/"), {"receipt": digits})
    assert "notice-ok" in back.content.decode()
    with gate_open(REPORTER):
        assert [one.language for one in Report.objects.all()] == [code]


@pytest.mark.parametrize("code", OTHERS)
def test_what_goes_wrong_is_said_in_the_language_too(code: str, visitor) -> None:
    token = re.search(
        r'name="token" value="([^"]+)"', visitor.get(f"/{code}/melden/").content.decode()
    )[1]
    answers = [
        visitor.get(f"/{code}/nergens/"),
        visitor.post(f"/{code}/melden/", {"narrative": "x" * 20_003, "about": "?"}),
        visitor.post(f"/{code}/melden/", {"narrative": "\x00", "token": token}),
        visitor.post(
            f"/{code}/melden/",
            {"narrative": "x", "anonymity": "anonymous", "contact": "06", "token": token},
        ),
        visitor.post(f"/{code}/melden/", {"narrative": "x"}),
        visitor.post(f"/{code}/code/", {"receipt": "1"}),
    ]
    assert [one.status_code for one in answers] == [404, 422, 422, 422, 422, 422]
    for one in answers:
        assert "span lang" not in one.content.decode()


@pytest.mark.parametrize("code", OTHERS)
def test_the_side_of_colleagues_is_not_there_in_the_other_languages(code: str, visitor) -> None:
    nowhere = text_of(visitor.get(f"/{code}/nergens/").content.decode())
    for path in ("werk/", "meldingen/", "inloggen/", "inloggen/code/", "rechten/"):
        page = visitor.get(f"/{code}/{path}")
        assert page.status_code == 404, path
        assert text_of(page.content.decode()) == nowhere, path


def test_colleagues_are_offered_their_own_two_languages(visitor) -> None:
    html = visitor.get("/inloggen/").content.decode()
    assert re.findall(r'hreflang="(\w+)"', html) == list(STAFF_LANGUAGES)


def test_the_pages_walked_here_are_all_that_the_public_side_has() -> None:
    there = {
        f"/{route}"
        for route, view in addresses(get_resolver().url_patterns)
        if audience_of(view) == PUBLIC
    }
    assert there == set(PATHS) | ELSEWHERE


def test_neither_browser_nor_cookie_chooses_the_language(visitor) -> None:
    visitor.cookies["django_language"] = "pl"
    html = visitor.get("/", headers={"accept-language": "ar"}).content.decode()
    assert '<html lang="nl">' in html


def test_a_code_is_read_aloud_in_the_language() -> None:
    for code, word in ZERO.items():
        with override(code):
            assert spoken("0000") == " ".join([word] * 4)


def test_a_language_is_offered_in_its_own_name() -> None:
    names = dict(LANGUAGES)
    assert (names["ar"], names["uk"], names["pl"]) == ("العربية", "Українська", "Polski")


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>{Bel}</p>", '<p><span lang="nl" dir="ltr">Bel</span></p>'),
        ('<a aria-label="{Bel}">x</a>', '<a aria-label="Bel">x</a>'),
        ("<title>{Bel}</title><p>x</p>", "<title>Bel</title><p>x</p>"),
        ("<option>{Bel} &lt;</option>", "<option>Bel &lt;</option>"),
        ("x {Bel} y {Nu}", 'x <span lang="nl" dir="ltr">Bel</span> y '
         '<span lang="nl" dir="ltr">Nu</span>'),
    ],
)  # fmt: skip
def test_a_missing_sentence_is_marked_as_dutch_where_an_element_can_stand(html, shown) -> None:
    assert show_fallback(html.replace("{", _OPEN).replace("}", _CLOSE)) == shown


def test_a_sentence_that_no_catalogue_has_comes_in_marked_dutch(visitor, monkeypatch) -> None:
    visitor.get("/pl/")
    polish = trans_real.translation("pl")
    (mine,) = [one for one in polish._catalog._catalogs if "I have a code" in one]
    monkeypatch.delitem(mine, "I have a code")
    html = visitor.get("/pl/").content.decode()
    assert '<strong><span lang="nl" dir="ltr">Ik heb een code</span></strong>' in html
