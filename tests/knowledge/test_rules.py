"""The rules of articles as decision tables."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmt.knowledge import rules
from kmt.knowledge.rules import About, Audience, Text
from kmt.knowledge.states import State

GOOD = Text(title="Titel", summary="Een zin.", body="Tekst.")


@pytest.mark.parametrize(
    ("reads", "role", "seen"),
    [
        (False, "public", {"public"}),
        (False, "system_admin", {"public"}),
        (True, "partner_reporter", {"public", "professionals"}),
        (True, "chain_partner_reader", {"public", "professionals", "partners"}),
        (True, "intake_worker", {"public", "professionals", "partners"}),
    ],
)
def test_who_reads_which_articles(reads: bool, role: str, seen: set[str]) -> None:
    assert set(rules.audiences(reads=reads, role=role)) == seen


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"title": " "}, "title", "Geef het artikel een titel"),
        ({"title": "x" * 121}, "title", "1 tekens te lang"),
        ({"summary": ""}, "summary", "één of twee zinnen"),
        ({"summary": "x" * 170}, "summary", "10 tekens te lang: hoogstens 160"),
        ({"body": "\n"}, "body", "Schrijf de tekst"),
        ({"body": "x" * 20_001}, "body", "te lang"),
        ({"body": "Zijn nummer is 111222333."}, "body", "burgerservicenummer"),
        ({"summary": "Geboren op 3-4-2001."}, "body", "geboortedatum"),
        ({"body": "![kaart](https://elders.example/k.png)"}, "body", "Afbeeldingen"),
        ({"body": "<b>vet</b>"}, "body", "HTML"),
        ({"body": "[x](http://elders.example)"}, "body", "https://"),
    ],
)
def test_what_is_wrong_with_a_text(changed: dict[str, str], field: str, words: str) -> None:
    whole = {"title": GOOD.title, "summary": GOOD.summary, "body": GOOD.body} | changed
    found = rules.text_problems(Text(**whole))
    assert list(found) == [field]
    assert words in found[field]


@pytest.mark.parametrize(
    "body",
    [
        "Bel [ons](tel:112).",
        "Zie [hulp](/hulp/) of <https://www.comensha.nl>.",
        "Nummer 123456789.",
    ],
)
def test_what_is_right_is_kept(body: str) -> None:
    assert rules.text_problems(Text(title="Titel", summary="Een zin.", body=body)) == {}


@pytest.mark.parametrize(
    ("about", "field"),
    [
        (About(audience="iedereen"), "audience"),
        (About(kind="roman"), "kind"),
        (About(forms=("LAB", "XYZ")), "forms"),
        (About(sector="kermis"), "sector"),
        (About(review_after="P9Y"), "review_after"),
        (About(review_after="-P1Y"), "review_after"),
        (About(review_after="ooit"), "review_after"),
        (About(sources=("x" * 2001,)), "sources"),
    ],
)
def test_what_is_wrong_with_the_facts(about: About, field: str) -> None:
    assert list(rules.about_problems(about)) == [field]


def test_nothing_is_wrong_with_facts_of_the_lists() -> None:
    for audience in Audience:
        assert rules.about_problems(About(audience=audience, forms=rules.FORMS)) == {}


@pytest.mark.parametrize(
    ("now", "to", "why", "may"),
    [
        ("draft", State.PUBLISHED, "", True),
        ("published", State.PUBLISHED, "", True),
        ("withdrawn", State.PUBLISHED, "", True),
        ("published", State.WITHDRAWN, "klopt niet meer", True),
        ("published", State.WITHDRAWN, " ", False),
        ("draft", State.WITHDRAWN, "weg ermee", False),
        ("withdrawn", State.WITHDRAWN, "weg ermee", False),
        ("published", State.DRAFT, "", False),
    ],
)
def test_which_step_leads_where(now: str, to: State, why: str, may: bool) -> None:
    decision = rules.may_step(now, to, why=why)
    assert decision.allowed is may
    assert may or decision.reasons


@pytest.mark.parametrize(
    ("language", "dutch", "may"),
    [("nl", False, True), ("pl", True, True), ("pl", False, False)],
)
def test_dutch_goes_first(language: str, dutch: bool, may: bool) -> None:
    assert rules.may_publish_in(language, first_published=dutch).allowed is may


@pytest.mark.parametrize(
    ("slug", "good"),
    [
        ("signalen-op-school", True),
        ("b1", True),
        ("beheer", False),
        ("zoeken", False),
        ("Signalen", False),
        ("a--b", False),
        ("", False),
        ("../x", False),
        ("x" * 61, False),
    ],
)
def test_which_addresses_an_article_can_have(slug: str, good: bool) -> None:
    assert (rules.slug_problem(slug) == "") is good


@pytest.mark.parametrize(
    ("wanted", "there", "shown"),
    [("pl", ("nl", "pl"), "pl"), ("pl", ("nl",), "nl"), ("pl", ("en",), ""), ("nl", (), "")],
)
def test_which_language_is_shown(wanted: str, there: tuple[str, ...], shown: str) -> None:
    assert rules.best_language(wanted, there) == shown


@pytest.mark.parametrize(
    ("due", "owner", "called"),
    [
        (date(2026, 12, 1), "a", True),
        (date(2026, 12, 31), "a", True),
        (date(2027, 1, 2), "a", False),
        (date(2028, 1, 1), "", True),
        (date(2025, 1, 1), "a", True),
    ],
)
def test_what_is_due_for_review(due: date, owner: str, called: bool) -> None:
    assert rules.is_due(due, date(2026, 12, 1), owner) is called


def test_a_year_after_a_leap_day_is_a_day_that_exists() -> None:
    assert rules.review_due("P1Y", datetime(2028, 2, 29, 12, tzinfo=UTC)) == date(2029, 2, 28)


@given(st.integers(min_value=1, max_value=99_999_999))
def test_a_number_that_fails_the_eleven_test_is_no_bsn(eight: int) -> None:
    digits = f"{eight:08d}"
    weighed = sum(int(one) * weight for one, weight in zip(digits, range(9, 1, -1), strict=True))
    last = weighed % 11
    for nine in range(10):
        found = rules.identifying_problem(f"nummer {digits}{nine} hier")
        assert bool(found) is (nine == last)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("V-nummer 1234567890", True),
        ("zijn v nummer: 1234567890", True),
        ("v-nr 1234567890", True),
        ("een V-nummer heeft tien cijfers", False),
        ("KvK 1234567890", False),
        ("geboren op 3-4-1999", True),
        ("de wet van 3-4-1999", False),
    ],
)
def test_a_text_that_tells_who_somebody_is_is_refused(text: str, told: bool) -> None:
    assert bool(rules.identifying_problem(text)) is told
