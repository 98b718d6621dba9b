"""Words of the field are explained where they stand: once, by keyboard and ear, nothing broken."""

import re
from html import unescape

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from kmt.vocabulary.explaining import explain_in, explained_terms
from kmt.vocabulary.queries import sources


def test_the_first_of_a_word_is_explained_for_eye_keyboard_and_ear() -> None:
    page = explain_in("<p>De bedenktijd loopt. Na de bedenktijd volgt een keuze.</p>")
    assert page.count("<dfn") == 1
    assert 'tabindex="0"' in page
    described = re.search(r'aria-describedby="([^"]+)"', page)
    assert described
    assert f'<span hidden id="{described[1]}">Rust om te beslissen' in page
    assert page.endswith("Na de bedenktijd volgt een keuze.</p>")


@pytest.mark.parametrize("name", ["a", "button", "h1", "label", "summary", "textarea", "option"])
def test_what_one_operates_stays_as_it_is(name: str) -> None:
    html = f"<{name} title='sepot'>Aangifte</{name}>"
    assert explain_in(html) == html
    assert "<dfn" in explain_in(f"{html}<p>aangifte</p>")


@pytest.mark.parametrize(
    "text", ["aangiftes", "bedenktijden", "verpleegtriage", "OMMEN", "om", "sepotje"]
)
def test_a_part_of_a_word_is_another_word(text: str) -> None:
    assert "<dfn" not in explain_in(f"<p>{text}</p>")


def test_an_abbreviation_is_meant_only_when_it_is_written_so() -> None:
    assert "Openbaar Ministerie" in explain_in("<p>Het OM beslist.</p>")
    assert "<dfn" not in explain_in("<p>Om te beslissen, om en nabij.</p>")
    assert "<dfn" in explain_in("<p>Aangifte doen</p>")


def test_tags_and_comments_are_never_touched() -> None:
    html = '<p data-label="aangifte"><!-- sepot --><input value="nazorg"></p>'
    assert explain_in(html) == html


@given(st.text(alphabet="<>&\"' abNidos/=-bedenktijd", max_size=80))
def test_what_it_says_stays_what_it_says(text: str) -> None:
    from html import escape

    html = f"<p>{escape(text)}</p>"
    changed = re.sub(r"<span hidden.*?</span>", "", explain_in(html))
    assert unescape(re.sub(r"<[^>]*>", "", changed)) == text


def test_every_explanation_is_short_and_cites_a_source_that_is_known() -> None:
    known = {one.source for one in sources()}
    for one in explained_terms():
        assert one.explanation.endswith(".")
        assert len(one.explanation) <= 200
        assert set(filter(None, one.source.split(";"))) <= known
    words = [word.casefold() for one in explained_terms() for word in one.words]
    assert len(words) == len(set(words))


def test_a_page_marks_its_words_by_a_block() -> None:
    page = Template("{% load explaining %}{% explained %}<p>{{ said }}</p>{% endexplained %}")
    shown = page.render(Context({"said": "<b>sepot</b>"}))
    assert "&lt;b&gt;<dfn" in shown
