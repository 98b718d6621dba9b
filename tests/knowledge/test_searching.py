"""Searching: every form of a word finds, the best first, and nobody finds what is not theirs."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kmt.knowledge import actions, queries
from kmt.knowledge.models import ArticleStem, ArticleText
from kmt.knowledge.stemming import stems
from tests.knowledge.conftest import PUBLIC, out, publish, said
from tests.knowledge.test_stemming import FORMS


def titles(actor, words: str, language: str = "nl", **narrow: str) -> list[str]:
    found = queries.search(actor, words, language=language, **narrow)
    return [one.title for one in found.lines]


@pytest.fixture
def three(adviser) -> None:
    """The same word in a title, a summary and a text."""
    out(adviser, "a", said(title="Over iets", summary="Iets.", body="Een hotel, een hotel."))
    out(adviser, "b", said(title="Over hotels", summary="Iets.", body="Niets."))
    out(adviser, "c", said(title="Over niets", summary="In een hotel.", body="Niets."))


def test_title_goes_before_summary_and_summary_before_text(three) -> None:
    assert titles(PUBLIC, "hotels") == ["Over hotels", "Over niets", "Over iets"]


def test_all_words_must_hit(three) -> None:
    assert len(titles(PUBLIC, "hotel")) == 3
    assert set(titles(PUBLIC, "hotel niets")) == {"Over hotels", "Over niets"}
    assert titles(PUBLIC, "hotel school") == []


def test_a_part_of_a_longer_word_is_found_after_the_word_itself(adviser) -> None:
    out(adviser, "a", said(title="Arbeidsuitbuiting"))
    out(adviser, "b", said(title="Uitbuiting"))
    assert titles(PUBLIC, "uitgebuit") == ["Uitbuiting", "Arbeidsuitbuiting"]
    assert titles(PUBLIC, "bui") == []


def test_nothing_typed_finds_nothing_and_says_so(three) -> None:
    found = queries.search(PUBLIC, " ! ", language="nl")
    assert (found.lines, found.tried) == ((), False)
    assert queries.search(PUBLIC, "%", language="nl").tried is False
    assert titles(PUBLIC, "ho_el") == []


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_every_form_of_a_word_finds_a_text_that_has_another(adviser, data) -> None:
    forms = data.draw(st.sampled_from(FORMS)).split()
    one, other = data.draw(st.sampled_from(forms)), data.draw(st.sampled_from(forms))
    text = ArticleText.objects.first()
    if text is None:
        out(adviser, "woord", said())
        text = ArticleText.objects.get()
    ArticleStem.objects.filter(text=text).delete()
    ArticleStem.objects.bulk_create(
        ArticleStem(text=text, stem=stem, weight=1) for stem in stems(one, "nl")
    )
    assert len(titles(PUBLIC, other)) == 1, (one, other)


def test_what_is_no_longer_published_is_no_longer_found(adviser) -> None:
    made = out(adviser, "a", said(title="Hotelkamer"))
    actions.write_text(
        by=adviser, article_id=made, language="nl", text=said(title="Schuur"), base=1
    )
    assert titles(PUBLIC, "schuur") == []
    publish(adviser, made, number=2)
    assert titles(PUBLIC, "schuur") == ["Schuur"]
    assert titles(PUBLIC, "hotelkamer") == []
    actions.withdraw(by=adviser, article_id=made, language="nl", why="weg")
    assert titles(PUBLIC, "schuur") == []


def test_everybody_finds_what_is_for_them(adviser, member) -> None:
    for audience in ("public", "professionals", "partners"):
        out(adviser, audience, said(title=f"Kanarie {audience}"), audience=audience)
    assert titles(PUBLIC, "kanarie") == ["Kanarie public"]
    assert len(titles(member, "kanarie")) == 3
    assert titles(member, "kanarie", audience="partners") == ["Kanarie partners"]


def test_it_narrows_to_a_form_and_to_a_sector(adviser) -> None:
    out(adviser, "a", said(title="Kanarie een"), forms=("LAB",), sector="hotel")
    out(adviser, "b", said(title="Kanarie twee"), forms=("SEX",), sector="school")
    out(adviser, "c", said(title="Kanarie drie"))
    assert titles(PUBLIC, "kanarie", form="LAB") == ["Kanarie drie", "Kanarie een"]
    assert titles(PUBLIC, "kanarie", sector="school") == ["Kanarie twee"]


def test_in_another_language_it_finds_that_language_and_dutch_where_it_lacks(loaded) -> None:
    assert titles(PUBLIC, "prawa", "pl") == ["Twoje prawa"]
    assert titles(PUBLIC, "rechten", "pl") == ["Twoje prawa"]
    assert titles(PUBLIC, "school", "pl") == ["Signalen op school"]
    assert titles(PUBLIC, "prawa", "de") == []


def test_it_takes_two_queries(three, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(2):
        titles(PUBLIC, "hotel school melden")
    with django_assert_max_num_queries(1):
        queries.articles(PUBLIC, language="pl")
    with django_assert_max_num_queries(1):
        queries.article(PUBLIC, "a", language="pl")
